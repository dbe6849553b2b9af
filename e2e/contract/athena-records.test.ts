/** What opening the record of an event reads on Athena, where no slice has it. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { S3_LOG } from "@/e2e/athena-server/faults";
import { harnessLake } from "@/e2e/athena-server/harness";
import type { Backend } from "@/lib/backend/backend";
import { settled } from "@/lib/engine/answer-rows";
import { eventOf, formatWhere, type OpenEvent } from "@/lib/investigation/open-event";
import { ask, newFolder } from "@/lib/lake/lake.fixture";
import { startSteps } from "@/lib/runs/asked.fixture";
import {
  findRecord,
  type RecordQuery,
  readRecordRequest,
  startConfirmedRecord,
} from "@/lib/runs/event-record";
import { literal } from "@/queries/literal";

let lake: string;
let server: AthenaServer;
let event: OpenEvent;
let opened: Backend[] = [];

async function open(environment: Readonly<Record<string, string>> = {}): Promise<Backend> {
  const place = await backendAt(server.url, newFolder(), { ...NO_SLICES, ...environment });
  opened.push(place);
  return place;
}

async function anyEvent(): Promise<OpenEvent> {
  const place = await open();
  const [answer] = await startSteps(place, [
    {
      playbookId: "general-purpose",
      stepId: "search",
      inputs: {},
      accounts: [],
      regions: [],
      from: "2026-03-01T06:00:00Z",
      to: "2026-03-01T12:00:00Z",
      filters: [],
    },
  ]);
  if (answer?.kind !== "started") throw new Error(JSON.stringify(answer));
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") throw new Error(JSON.stringify(state));
  const page = await place.engine.rows(answer.runId, null);
  const found = page.ok && page.value.rows[0] ? eventOf(state.columns, page.value.rows[0]) : null;
  if (!found?.where) throw new Error("no event");
  return found;
}

beforeAll(async () => {
  lake = await harnessLake();
  server = await startAthenaServer({
    lake,
    rates: false,
    queryDelayMs: 1,
    bytesFactor: 1_000,
  });
  event = await anyEvent();
});
beforeEach(() => server.control.reset());
afterEach(async () => {
  await Promise.all(opened.map((place) => place.close()));
  opened = [];
});
afterAll(() => server.close());

function linkTo(where: string | null): string {
  const day = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
  const params = new URLSearchParams({ ...day, event: event.id, at: event.at });
  if (where !== null) params.append("where", where);
  return `/playbooks/general-purpose?${params}`;
}

function asked(where: string | null, more: Partial<RecordQuery> = {}): RecordQuery {
  // What a page of another version sends is not a confirmation.
  const read = readRecordRequest({ link: linkTo(where), confirmed: true });
  if (!read.ok) throw new Error(read.failure.message);
  return { ...read.value, ...more };
}

const own = () => (event.where ? formatWhere(event.where) : "");

async function find(place: Backend, request: RecordQuery) {
  const found = await findRecord(place, request, new AbortController().signal);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

const partitionsRead = () =>
  server.control.executions().map(({ selectedPartitions }) => selectedPartitions);

it("reads the account, region and day of the event's row, and no more", async () => {
  const found = await find(await open(), asked(own()));
  expect(found).toMatchObject({ kind: "record", record: { foundBy: { isNew: true } } });
  expect(found.kind === "record" && JSON.parse(found.record.text)).toMatchObject({
    eventID: event.id,
    awsRegion: event.where?.region,
    recipientAccountId: event.where?.account,
  });
  expect(partitionsRead()).toEqual([1]);
});

it("reads the whole scope where the event's file is not where its row says", async () => {
  const found = await find(await open(), asked("999988887777/us-east-1"));
  expect(found.kind === "record" && JSON.parse(found.record.text)).toMatchObject({
    eventID: event.id,
  });
  const [first, second] = partitionsRead();
  expect(first).toBe(0);
  expect(second).toBeGreaterThan(1);
});

it("reads only the scope where the row has no place", async () => {
  const { account = "", region = "" } = event.where ?? {};
  const place = await open();
  await find(place, asked(null, { accounts: [account], regions: [region] }));
  expect(partitionsRead()).toEqual([1]);
  const elsewhere = asked(null, { accounts: ["999988887777"], regions: [] });
  expect(await findRecord(place, elsewhere, new AbortController().signal)).toMatchObject({
    ok: false,
    failure: { code: "not-found" },
  });
});

it("over the limit no request for data starts it; a confirmed run is there for all", async () => {
  const place = await open({ TRAILBOOK_ASK_ABOVE_BYTES: "1000" });
  expect(await find(place, asked(own()))).toMatchObject({
    kind: "asks-first",
    limitBytes: 1000,
    estimate: { reads: { partitions: 1, bytes: expect.any(Number) } },
  });
  expect(server.control.executions()).toHaveLength(0);
  const started = await startConfirmedRecord(place, { link: linkTo(own()), place: 0 });
  for (let reader = 0; reader < 2; reader += 1)
    expect(await find(place, asked(own()))).toMatchObject({
      record: { foundBy: { isNew: false, runId: started.ok && started.value } },
    });
  expect(server.control.executions()).toHaveLength(1);
});

it("a confirmation is for one run; where that finds nothing the next needs its own", async () => {
  const place = await open({ TRAILBOOK_ASK_ABOVE_BYTES: "1000", TRAILBOOK_SIZES_WAIT_MS: "10000" });
  const { account = "" } = event.where ?? {};
  // Its own region has logs of that account, but not the event.
  const where = `${account}/${event.where?.region === "us-east-1" ? "eu-west-1" : "us-east-1"}`;
  const elsewhere = asked(where);
  expect(await find(place, elsewhere)).toMatchObject({ kind: "asks-first", place: 0 });
  const confirm = (at: number) => startConfirmedRecord(place, { link: linkTo(where), place: at });
  // Two tabs confirm the same run.
  for (const { ok } of [await confirm(0), await confirm(0)]) expect(ok).toBe(true);
  expect(await find(place, elsewhere)).toMatchObject({ kind: "asks-first", place: 1 });
  expect(server.control.executions()).toHaveLength(1);
  expect((await confirm(1)).ok).toBe(true);
  expect(await find(place, elsewhere)).toMatchObject({ kind: "record" });
  expect(server.control.executions()).toHaveLength(2);
  expect(await confirm(2)).toMatchObject({ ok: false, failure: { code: "bad-input" } });
});

it("starts nothing for a subscriber who left before the estimate", async () => {
  const place = await open();
  server.control.delays({ listMs: 300 });
  const visit = new AbortController();
  const found = findRecord(place, asked(own()), visit.signal);
  visit.abort();
  expect(await found).toMatchObject({ ok: false, failure: { code: "cancelled" } });
  expect(server.control.executions()).toHaveLength(0);
});

/** The record as it is opened, and the log on this machine that the path in its row names. */
async function openedRecord(place: Backend) {
  const found = await find(place, asked(own()));
  if (found.kind !== "record") throw new Error(found.kind);
  return found.record;
}

