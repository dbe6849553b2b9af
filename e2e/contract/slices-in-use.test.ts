/** A playbook's page as a browser requests it, with slices: its cost, and the same rows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt } from "@/e2e/athena-server/backend";
import { HARNESS_ACCOUNTS, harnessLake, HARNESS_CALLER as KEY } from "@/e2e/athena-server/harness";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { newFolder } from "@/lib/lake/lake.fixture";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { findRecord } from "@/lib/runs/event-record";
import { costOfRun } from "@/lib/text/price";
import { TOTALS } from "@/queries/facet-sql";

const AGENT = "two\nlines";

let server: AthenaServer;
let lake: string;
let place: Backend;
let dataDir: string;

beforeAll(async () => {
  lake = await harnessLake();
  server = await startAthenaServer({ lake });
});
afterAll(() => server.close());
afterEach(() => place.close());

const request: AskedStep = {
  playbookId: "access-key-exposure",
  stepId: "user-agents",
  inputs: { accessKeyId: KEY },
  accounts: [],
  regions: [],
  from: "2026-03-01T00:00:00Z",
  to: "2026-03-03T00:00:00Z",
  filters: [],
};
const page: readonly AskedStep[] = [
  request,
  ...["key-owner", "source-ips", "all-key-usage"].map((stepId) => ({
    ...request,
    stepId,
    mode: "cached-only" as const,
  })),
];

async function answers(at: Backend, requests: readonly AskedStep[]) {
  const started = await startSteps(at, requests);
  return Promise.all(
    started.map(async (answer) => {
      if (answer.kind !== "started") throw new Error(`A step was answered ${answer.kind}.`);
      const state = await settled(at.engine, answer.runId);
      if (state.state !== "done") throw new Error(JSON.stringify(state));
      const rows = [];
      for await (const some of pagesOf(at.engine, answer.runId)) rows.push(...some);
      return { ...answer, state, rows };
    }),
  );
}

const scansOf = (all: Awaited<ReturnType<typeof answers>>) =>
  all.map(({ state }) => state.scannedBytes).filter((bytes) => bytes > 0);

/** Runs that the audit log announces. */
const audited = () =>
  readFileSync(join(dataDir, "audit.jsonl"), "utf8").split('"did":"run"').length - 1;

const engines = {
  lake: async (environment: Readonly<Record<string, string>>) => {
    const config = readConfig({ TRAILBOOK_DATA: lake, ...environment });
    if (!config.ok) throw new Error(config.failure.message);
    const opened = await openDuckDbBackend(config.value);
    if (!opened.ok) throw new Error(opened.failure.message);
    dataDir = lake;
    return opened.value;
  },
  athena: async (environment: Readonly<Record<string, string>>) => {
    await server.control.reset();
    dataDir = newFolder();
    return backendAt(server.url, dataDir, environment);
  },
};

