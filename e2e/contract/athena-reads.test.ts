/** The scan estimate of a run on Athena, compared with what it then reads. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { LOG_BUCKET, ORGANISATION_PREFIX } from "@/e2e/athena-server/catalogue";
import { S3_LIST } from "@/e2e/athena-server/faults";
import {
  HARNESS_ACCOUNTS,
  HARNESS_CALLER,
  HARNESS_REGIONS,
  harnessClients,
  harnessLake,
} from "@/e2e/athena-server/harness";
import type { StepAnswer } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend/backend";
import { settled } from "@/lib/engine/answer-rows";
import { createFolderSizes } from "@/lib/engine/athena/estimate/folder-sizes";
import { newFolder } from "@/lib/lake/lake.fixture";
import { type AskedStep, readAsked, startSteps } from "@/lib/runs/asked.fixture";
import { estimateStep } from "@/lib/runs/estimate-step";
import { HOUR_MS } from "@/queries/scope";

const request: AskedStep = {
  playbookId: "general-purpose",
  stepId: "common-actions",
  inputs: {},
  accounts: [],
  regions: [],
  from: "2026-03-01T06:00:00Z",
  to: "2026-03-02T23:30:00Z",
  filters: [],
};

/** A kilobyte of the lake is a megabyte on S3, so that limits can be below it. */
const FACTOR = 1_000;

let server: AthenaServer;
let opened: Backend[] = [];

beforeAll(async () => {
  server = await startAthenaServer({
    lake: await harnessLake(),
    rates: false,
    queryDelayMs: 1,
    bytesFactor: FACTOR,
    tableParameters: {
      // A region without logs that the table lists.
      cloudtrail_bootstrap: {
        "projection.region_partition.values": [...HARNESS_REGIONS, "sa-east-1"].join(),
      },
    },
  });
});
beforeEach(async () => {
  server.control.delays({ listMs: 0 });
  server.control.workGroup("primary", { bytesScannedCutoff: null });
  await server.control.reset();
});
afterEach(async () => {
  await Promise.all(opened.map((place) => place.close()));
  opened = [];
});
afterAll(() => server.close());

async function open(environment: Readonly<Record<string, string>> = {}): Promise<Backend> {
  // Whole days are read, and nothing is listed before a question.
  const settings = { TRAILBOOK_PATH_RANGES: "off", ...NO_SLICES, ...environment };
  const place = await backendAt(server.url, newFolder(), settings);
  opened.push(place);
  return place;
}

async function ask(place: Backend, more: Partial<AskedStep> = {}): Promise<StepAnswer> {
  const [answer] = await startSteps(place, [{ ...request, ...more }]);
  if (!answer) throw new Error("no answer");
  return answer;
}

async function estimateOf(place: Backend, more: Partial<AskedStep> = {}) {
  const answer = await ask(place, more);
  if (!("estimate" in answer)) throw new Error(JSON.stringify(answer));
  return answer.estimate;
}

const listings = (): number => server.control.calls().byOp[S3_LIST] ?? 0;