/** The log on this machine that brought the event into the lake. */
async function logText(): Promise<string> {
  const [[file] = []] = await ask(
    lake,
    `select sourcefile from {lake} where eventid = ${literal(event.id)}`,
  );
  return gunzipSync(readFileSync(String(file))).toString("utf8");
}

it("gives the letters of the log file in S3", async () => {
  const { text, sourceFile, rebuiltBecause } = await openedRecord(await open());
  expect(rebuiltBecause).toBeNull();
  expect(sourceFile).toMatch(/^s3:\/\//);
  expect(JSON.parse(text)).toMatchObject({ eventID: event.id });
  expect(await logText()).toContain(text);
});

it("rebuilds the record where the log file cannot be read, and says why", async () => {
  const place = await open();
  const ops = [S3_LOG];
  for (const [kind, why] of [
    ["access-denied", /is not allowed to read the log files in the bucket acme-.*s3:GetObject/],
    ["truncated-answer", /broke off|cannot be reached/],
  ] as const) {
    server.control.faults({ rate: 1, kinds: [kind], ops, seed: 1 });
    const { text, rebuiltBecause } = await openedRecord(place);
    expect(rebuiltBecause).toMatch(why);
    expect(JSON.parse(text)).toMatchObject({ eventID: event.id });
  }
  server.control.faults({ rate: 1, kinds: ["s3-slow-down"], ops, seed: 1, limit: 1 });
  expect(await openedRecord(place)).toMatchObject({ rebuiltBecause: null });
});
