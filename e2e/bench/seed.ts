/**
 * What an investigation costs on Athena: the product compared with the same questions as queries by
 * hand, in scans and bytes as a server of Athena's protocol counts them.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt } from "@/e2e/athena-server/backend";
import { harnessClients } from "@/e2e/athena-server/harness";
import type { Row as AnswerRow } from "@/lib/api/run";
import type { Backend } from "@/lib/backend/backend";
import { CI_DEPLOY } from "@/lib/demo/people";
import { demoAccounts } from "@/lib/demo/world";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { readLake } from "@/lib/lake/store/catalogue";
import type { LakePartition } from "@/lib/lake/types";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { requestFor } from "./ask";
import { BORDER_WINDOWS, borderLake } from "./border-logs";
import { type Row, row } from "./report";
import { needed } from "./scopes";
import { instancePlaybook, keyPlaybook, type SeedPlaybook, type SeedQuery } from "./seed-queries";

const ACCOUNT = demoAccounts.prod;
const TABLE = "cloudtrail_partitioner";
/** A day's events may be delivered this late, in the next day's folder. */
const DELIVERY_LAG_MS = HOUR_MS;
/** A worker of the demo's fleet that is there all month, and one of the calls that it makes. */
const INSTANCE = {
  id: "i-0abddd40b1c658e70",
  principalId: "AROA3TQ5EXAMPLEWORKER:i-0abddd40b1c658e70",
  eventName: "GetParameter",
};

type Window = readonly [from: string, to: string];
type Answered = { readonly columns: readonly string[]; readonly rows: readonly AnswerRow[] };
type Cost = { readonly scans: number; readonly bytes: number };

/** Sends the requests of a page that shows the first question, with the others in the list. */
async function ask(
  place: Backend,
  queries: readonly SeedQuery[],
  window: Window,
): Promise<readonly Answered[]> {
  const requests = queries.map(
    ({ step, inputs, filters }, index): AskedStep => ({
      ...requestFor(step, window, inputs),
      filters,
      accounts: [ACCOUNT],
      mode: index > 0 ? "cached-only" : "open",
    }),
  );
  const started = await startSteps(place, requests);
  return Promise.all(
    started.map(async (answer, index) => {
      const { step = "" } = queries[index] ?? {};
      if (answer.kind !== "started") throw new Error(`${step} was answered ${answer.kind}.`);
      const state = await settled(place.engine, answer.runId);
      if (state.state !== "done") throw new Error(`${step} ended as ${state.state}.`);
      const rows: AnswerRow[] = [];
      for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
      return { columns: state.columns, rows };
    }),
  );
}

/** What the server has executed since the last call. */
function costOf({ control }: AthenaServer): Cost {
  const executions = control.executions();
  return {
    scans: executions.length,
    bytes: executions.reduce((sum, { scannedBytes }) => sum + scannedBytes, 0),
  };
}

/** The cost of a playbook and three pivots in a newly opened app. */
async function costOfProduct(
  server: AthenaServer,
  { opening, pivots }: SeedPlaybook,
  window: Window,
): Promise<Cost> {
  await server.control.reset();
  return withPlace(server, async (place) => {
    await ask(place, opening, window);
    for (const pivot of pivots) await ask(place, [pivot], window);
    return costOf(server);
  });
}

async function withPlace<Result>(
  server: AthenaServer,
  use: (place: Backend) => Promise<Result>,
): Promise<Result> {
  const data = mkdtempSync(join(tmpdir(), "athena-seed-"));
  const place = await backendAt(server.url, data, { ATHENA_TABLE: TABLE });
  try {
    return await use(place);
  } finally {
    await place.close();
    rmSync(data, { recursive: true, force: true });
  }
}

/** The months or days of a window as conditions, one for each statement. */
function conditionsOf({ per }: SeedQuery, [from, to]: Window): readonly string[] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  const all = Array.from({ length: days }, (_, index) => {
    const [year, month, day] = new Date(Date.parse(from) + index * DAY_MS)
      .toISOString()
      .slice(0, 10)
      .split("-");
    const ofMonth = `year = '${year}' and month = '${month}'`;
    return per === "month" ? ofMonth : `${ofMonth} and day = '${day}'`;
  });
  return [...new Set(all)];
}

/** Runs a statement by Athena's own clients; all of its rows. */
async function byHand(clients: ReturnType<typeof harnessClients>, sql: string): Promise<Answered> {
  const id = await clients.start(sql);
  const { Status: status } = await clients.ended(id);
  if (status?.State !== "SUCCEEDED") throw new Error(`${sql}: ${status?.StateChangeReason}`);
  let page = await clients.page(id);
  const [header = [], ...rows] = page.rows;
  while (page.next !== undefined) {
    page = await clients.page(id, undefined, page.next);
    rows.push(...page.rows);
  }
  return { columns: header.map(String), rows };
}