describe("an estimate", () => {
  it.each([
    ["cloudtrail_partitioner", {}],
    ["cloudtrail_projection_org", {}],
    ["cloudtrail_bootstrap", {}],
    ["cloudtrail_hive_org", {}],
    ["cloudtrail_injected", { ATHENA_ACCOUNTS: HARNESS_ACCOUNTS.join() }],
  ])("on %s is what the run then reads, to the byte", async (table, settings) => {
    const place = await open({ ATHENA_TABLE: table, ...settings });
    for (const more of [
      {},
      { accounts: [HARNESS_ACCOUNTS[1]], regions: [HARNESS_REGIONS[0]] },
      // Into a day that has no logs.
      { from: "2026-03-03T00:00:00Z", to: "2026-03-05T00:00:00Z" },
    ]) {
      const answer = await ask(place, more);
      if (answer.kind !== "started") throw new Error(JSON.stringify(answer));
      const { reads } = answer.estimate;
      const state = await settled(place.engine, answer.runId);
      const run = server.control.executions().find(({ sql }) => sql === answer.query.sql);
      expect(state).toMatchObject({ state: "done", scannedBytes: reads?.bytes });
      expect(reads?.partitions).toBe(run?.selectedPartitions);
      expect(reads?.objects).toBe(run?.selectedPartitions);
      expect(reads?.daysWithoutData).toEqual("to" in more ? ["2026-03-04"] : []);
    }
  });

  it("lists each planned folder once, and caches those that have ended", async () => {
    const place = await open({ ATHENA_TABLE: "cloudtrail_projection_org" });
    const wide = { stepId: "common-errors" };
    await Promise.all([ask(place), ask(place, wide), ask(place)]);
    // Two accounts in two Regions on the two days of the window and the one that the lag reaches.
    expect(listings()).toBe(12);
    await ask(place, { inputs: {}, stepId: "most-denied-principals" });
    expect(listings()).toBe(12);
  });

  it("lists a folder again only while it may grow", async () => {
    const endMs = Date.parse("2026-03-02T00:00:00Z");
    let nowMs = endMs;
    const { s3 } = harnessClients(server.url);
    const sizes = createFolderSizes(s3, HOUR_MS, () => nowMs);
    const folder = `${ORGANISATION_PREFIX}/${HARNESS_ACCOUNTS[0]}/CloudTrail/us-east-1/2026/03/01/`;
    const listingsAt = async (ms: number) => {
      nowMs = ms;
      await sizes.filesIn({ bucket: LOG_BUCKET, prefix: folder, endMs, readsRestored: false });
      return listings();
    };
    const lastOpenMs = endMs + HOUR_MS;
    expect(await listingsAt(lastOpenMs - 59_000)).toBe(1);
    expect(await listingsAt(lastOpenMs)).toBe(1);
    expect(await listingsAt(lastOpenMs + 2_000)).toBe(2);
    expect(await listingsAt(lastOpenMs + 20 * HOUR_MS)).toBe(2);
    s3.destroy();
  });

  it("looks up the accounts and regions of a table that names none", async () => {
    const place = await open({ ATHENA_TABLE: "cloudtrail_hive_org" });
    await ask(place);
    expect(listings()).toBe(1 + HARNESS_ACCOUNTS.length + 12);
  });

  it("reports for an empty result from a slice whether there are logs of its narrower scope", async () => {
    const place = await open({
      ATHENA_TABLE: "cloudtrail_bootstrap",
      TRAILBOOK_SLICE_EVENTS: "100000",
    });
    const key = {
      playbookId: "access-key-exposure",
      stepId: "all-key-usage",
      inputs: { accessKeyId: HARNESS_CALLER },
    };
    const first = await ask(place, key);
    if (first.kind !== "started") throw new Error(JSON.stringify(first));
    await settled(place.engine, first.runId);
    const executions = server.control.executions().length;
    // That region's folders were not listed yet.
    server.control.delays({ listMs: 400 });
    const elsewhere = { ...key, regions: ["sa-east-1"] };
    const nothing = { ...key, filters: ["eventname:is:NoSuchCall"] };
    expect(await ask(place, elsewhere)).toMatchObject({
      state: { state: "done", rowCount: 0, fromSlice: true },
      estimate: { reads: { partitions: 0, daysWithoutData: ["2026-03-01", "2026-03-02"] } },
    });
    expect(await ask(place, nothing)).toMatchObject({
      state: { state: "done", rowCount: 0, fromSlice: true },
      estimate: { reads: { partitions: 12, daysWithoutData: [] } },
    });
    expect(server.control.executions()).toHaveLength(executions);
  });

  it("has the workgroup's limit beside it", async () => {
    server.control.workGroup("primary", { bytesScannedCutoff: 10_000_000_000 });
    expect(await estimateOf(await open())).toMatchObject({ cutoffBytes: 10_000_000_000 });
    server.control.workGroup("primary", { bytesScannedCutoff: null });
    expect(await estimateOf(await open())).toMatchObject({ cutoffBytes: null });
  });
});

describe("a run over the limit", () => {
  it("needs confirmation, and runs with it", async () => {
    const place = await open({ TRAILBOOK_ASK_ABOVE_BYTES: "1000" });
    const first = await ask(place);
    expect(first).toMatchObject({ kind: "asks-first", limitBytes: 1000 });
    expect(server.control.executions()).toEqual([]);
    expect(await ask(place, { confirmed: true })).toMatchObject({ kind: "started", isNew: true });
    expect(await ask(place)).toMatchObject({ kind: "started", isNew: false });
  });

  it("needs confirmation for a slice, once for all that is answered from it", async () => {
    const place = await open({ TRAILBOOK_ASK_ABOVE_BYTES: "1000", TRAILBOOK_SLICE_EVENTS: "9999" });
    const about = {
      playbookId: "access-key-exposure",
      inputs: { accessKeyId: HARNESS_CALLER },
    };
    const usage = { ...about, stepId: "all-key-usage" };
    expect((await ask(place, usage)).kind).toBe("asks-first");
    const fetched = await ask(place, { ...usage, confirmed: true });
    if (fetched.kind !== "started") throw new Error(JSON.stringify(fetched));
    await settled(place.engine, fetched.runId);
    expect(await ask(place, { ...about, stepId: "source-ips" })).toMatchObject({ kind: "started" });
    expect(server.control.executions()).toHaveLength(1);
  });

  it("needs confirmation where the workgroup would end it", async () => {
    server.control.workGroup("primary", { bytesScannedCutoff: 10_000 });
    expect((await ask(await open())).kind).toBe("asks-first");
  });
});