describe.each(["lake", "athena"] as const)("on the %s engine", (name) => {
  const open = async (environment: Readonly<Record<string, string>> = {}) => {
    place = await engines[name](environment);
  };

  it("a playbook and its pivots are one scan, with the same rows as separate scans", async () => {
    await open();
    const opened = await answers(place, page);
    expect(scansOf(opened)).toHaveLength(1);
    const pivots = [
      {
        ...request,
        stepId: "events-by-user-agent",
        inputs: { accessKeyId: KEY, userAgent: AGENT },
      },
      { ...request, filters: ["errorcode:denied"], accounts: [HARNESS_ACCOUNTS[0]] },
      {
        ...request,
        stepId: "all-key-usage",
        from: "2026-03-01T09:00:00Z",
        to: "2026-03-01T11:00:00Z",
      },
      {
        ...request,
        playbookId: "general-purpose",
        stepId: "search",
        inputs: { accessKeyId: KEY, eventName: "AssumeRole" },
      },
    ];
    const inside = await answers(place, pivots);
    expect(scansOf(inside)).toEqual([]);
    for (const { state } of inside)
      expect(costOfRun(state, 5)).toMatchObject({ fromSlice: true, dollars: 0 });
    const each = [...page, ...pivots].map((asked) => ({ ...asked, mode: "open" as const }));
    const alone = await answers({ ...place, slices: null }, each);
    expect([...opened, ...inside].map(({ rows }) => rows)).toEqual(alone.map(({ rows }) => rows));
    expect([...opened, ...inside].every(({ rows }) => rows.length > 0)).toBe(true);
    expect([...opened, ...inside].map(({ query }) => query.sql)).toEqual(
      alone.map(({ query }) => query.sql),
    );
  });

  it("what leaves the slice is a separate scan, and none starts unrequested", async () => {
    await open();
    await answers(place, page);
    const byAnyone = { ...request, stepId: "events-by-user-agent", inputs: { userAgent: AGENT } };
    const [unasked] = await startSteps(place, [{ ...byAnyone, mode: "cached-only" as const }]);
    expect(unasked).toEqual({ kind: "would-scan" });
    expect(scansOf(await answers(place, [byAnyone]))).toHaveLength(1);
    const wider = { ...request, to: "2026-03-04T00:00:00Z" };
    expect(scansOf(await answers(place, [wider]))).toHaveLength(1);
  });

  it.each([
    ["general-purpose", ["common-actions", "common-errors", "most-denied-principals"]],
    [
      "ec2-instance-compromise",
      ["most-denied-instances", "most-denied-actions", "instances-calling-iam"],
    ],
    ["watchlist", ["root-usage", "iam-changes", "logging-configuration-modified"]],
  ])("the steps of %s about a whole account are one scan", async (playbookId, stepIds) => {
    await open();
    const asked = stepIds.map((stepId, index) => ({
      ...request,
      playbookId,
      stepId,
      inputs: {},
      filters: ["eventname:not:CreateUser"],
      mode: index > 0 ? ("cached-only" as const) : ("open" as const),
    }));
    const each = asked.map((one) => ({ ...one, mode: "open" as const }));
    // Where a scan is free, the counts of all events are cheapest alone.
    const isApart = playbookId === "general-purpose" && name === "lake";
    const together = await answers(place, isApart ? each : asked);
    expect(scansOf(together)).toHaveLength(isApart ? 2 : 1);
    const alone = await answers({ ...place, slices: null }, each);
    expect(together.map(({ rows }) => rows)).toEqual(alone.map(({ rows }) => rows));
    expect(together.some(({ rows }) => rows.length > 0)).toBe(playbookId === "general-purpose");
  });

  it("the activity of an entity is its events of each day, from a slice where one has them", async () => {
    await open();
    const whole = { ...request, from: "2026-03-01T00:00:00Z", to: "2026-03-04T00:00:00Z" };
    const [alone] = await answers(place, [{ ...whole, activity: true }]);
    const [usage] = await answers(place, [{ ...whole, stepId: "all-key-usage" }]);
    const days = (usage?.rows ?? []).map(([time]) => String(time).slice(0, 10));
    const counted = [...new Set(days)].map((day) => [
      day,
      days.filter((each) => each === day).length,
    ]);
    expect(counted.length).toBeGreaterThan(1);
    expect(alone?.rows.map(([day, total]) => [day, Number(total)])).toEqual(counted);
    // Another question, so that its own run is not there yet.
    const first = {
      ...whole,
      to: "2026-03-03T00:00:00Z",
      activity: true,
      mode: "cached-only" as const,
    };
    const [inside] = await answers(place, [first]);
    expect(inside?.state).toMatchObject({ scannedBytes: 0, fromSlice: true });
    expect(inside?.rows).toEqual(alone?.rows.filter(([day]) => String(day) < "2026-03-03"));
  });

  it("an activity that no slice has is not counted unasked, and its run is joined once it is there", async () => {
    await open();
    const asked = { ...request, activity: true };
    const unasked = { ...asked, mode: "cached-only" as const };
    expect(await startSteps(place, [unasked])).toEqual([{ kind: "would-scan" }]);
    const [counted] = await answers(place, [{ ...asked, confirmed: true }]);
    const [joined] = await answers(place, [unasked]);
    expect(joined).toMatchObject({ runId: counted?.runId, isNew: false, rows: counted?.rows });
    expect(place.slices?.kept).toEqual([]);
  });

  it("facets of a key's events cost nothing, and agree with the steps that count", async () => {
    await open();
    const usage = { ...request, stepId: "all-key-usage" };
    const facets = (filters: readonly string[]) => ({
      ...usage,
      facets: true,
      filters,
      mode: "cached-only" as const,
    });
    // Without the slice they would be a separate scan.
    expect(await startSteps(place, [facets([])])).toEqual([{ kind: "would-scan" }]);
    const [listing] = await answers(place, [usage]);
    const [busiest] = (await answers(place, [{ ...request, stepId: "source-ips" }]))[0]?.rows ?? [];
    const address = `sourceipaddress:is:${busiest?.[0]}`;
    const filters = ["eventname:not:AssumeRole", "useragent:lacks:two"];
    const [all, hidden, chosen] = await answers(place, [
      facets([]),
      facets(filters),
      facets([...filters, address]),
    ]);
    for (const { state } of [all, hidden, chosen].flatMap((each) => each ?? []))
      expect(state).toMatchObject({ scannedBytes: 0, fromSlice: true });
    const of = (answer: typeof all, facet: string) =>
      answer?.rows.flatMap(([name, value, total]) => (name === facet ? [[value, total]] : [])) ??
      [];
    const count = async (asked: AskedStep) => (await answers(place, [asked]))[0]?.rows ?? [];
    expect(of(all, TOTALS.shown)).toEqual([[null, listing?.rows.length]]);
    expect(of(all, "sourceipaddress")).toEqual(await count({ ...request, stepId: "source-ips" }));
    // A facet's own filter does not change it, and the filters on other fields do.
    const addresses = await count({ ...request, stepId: "source-ips", filters });
    expect(of(hidden, "sourceipaddress")).toEqual(addresses);
    expect(of(chosen, "sourceipaddress")).toEqual(addresses);
    expect(of(all, "sourceipaddress")).not.toEqual(addresses);
    const shown = await count({ ...usage, filters: [...filters, address] });
    const included = await count({ ...usage, filters: [address] });
    expect(of(chosen, TOTALS.shown)).toEqual([[null, shown.length]]);
    expect(of(chosen, TOTALS.included)).toEqual([[null, included.length]]);
    expect(included.length).toBeGreaterThan(shown.length);
  });

  it("two analysts share a slice, and a link finds its result", async () => {
    await open();
    const [first, second] = await Promise.all([answers(place, page), answers(place, page)]);
    expect(first.map(({ runId }) => runId)).toEqual(second.map(({ runId }) => runId));
    const [linked] = await answers(place, [{ ...request, run: first[0]?.runId ?? "" }]);
    expect(linked).toMatchObject({ runId: first[0]?.runId, notice: null });
  });

  it("the least recently used slice is evicted first, with its rows", async () => {
    await open({ TRAILBOOK_SLICES: "2" });
    const on = (day: number) => ({
      ...request,
      from: `2026-03-0${day}T00:00:00Z`,
      to: `2026-03-0${day + 1}T00:00:00Z`,
    });
    const [second] = await answers(place, [on(2)]);
    await answers(place, [on(1)]);
    await answers(place, [{ ...on(2), filters: ["errorcode:denied"] }]);
    await answers(place, [on(3)]);
    const days = place.slices?.kept.map(({ fetched }) =>
      new Date(fetched.scope.fromMs).getUTCDate(),
    );
    expect(days).toEqual([2, 3]);
    expect(scansOf(await answers(place, [{ ...on(2), stepId: "source-ips" }]))).toEqual([]);
    const [first] = await answers(place, [{ ...on(1), stepId: "source-ips" }]);
    // Athena keeps what it has answered, and reads nothing again.
    expect(first?.state.scannedBytes === 0).toBe(name === "athena");
    expect(second?.rows.length).toBeGreaterThan(0);
  });

  it("where a slice has too many events, the open step queries the source", async () => {
    await open({ TRAILBOOK_SLICE_EVENTS: "100" });
    const [looked, other] = await startSteps(place, page.slice(0, 2));
    if (looked?.kind !== "started") throw new Error("not started");
    const state = await settled(place.engine, looked.runId);
    expect(state).toMatchObject({ state: "done" });
    expect(state).not.toHaveProperty("fromSlice");
    // A slice that is counted by then is not waited for.
    if (other?.kind === "started")
      expect(await settled(place.engine, other.runId)).toMatchObject({ state: "failed" });
    else expect(other).toEqual({ kind: "would-scan" });
    const again = await answers(place, [request]);
    expect(again[0]?.rows).toEqual((await answers({ ...place, slices: null }, [request]))[0]?.rows);
  });
});

