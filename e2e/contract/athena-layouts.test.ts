/** Steps on every layout through Athena's protocol: the embedded engine's rows, the fewest partitions. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { copyOfSmallLake } from "@/e2e/lake";
import type { Row } from "@/lib/api/run";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { isFullRun } from "@/lib/full-run.fixture";
import { chooseSource } from "@/lib/investigation/choose-source";
import { newFolder } from "@/lib/lake/lake.fixture";
import { readLake } from "@/lib/lake/store/catalogue";
import type { LakePartition } from "@/lib/lake/types";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { fieldOf } from "@/queries/fields";
import { allSteps, findStep } from "@/queries/index";
import type { Layout } from "@/queries/layouts";
import { bind } from "@/queries/playbook";
import { fieldsOf, isOfFindings } from "@/queries/query";
import { historyFrom } from "@/queries/watchlist/compile-findings";
import { demoInputs } from "./demo-inputs.fixture";
import { stepShapes } from "./step-shapes.fixture";

const LAG_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The last hour reaches, by the delivery lag, into the partitions of the day after. */
const WINDOW = { from: "2026-03-02T06:00:00Z", to: "2026-03-24T23:30:00Z" };

const TABLES = [
  "cloudtrail_partitioner",
  "cloudtrail_projection",
  "cloudtrail_projection_org",
  "cloudtrail_hive_org",
  "cloudtrail_bootstrap",
] as const;

/** The usual run has a step of each shape on all tables; those that read 30 days more on one. */
const SHAPES = stepShapes();
const LONG = ["findings", "finding-events"];
const LONG_ON = "cloudtrail_bootstrap";
const isQueried = (table: string, { stepId }: AskedStep, index: number): boolean =>
  isFullRun() || (SHAPES.includes(index) && (table === LONG_ON || !LONG.includes(stepId)));

/** Steps without rows for these inputs in the small account. */
const EMPTY: readonly string[] = [
  "ec2-instance-compromise/sessions-opened",
  "ec2-instance-compromise/left-behind",
  "user/user-sign-ins",
  "role/left-behind",
  "session/left-behind",
  "bucket/bucket-objects",
  "bucket/bucket-denied",
  "actors/actor-sessions",
  "secrets/secrets-changed",
  "sessions/assistant-sessions",
  "sessions/login-sessions",
];

let server: AthenaServer;
let partitions: readonly LakePartition[];
let embedded: Backend;
let requests: readonly AskedStep[];
/** The embedded engine's rows, by step; none for a step that is not asked. */
let expected: ReadonlyMap<AskedStep, readonly Row[]>;

type Answered = { readonly sql: string; readonly rows: readonly Row[] };

async function answersOf(
  place: Backend,
  asked: readonly AskedStep[],
): Promise<readonly Answered[]> {
  const answers = await startSteps(place, asked);
  return Promise.all(
    answers.map(async (answer, index): Promise<Answered> => {
      const step = asked[index]?.stepId;
      if (answer.kind !== "started") throw new Error(`${step}: ${JSON.stringify(answer)}`);
      const state = await settled(place.engine, answer.runId);
      if (state.state !== "done") throw new Error(`${step}: ${JSON.stringify(state)}`);
      const rows: Row[] = [];
      for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
      return { sql: state.sql, rows };
    }),
  );
}

/** Whether a step reads a field that tables made before 2021 lack. */
function readsNewer({ playbookId, stepId, inputs }: AskedStep): boolean {
  const step = findStep(`${playbookId}/${stepId}`)?.step;
  return step !== undefined && fieldsOf(bind(step, inputs)).some((name) => fieldOf(name).newer);
}

function requestOf(address: string, inputs: Readonly<Record<string, string>>): AskedStep {
  const [playbookId = "", stepId = ""] = address.split("/");
  const scope = { accounts: [], regions: [], ...WINDOW, filters: [] };
  // A busy machine lists the month's folders too slowly to say what a run will read.
  return { playbookId, stepId, inputs, ...scope, confirmed: true };
}