async function costByHand(
  server: AthenaServer,
  { opening, pivots }: SeedPlaybook,
  window: Window,
): Promise<Cost> {
  await server.control.reset();
  const clients = harnessClients(server.url, 5);
  for (const query of [...opening, ...pivots]) {
    for (const when of conditionsOf(query, window))
      await byHand(clients, query.sql(`${TABLE}_${ACCOUNT}`, when));
  }
  return costOf(server);
}

/** The columns that a statement by hand has, its rows in one order. */
function sameForm({ columns, rows }: Answered, wanted: readonly string[]): string {
  const at = wanted.map((name) => columns.indexOf(name));
  return JSON.stringify(rows.map((each) => JSON.stringify(at.map((i) => String(each[i])))).sort());
}

/** Whether the product and the statement agree on the same time. */
async function agrees(server: AthenaServer, query: SeedQuery): Promise<boolean> {
  const window: Window =
    query.per === "month"
      ? ["2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"]
      : BORDER_WINDOWS["1-day"];
  const [when = ""] = conditionsOf(query, window);
  const hand = await byHand(harnessClients(server.url, 5), query.sql(`${TABLE}_${ACCOUNT}`, when));
  const [product] = await withPlace(server, (place) => ask(place, [query], window));
  return (
    product !== undefined &&
    hand.rows.length > 0 &&
    sameForm(product, hand.columns) === sameForm(hand, hand.columns)
  );
}

/** The bytes of the partitions that may hold an event of the window, by brute force. */
function leastBytes(partitions: readonly LakePartition[], [from, to]: Window): number {
  const scope = {
    accounts: [ACCOUNT],
    regions: [],
    fromMs: Date.parse(from),
    toMs: Date.parse(to) + DELIVERY_LAG_MS,
  };
  return needed(scope, partitions).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** A playbook with the values that an analyst picks from its first answers. */
async function playbooksOf(server: AthenaServer, window: Window) {
  const first = keyPlaybook(CI_DEPLOY.accessKeyId, [], "");
  const [agents, addresses] = await withPlace(server, (place) => ask(place, first.opening, window));
  const texts = ({ rows }: Answered = { columns: [], rows: [] }) =>
    rows.map(([value]) => String(value));
  return {
    "access-key": keyPlaybook(
      CI_DEPLOY.accessKeyId,
      texts(agents).slice(-2),
      texts(addresses).at(-1) ?? "",
    ),
    instance: instancePlaybook(INSTANCE.id, INSTANCE.principalId, INSTANCE.eventName),
  };
}

/** Measures both playbooks in each window. */
export async function seedRows(): Promise<readonly Row[]> {
  const lake = await borderLake();
  const read = await readLake(lake);
  if (!read.ok) throw new Error(read.failure.message);
  const server = await startAthenaServer({ lake, rates: false, concurrentDml: null });
  try {
    server.control.delays({ queueMs: 0, queryMs: 0 });
    const rows: Row[] = [];
    for (const [name, window] of Object.entries(BORDER_WINDOWS)) {
      const least = leastBytes(read.value.partitions, window);
      for (const [id, playbook] of Object.entries(await playbooksOf(server, window))) {
        const product = await costOfProduct(server, playbook, window);
        const hand = await costByHand(server, playbook, window);
        rows.push(...costRows(id, name, playbook, product, hand, least));
      }
    }
    const { "access-key": key, instance } = await playbooksOf(server, BORDER_WINDOWS["1-day"]);
    const queries = [key, instance].flatMap(({ opening, pivots }) => [...opening, ...pivots]);
    const differ: string[] = [];
    for (const query of queries) if (!(await agrees(server, query))) differ.push(query.step);
    rows.push(
      row({
        id: "seed-answers-that-differ",
        unit: "answers",
        value: differ.length,
        bar: 0,
        note: `of ${queries.length} questions asked both ways of the same month or day. ${differ.join(", ")}`.trim(),
      }),
    );
    return rows;
  } finally {
    await server.close();
  }
}

function costRows(
  id: string,
  window: string,
  { opening, pivots }: SeedPlaybook,
  product: Cost,
  hand: Cost,
  least: number,
): readonly Row[] {
  const note = `${opening.length} steps and ${pivots.length} pivots; the reference is the statements by hand, one question and one month or day each`;
  return [
    row({
      id: `seed-${id}-scans-${window}`,
      unit: "scans",
      value: product.scans,
      reference: hand.scans,
      bar: 1 / hand.scans,
      note,
    }),
    row({
      id: `seed-${id}-bytes-${window}`,
      unit: "bytes",
      value: product.bytes,
      reference: hand.bytes,
      bar: least / hand.bytes,
      holds: product.bytes <= least,
      note: `the bar is the least partitions that may hold the window's events, ${least} bytes`,
    }),
  ];
}