describe("on Athena", () => {
  it("page and records are one execution, audited once; a restarted server joins it by the link", async () => {
    place = await engines.athena({});
    const [first] = await answers(place, page);
    expect(server.control.executions()).toHaveLength(1);
    expect(audited()).toBe(1);
    const { lastingId } = first?.state ?? {};
    const [event] =
      (await answers(place, [{ ...request, stepId: "all-key-usage" }]))[0]?.rows ?? [];
    const opened = {
      event: { id: String(event?.at(-1)), at: String(event?.[0]) },
      accounts: [],
      regions: [],
    };
    const record = await findRecord(place, opened, new AbortController().signal);
    if (!record.ok || record.value.kind !== "record") throw new Error("no record");
    expect(server.control.executions()).toHaveLength(1);
    await place.close();
    place = await backendAt(server.url, newFolder());
    const elsewhere = await findRecord(place, opened, new AbortController().signal);
    if (!elsewhere.ok || elsewhere.value.kind !== "record") throw new Error("no record");
    // A server without the slice reads the same for the price of a scan.
    const { foundBy, ...same } = elsewhere.value.record;
    expect(foundBy).toMatchObject({ isNew: true, cost: { scannedBytes: expect.any(Number) } });
    expect(record.value.record).toEqual({ ...same, foundBy: null });
    expect(server.control.executions()).toHaveLength(2);
    const [linked] = await answers(place, [{ ...request, run: lastingId ?? "" }]);
    expect(server.control.executions()).toHaveLength(2);
    expect(linked).toMatchObject({ runId: lastingId, notice: null, rows: first?.rows });
  });
});