/** Every step with values that the logs hold. */
const allRequests = (): readonly AskedStep[] =>
  allSteps.map(({ playbook, step }) => requestOf(`${playbook.id}/${step.id}`, demoInputs(step)));

/** The partitions that a request cannot do without, as far as the layout's columns distinguish them. */
function needed(layout: Layout, { playbookId, stepId, accounts, regions, from, to }: AskedStep) {
  const step = findStep(`${playbookId}/${stepId}`)?.step;
  if (!step) throw new Error(`There is no step ${stepId}.`);
  const earliestMs = isOfFindings(step.answer) ? historyFrom(Date.parse(from)) : Date.parse(from);
  const means = layout.columns.map((column) => column.means);
  // A table without either has those of one place, of which all days are read here.
  const isOnePlace = means.every((each) => each === "date");
  const byAccount = means.includes("account") || layout.tablePerAccount === true || isOnePlace;
  return partitions.filter(({ account, region, year, month, day }) => {
    const startMs = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
    return (
      startMs < Date.parse(to) + LAG_MS &&
      startMs + DAY_MS > earliestMs &&
      (!byAccount || accounts.length === 0 || accounts.includes(account)) &&
      (!(means.includes("region") || isOnePlace) ||
        regions.length === 0 ||
        regions.includes(region))
    );
  });
}

const bytesOf = (some: readonly LakePartition[]): number =>
  some.reduce((sum, { bytes }) => sum + bytes, 0);

/** The account and the region that a table is limited to by its location; null where it has all. */
async function placeOf(table: string): Promise<{ account: string; region: string } | null> {
  const place = await backendAt(server.url, newFolder(), { ATHENA_TABLE: table, ...NO_SLICES });
  const source = chooseSource(place.sources, table);
  if (!source.ok) throw new Error(source.failure.message);
  await place.close();
  const { layout } = source.value.source;
  const { accounts, regions } = source.value.covers;
  const [[account], [region]] = [accounts ?? [], regions ?? []];
  const isLimited = layout.columns.every(({ means }) => means === "date");
  return isLimited && account && region ? { account, region } : null;
}

/** Queries a table and compares what it read of the lake with the least possible. */
async function askTable(table: string, asked: readonly AskedStep[]) {
  const settings = { ATHENA_TABLE: table, TRAILBOOK_PATH_RANGES: "off", ...NO_SLICES };
  const place = await backendAt(server.url, newFolder(), settings);
  const source = chooseSource(place.sources, table);
  if (!source.ok) throw new Error(source.failure.message);
  const { layout } = source.value.source;
  const answers = await answersOf(place, asked);
  const executions = server.control.executions();
  asked.forEach((request, index) => {
    const execution = executions.find(({ sql }) => sql === answers[index]?.sql);
    const least = needed(layout, request);
    expect
      .soft(execution, `${request.stepId} on ${table}`)
      .toMatchObject({ selectedPartitions: least.length, selectedBytes: bytesOf(least) });
  });
  await place.close();
  return { layout, rows: answers.map(({ rows }) => rows) };
}

beforeAll(async () => {
  const lake = await copyOfSmallLake();
  const read = await readLake(lake);
  if (!read.ok) throw new Error(read.failure.message);
  partitions = read.value.partitions;
  const config = readConfig({ TRAILBOOK_DATA: lake, ...NO_SLICES });
  const opened = config.ok ? await openDuckDbBackend(config.value) : config;
  if (!opened.ok) throw new Error(opened.failure.message);
  embedded = opened.value;
  requests = allRequests();
  const asked = requests.filter((request, index) => isQueried(LONG_ON, request, index));
  const answers = await answersOf(embedded, asked);
  expected = new Map(asked.map((request, index) => [request, answers[index]?.rows ?? []]));
  server = await startAthenaServer({ lake, rates: false, concurrentDml: null, queryDelayMs: 1 });
});
afterAll(() => server.close());

