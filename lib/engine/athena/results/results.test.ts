/** Responses that a network cut down: the result is unreadable, not empty. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openClients } from "@/lib/engine/athena/aws/clients";
import { type Execution, readExecution } from "@/lib/engine/athena/runs/execution";
import { Results } from "./results";

function succeeded(): Execution {
  const execution = readExecution({
    QueryExecutionId: "1",
    StatementType: "DML",
    Status: { State: "SUCCEEDED" },
  });
  if (!execution) throw new Error("no execution");
  return execution;
}

const whole = {
  ResultSet: {
    Rows: [{ Data: [{ VarCharValue: "n" }] }],
    ResultSetMetadata: { ColumnInfo: [{ Name: "n", Type: "bigint" }] },
  },
};

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIATESTTESTTESTTEST");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(() => vi.unstubAllEnvs());

/** Reads from a server that sends these responses in order, the last one again and again. */
async function readFrom(answers: readonly object[]) {
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume();
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const place = { region: "us-east-1", workgroup: "primary", database: "security" };
  const clients = openClients({ ...place, endpoint: `http://127.0.0.1:${port}` });
  const results = new Results(clients, async () => () => {}, place, true);
  const head = await results.head(succeeded());
  const page = await results.page(succeeded(), [{ name: "n", type: "bigint" }], "next");
  clients.destroy();
  server.close();
  return { head, page, calls };
}

it("takes a response without columns or rows for unreadable, not for an empty result", async () => {
  for (const broken of [{}, { ResultSet: {} }, { ResultSet: { ResultSetMetadata: {} } }]) {
    const { head, page } = await readFrom([broken]);
    expect(head).toMatchObject({
      ok: false,
      trouble: { kind: "refused", message: expect.stringMatching(/cannot be read/) },
    });
    expect(page).toMatchObject({ ok: false });
  }
});

it("requests a paid result again before it gives up", async () => {
  const { head } = await readFrom([{}, whole]);
  expect(head).toEqual({
    ok: true,
    value: { columns: [{ name: "n", type: "bigint" }], rows: [], nextCursor: null },
  });
});
