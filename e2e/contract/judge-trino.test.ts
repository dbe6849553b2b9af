/** The judge's client of Trino's protocol, and the inputs that it finds. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { LakeRows } from "@/e2e/judge/lake-rows";
import { inputsFor } from "@/e2e/judge/step-inputs";
import { connectTrino } from "@/e2e/judge/trino";
import { lakeSource } from "@/lib/lake/lake-source";
import { findStep } from "@/queries/index";

let server: Server | null = null;
afterEach(() => server?.close());

/** A Trino that answers each request with the next of these; a number is a status without a body. */
async function trinoOf(answers: readonly (number | object)[]) {
  const requests: string[] = [];
  const left = [...answers];
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const next = left.shift() ?? 500;
    if (typeof next === "number") response.writeHead(next).end("reason");
    else response.end(JSON.stringify(next).replaceAll("HOST", `http://${request.headers.host}`));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { requests, trino: connectTrino(`http://127.0.0.1:${port}`, "hive", "judge") };
}

it("rows of all pages come in order, and a request to a busy Trino is sent again", async () => {
  const columns = [{ name: "a" }, { name: "b" }];
  const { requests, trino } = await trinoOf([
    { nextUri: "HOST/v1/statement/1" },
    503,
    { columns, data: [["x", 1]], nextUri: "HOST/v1/statement/2" },
    { data: [[null, true]], stats: { physicalInputBytes: 7 } },
  ]);
  expect(await trino.run("select 1")).toEqual({
    columns: ["a", "b"],
    rows: [
      ["x", 1],
      [null, 1],
    ],
    readBytes: 7,
    error: null,
  });
  expect(requests).toEqual([
    "POST /v1/statement",
    "GET /v1/statement/1",
    "GET /v1/statement/1",
    "GET /v1/statement/2",
  ]);
});

it("a statement that fails is an answer with Trino's reason, and throws where it must succeed", async () => {
  const error = { errorName: "SYNTAX_ERROR", message: "mismatched input" };
  const { trino } = await trinoOf([{ error }, 404, { error }]);
  expect((await trino.run("selec 1")).error).toEqual({
    name: "SYNTAX_ERROR",
    message: "mismatched input",
  });
  expect((await trino.run("select 1")).error?.message).toBe("HTTP 404: reason");
  await expect(trino.must("selec 1")).rejects.toThrow("mismatched input");
});

function inputsOf(address: string, lake: LakeRows) {
  const step = findStep(address)?.step;
  if (!step) throw new Error(`No step ${address}.`);
  const scope = { accounts: [], regions: [], fromMs: 0, toMs: 86_400_000 };
  return inputsFor(step, step.inputs, scope, lakeSource, lake);
}

it("inputs are the most frequent values that fit, the second among the events of the first", async () => {
  const statements: string[] = [];
  const lake: LakeRows = async ({ sql }) => {
    statements.push(sql);
    const rows =
      sql.includes("useragent as") || /^ {2}useragent,/m.test(sql)
        ? [["curl/8.0", 9]]
        : [
            [null, 5],
            ["not a key", 4],
            ["AKIAIOSFODNN7EXAMPLE", 3],
          ];
    return { columns: [], rows };
  };
  expect(await inputsOf("access-key-exposure/events-by-user-agent", lake)).toEqual({
    userAgent: "curl/8.0",
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  });
  expect(statements[1]).toContain("in ('curl/8.0', '[curl/8.0]')");
});

it("where the lake has no value, one is taken that no event has", async () => {
  const lake: LakeRows = async () => ({ columns: [], rows: [] });
  const { accessKeyId } = await inputsOf("access-key-exposure/all-key-usage", lake);
  expect(accessKeyId).toMatch(/^AKIA[A-Z0-9]{16}$/);
});