describe("every step of the catalogue", () => {
  it("has an answer with rows in the lake", () => {
    const addressOf = ({ playbookId, stepId }: AskedStep) => `${playbookId}/${stepId}`;
    const asked = [...expected.keys()].map(addressOf);
    const empty = [...expected].flatMap(([request, rows]) =>
      rows.length === 0 ? [addressOf(request)] : [],
    );
    expect(empty).toEqual(EMPTY.filter((address) => asked.includes(address)));
  });

  it.each(TABLES)(
    "on %s gives the embedded engine's rows from the fewest partitions",
    async (table) => {
      await server.control.reset();
      const only = await placeOf(table);
      const inPlace = only && { accounts: [only.account], regions: [only.region] };
      const chosen = requests.filter((request, index) => isQueried(table, request, index));
      const asked = chosen.map((request) => ({ ...request, ...inPlace }));
      const right = inPlace
        ? (await answersOf(embedded, asked)).map(({ rows }) => rows)
        : chosen.map((request) => expected.get(request));
      const { layout, rows } = await askTable(table, asked);
      asked.forEach((request, index) => {
        // The answer names the field that the table lacks.
        if (layout.lacksNewerFields && readsNewer(request)) return;
        expect.soft(rows[index], `${request.stepId} on ${table}`).toEqual(right[index]);
      });
      expect(server.control.unpruned()).toEqual([]);
    },
  );

  it.each(TABLES)("on %s reads only the requested accounts and regions", async (table) => {
    await server.control.reset();
    const only = await placeOf(table);
    const [first] = partitions;
    const accounts = [only?.account ?? first?.account ?? ""];
    const regions = [only?.region ?? first?.region ?? ""];
    const window = { from: "2026-03-09T00:00:00Z", to: "2026-03-10T00:00:00Z" };
    const inPlace = requests
      .slice(0, 3)
      .map((request) => ({ ...request, ...window, accounts, regions }));
    await askTable(table, inPlace);
  });
});

describe("a table whose accounts are injected", () => {
  const table = "cloudtrail_injected";
  const step = "general-purpose/common-actions";

  it("needs an account, and reads only its partitions", async () => {
    await server.control.reset();
    const place = await backendAt(server.url, newFolder(), { ATHENA_TABLE: table, ...NO_SLICES });
    const request = requestOf(step, {});
    expect(await startSteps(place, [request])).toEqual([
      {
        kind: "refused",
        message: "Choose an account: this table needs one in every query.",
      },
    ]);
    expect(server.control.executions()).toEqual([]);
    const accounts = [...new Set(partitions.map(({ account }) => account))].slice(0, 2);
    const named = { ...request, accounts };
    const { rows } = await askTable(table, [named]);
    const [inLake] = await answersOf(embedded, [named]);
    expect(rows).toEqual([inLake?.rows]);
    await place.close();
    // With the accounts in the settings, a scope that means all of them need not name them.
    const settings = { ATHENA_TABLE: table, ATHENA_ACCOUNTS: accounts.join(), ...NO_SLICES };
    const knowing = await backendAt(server.url, newFolder(), settings);
    const [all] = await answersOf(knowing, [request]);
    expect([all?.rows]).toEqual(rows);
    await knowing.close();
  });

  it("would have failed, which one sentence explains", async () => {
    const place = await backendAt(server.url, newFolder(), { ATHENA_TABLE: table, ...NO_SLICES });
    const usable = place.sources.usable.map((found) => ({
      ...found,
      source: { ...found.source, mustName: [] },
    }));
    const open = { ...place, sources: { ...place.sources, usable } };
    const [answer] = await startSteps(open, [requestOf(step, {})]);
    const runId = answer?.kind === "started" ? answer.runId : "";
    expect(await settled(place.engine, runId)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/^The table answers only for accounts .*choose them/),
    });
    await place.close();
  });
});
