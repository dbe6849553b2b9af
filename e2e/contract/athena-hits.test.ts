/** The page of Sigma rules on Athena, through the app's own actions and routes: its price first, then the hits of the lake. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { pollRuns } from "@/app/actions";
import { GET as readCost } from "@/app/api/rules/cost/route";
import { GET as readRows } from "@/app/api/runs/[runId]/rows/route";
import { startHits } from "@/app/rules/actions";
import { athenaEnvironment } from "@/e2e/athena-environment";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { HARNESS_CALLER, harnessLake } from "@/e2e/athena-server/harness";
import type { StepAnswer, StepCost } from "@/lib/api/answers";
import type { RuleHitsRequest } from "@/lib/api/rules";
import { isLive, type Row, type RowPage } from "@/lib/api/run";
import { newFolder, put } from "@/lib/lake/lake.fixture";

const LINK = "/rules?v=1&from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z";
const TAB = "tab-1";
let lake: string;
let server: AthenaServer;

const idOf = (number: number): string => `sigma:00000000-0000-0000-0000-00000000000${number}`;
const ruleText = (number: number, selection: string) => `title: Rule ${number}
id: ${idOf(number).slice("sigma:".length)}
author: A. Author
logsource: { product: aws, service: cloudtrail }
detection:
  selection:
    ${selection}
  condition: selection
`;

/** The next request opens the backend of these settings. */
function configure(environment: Readonly<Record<string, string>>): void {
  Object.assign(process.env, environment);
  delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
}

beforeAll(async () => {
  lake = await harnessLake();
  server = await startAthenaServer({ lake });
  const rules = newFolder();
  put(rules, "a.yml", ruleText(1, "eventName: assumerole"));
  put(
    rules,
    "b.yml",
    ruleText(2, `{ userIdentity.accessKeyId: ${HARNESS_CALLER}, errorCode: AccessDenied }`),
  );
  put(rules, "c.yml", ruleText(3, "eventName: NeverCalled"));
  process.env.TRAILBOOK_RULES = rules;
  configure({
    ...athenaEnvironment(server.url, newFolder()),
    TRAILBOOK_ASK_ABOVE_BYTES: "1",
    TRAILBOOK_SIZES_WAIT_MS: "60000",
  });
});
afterAll(async () => {
  configure({});
  await server.close();
});

const request = (more: Partial<RuleHitsRequest> = {}): RuleHitsRequest => ({
  kind: "hits",
  rule: null,
  link: LINK,
  confirmed: false,
  ...more,
});

async function cost(): Promise<StepCost> {
  const params = new URLSearchParams({ link: LINK });
  const response = await readCost(new Request(`http://localhost/api/rules/cost?${params}`));
  expect(response.status).toBe(200);
  return response.json();
}

function startedRun(answer: StepAnswer): string {
  if (answer.kind !== "started") throw new Error(`The request was answered ${answer.kind}.`);
  return answer.runId;
}

/** The rows of a confirmed start, once its run is done, as the page reads them. */
async function rowsOf(asked: RuleHitsRequest): Promise<readonly Row[]> {
  const runId = startedRun(await startHits({ ...asked, confirmed: true }, TAB));
  for (;;) {
    const state = (await pollRuns([runId], TAB))[runId];
    if (state?.state === "done") break;
    if (!state || !isLive(state)) throw new Error(`The run is ${JSON.stringify(state)}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const rows: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const at: string = cursor === "" ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const response = await readRows(new Request(`http://localhost/api/runs/${runId}/rows${at}`), {
      params: Promise.resolve({ runId }),
    });
    const page: RowPage = await response.json();
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  return rows;
}

it("asks first with its price, runs once when confirmed, and has the hits of the lake", async () => {
  expect(await cost()).toMatchObject({
    kind: "scan",
    estimate: { reads: { bytes: expect.any(Number) } },
  });
  expect(await startHits(request(), TAB)).toMatchObject({
    kind: "asks-first",
    limitBytes: 1,
    estimate: { reads: { bytes: expect.any(Number) } },
  });
  expect(server.control.executions()).toHaveLength(0);

  const ofOne = request({ kind: "hit-events", rule: idOf(2) });
  const [hits, events] = [await rowsOf(request()), await rowsOf(ofOne)];
  expect(hits.map(([rule, , , author]) => [rule, author])).toEqual([
    [idOf(1), "A. Author"],
    [idOf(2), "A. Author"],
  ]);
  expect(server.control.executions()).toHaveLength(2);
  // The same hits are there now: they cost nothing, and need no confirmation.
  expect(await cost()).toEqual({ kind: "cached" });
  startedRun(await startHits(request(), "tab-2"));
  expect(server.control.executions()).toHaveLength(2);

  configure({ TRAILBOOK_ENGINE: "duckdb", TRAILBOOK_DATA: lake });
  expect(await rowsOf(request())).toEqual(hits);
  expect(await rowsOf(ofOne)).toEqual(events);
  expect(Number(hits[1]?.[4])).toBe(events.length);
});
