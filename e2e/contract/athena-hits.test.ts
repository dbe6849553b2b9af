/** The page of Sigma rules on Athena, through the app's own actions and routes: its price first, then the hits of the lake. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { pollRuns } from "@/app/actions";
import { GET as readCost } from "@/app/api/rules/cost/route";
import { GET as readRows } from "@/app/api/runs/[runId]/rows/route";
import { startHits } from "@/app/rules/actions";
import { athenaEnvironment } from "@/e2e/athena-environment";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { HARNESS_CALLER, harnessLake } from "@/e2e/athena-server/harness";
import type { StepAnswer } from "@/lib/api/answers";
import type { HitsCost, RuleHitsRequest } from "@/lib/api/rules";
import { isLive, type Row, type RowPage } from "@/lib/api/run";
import { newFolder, put } from "@/lib/lake/lake.fixture";
import { HIT_COLUMNS } from "@/queries/sigma/compile-hits";
import { runCommand } from "./run-command.fixture";

const [FROM, TO] = ["2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z"];
const LINK = `/rules?v=1&from=${FROM}&to=${TO}`;
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

async function cost(rule?: string): Promise<HitsCost> {
  const params = new URLSearchParams({ link: LINK, ...(rule === undefined ? {} : { rule }) });
  const response = await readCost(new Request(`http://localhost/api/rules/cost?${params}`));
  expect(response.status).toBe(200);
  return response.json();
}

function startedRun(answer: StepAnswer): string {
  if (answer.kind !== "started") throw new Error(`The request was answered ${answer.kind}.`);
  return answer.runId;
}

/** The rows of a confirmed start, once its runs are done, as the page reads them. */
async function rowsOf(asked: RuleHitsRequest): Promise<readonly Row[]> {
  const answer = await startHits({ ...asked, confirmed: true }, TAB);
  const runs = [startedRun(answer), ...answer.moreRuns];
  return (await Promise.all(runs.map(rowsOfRun))).flat();
}

async function rowsOfRun(runId: string): Promise<readonly Row[]> {
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

it("shows its price, runs once when confirmed, and has the hits of the lake", async () => {
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
  expect(await cost()).toEqual({ kind: "cached", queries: 1 });
  startedRun(await startHits(request(), "tab-2"));
  expect(server.control.executions()).toHaveLength(2);

  configure({ TRAILBOOK_ENGINE: "duckdb", TRAILBOOK_DATA: lake });
  expect(await rowsOf(request())).toEqual(hits);
  expect(await rowsOf(ofOne)).toEqual(events);
  expect(Number(hits[1]?.[4])).toBe(events.length);
});

type Named = Readonly<Record<string, unknown>>;
const byRule = (one: Named, other: Named): number =>
  String(one.rule) < String(other.rule) ? -1 : 1;

/** Some 100 kB of SQL, so that two fit into a statement, and whose last value is the only one that occurs. */
function longRule(number: number, last: string): string {
  const never = Array.from({ length: 990 }, (_, index) => `${"x".repeat(90)}${index}`);
  return ruleText(number, `{ eventName: [${[...never, last].join(", ")}] }`);
}

it("runs more rules than fit into a statement in several, with one price, one order and the same hits", async () => {
  const rules = newFolder();
  const names = ["AssumeRole", "listbuckets", "NeverCalled", "LISTBUCKETS", "assumerole"];
  for (const [index, name] of names.entries())
    put(rules, `${index}.yml`, longRule(index + 1, name));
  const words = (step: string) => [step, "--from", FROM, "--to", TO, "--format", "json"];
  const inParts = async (step: string, ...more: readonly string[]) => {
    const { result, written, said } = await runCommand([...words(step), ...more]);
    return {
      problem: result.ok ? null : result.failure.message,
      said,
      rows: result.ok ? JSON.parse(written) : [],
    };
  };
  configure({ TRAILBOOK_RULES: rules, TRAILBOOK_ENGINE: "athena", TRAILBOOK_DATA: newFolder() });
  const before = server.control.executions().length;
  const { problem } = await inParts("sigma/hits");
  expect(problem).toMatch(
    /^The rules need 3 queries, which would scan .* in all \(<\$0.001\); .*--yes/,
  );
  expect(server.control.executions()).toHaveLength(before);
  // So does the page, which has one price for all of them and one confirmation.
  const priced = await cost();
  const asked = await startHits(request(), TAB);
  expect(asked).toMatchObject({ kind: "asks-first", queries: 3, moreRuns: [], limitBytes: 1 });
  const [bytes, ofOne] = [priced, await cost(idOf(1))].map((each) =>
    each.kind === "scan" ? (each.estimate.reads?.bytes ?? 0) : 0,
  );
  expect([priced.queries, bytes]).toEqual([3, 3 * (ofOne ?? 0)]);
  expect(asked.kind === "asks-first" ? asked.estimate.reads?.bytes : null).toBe(bytes);
  expect(server.control.executions()).toHaveLength(before);
  expect((await startHits(request({ confirmed: true }), TAB)).moreRuns).toHaveLength(2);
  expect(server.control.executions()).toHaveLength(before + 3);
  expect(await rowsOf(request())).toHaveLength(4);
  expect(await cost()).toMatchObject({ kind: "cached" });

  const hits = await inParts("sigma/hits", "--yes");
  expect(hits.said).toMatch(
    /^Query 1 of 3: 2 rules\.\nQuery 2 of 3: 2 rules\.\nQuery 3 of 3: 1 rule\.\n/,
  );
  expect(server.control.executions()).toHaveLength(before + 3);

  configure({
    TRAILBOOK_ENGINE: "duckdb",
    TRAILBOOK_DATA: lake,
    TRAILBOOK_ASK_ABOVE_BYTES: "1000000000",
  });
  const { rows: inLake, problem: none } = await inParts("sigma/hits");
  expect(none).toBeNull();
  expect(inLake).toEqual(hits.rows);
  expect(
    hits.rows.map(({ rule, total }: Row & { rule: string; total: number }) => [rule, total]),
  ).toEqual([
    [idOf(2), 3_200],
    [idOf(4), 3_200],
    [idOf(1), 1_600],
    [idOf(5), 1_600],
  ]);
  // The page has the same hits, in as many queries.
  const columns = HIT_COLUMNS.hits;
  const onPage = (await rowsOf(request())).map((row) =>
    Object.fromEntries(columns.map((name, index) => [name, row[index]])),
  );
  expect(onPage.toSorted(byRule)).toEqual(hits.rows.toSorted(byRule));
  // The events are those of each rule alone, in the order of a single statement.
  const { rows } = await inParts("sigma/hit-events");
  const alone = await inParts("sigma/hit-events", "--set", `rule=${idOf(5)}`);
  expect(rows).toHaveLength(2 * (3_200 + 1_600));
  expect(rows.filter(({ rule }: { rule: string }) => rule === idOf(5))).toEqual(alone.rows);
  const keys = rows.map(
    ({ eventtime, eventid, rule }: Record<string, string>) => `${eventtime} ${eventid} ${rule}`,
  );
  expect(keys).toEqual(keys.toSorted());
});