describe("a query that was not run yet", () => {
  const about = { playbookId: "access-key-exposure", inputs: { accessKeyId: HARNESS_CALLER } };
  const costOf = async (place: Backend, more: Partial<AskedStep>) => {
    const read = readAsked({ ...request, ...more });
    const cost = read.ok ? await estimateStep(place, read.value) : read;
    if (!cost.ok) throw new Error(cost.failure.message);
    return cost.value;
  };

  it("has an estimate, and starts nothing", async () => {
    const place = await open();
    const cost = await costOf(place, {});
    expect(cost).toMatchObject({ kind: "scan", estimate: { unknown: null } });
    expect(server.control.executions()).toEqual([]);
    expect(await ask(place)).toMatchObject({ estimate: cost.kind === "scan" && cost.estimate });
    expect(await costOf(place, {})).toEqual({ kind: "cached" });
  });

  it("costs nothing inside of what was fetched, and something outside", async () => {
    const place = await open({ TRAILBOOK_SLICE_EVENTS: "9999" });
    const fetched = await ask(place, { ...about, stepId: "all-key-usage" });
    if (fetched.kind !== "started") throw new Error(JSON.stringify(fetched));
    await settled(place.engine, fetched.runId);
    const inside = { ...about, stepId: "events-by-source-ip" };
    const inputs = { ...about.inputs, sourceIp: "203.0.113.7" };
    expect(await costOf(place, { ...inside, inputs })).toEqual({ kind: "cached" });
    const byAnyone = { ...inside, inputs: { sourceIp: "203.0.113.7" } };
    expect((await costOf(place, byAnyone)).kind).toBe("scan");
    expect(server.control.executions()).toHaveLength(1);
  });
});

describe("an hour without files", () => {
  const hour = { from: "2026-03-02T03:00:00Z", to: "2026-03-02T03:05:00Z" };

  it("is distinguished from a day without logs", async () => {
    const place = await open({ TRAILBOOK_PATH_RANGES: "on" });
    expect((await estimateOf(place, hour)).reads).toMatchObject({
      partitions: 0,
      partitionsOfOtherHours: 4,
      objects: 0,
      daysWithoutData: [],
    });
  });
});

describe("a listing that takes long", () => {
  const settings = { TRAILBOOK_SIZES_WAIT_MS: "20" };

  it("keeps a run from beginning until it is known not to be over the limit", async () => {
    server.control.delays({ listMs: 300 });
    const place = await open(settings);
    expect((await ask(place)).kind).toBe("estimating");
    expect(server.control.executions()).toEqual([]);
    let answer = await ask(place);
    while (answer.kind === "estimating") answer = await ask(place);
    expect(answer).toMatchObject({ kind: "started", estimate: { unknown: null } });
  });

  it("does not delay a confirmed run, nor one that the workgroup limits", async () => {
    server.control.delays({ listMs: 60_000 });
    const confirmed = await ask(await open(settings), { confirmed: true });
    expect(confirmed).toMatchObject({
      kind: "started",
      estimate: {
        reads: null,
        unknown: "The scan size is still being estimated.",
        isListing: true,
      },
    });
    server.control.workGroup("primary", { bytesScannedCutoff: 10_000_000_000 });
    const bounded = await ask(await open(settings), { stepId: "common-errors" });
    expect(bounded.kind).toBe("started");
  });
});

/** Days before the first log. */
const beforeLogs = { from: "2025-03-01T00:00:00Z", to: "2025-03-02T00:00:00Z" };

it("reports that nothing is read, and for which days, where the table reads no other folders", async () => {
  const place = await open({ ATHENA_TABLE: "cloudtrail_projection_org" });
  expect(await ask(place, beforeLogs)).toMatchObject({
    kind: "started",
    estimate: { reads: { objects: 0, bytes: 0, daysWithoutData: ["2025-03-01"] } },
  });
});

describe("sizes that cannot be estimated", () => {
  it("without a permission do not stop a run, and name the permission", async () => {
    server.control.faults({ rate: 1, kinds: ["access-denied"], seed: 1, ops: [S3_LIST] });
    const place = await open();
    expect(await ask(place)).toMatchObject({
      kind: "started",
      estimate: {
        reads: null,
        unknown: `This server is not allowed to list the bucket ${LOG_BUCKET}: an administrator must grant it s3:ListBucket there.`,
      },
    });
    const asked = listings();
    await ask(place, { stepId: "common-errors" });
    // A bucket that may not be listed is not tried folder by folder.
    expect(listings() - asked).toBeLessThanOrEqual(1);
  });

  it("because there are too many folders need confirmation", async () => {
    const place = await open({
      ATHENA_TABLE: "cloudtrail_projection_org",
      TRAILBOOK_MAX_WINDOW_DAYS: "900",
    });
    // Four folders a day.
    const long = { from: "2024-01-01T00:00:00Z", to: "2026-01-30T00:00:00Z" };
    expect(await ask(place, long)).toMatchObject({
      kind: "asks-first",
      estimate: { reads: null, unknown: expect.stringMatching(/^More than 2,000 folders/) },
    });
    expect(listings()).toBe(0);
  });

  it("where no files are found say so, and run: partitions may be elsewhere", async () => {
    expect(await ask(await open(), beforeLogs)).toMatchObject({
      kind: "started",
      estimate: { reads: null, unknown: "No files were found in the folders of these days." },
    });
  });
});
