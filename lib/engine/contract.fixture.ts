/** The contract that every engine keeps: one suite, run against each engine. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row, RunState } from "@/lib/api/run";
import { settled } from "./answer-rows";
import type { Engine } from "./port";
import { onDay, unplanned } from "./statement.fixture";

export type UnderTest = { readonly engine: Engine; readonly close: () => Promise<void> };

/** The events of the suite's source, in partition year 2026, month 01, day 31. */
export const CONTRACT_EVENTS = 12_345;

const inDay = "year = '2026' and month = '01' and day = '31'";
const listing = `select eventid, errorcode from cloudtrail where ${inDay} order by eventid`;
const counts = `select eventname, count(*) as total from cloudtrail where ${inDay} group by 1 order by total desc, eventname`;
const ids = `(select eventid from cloudtrail where ${inDay})`;
const slow = `select count(*) as total from ${ids} as a cross join ${ids} as b cross join ${ids} as c
  where a.eventid || b.eventid < c.eventid`;

async function allRows(engine: Engine, id: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await engine.rows(id, cursor);
    if (!page.ok) throw new Error(page.failure.message);
    rows.push(...page.value.rows);
    if (page.value.nextCursor === null) return rows;
    cursor = page.value.nextCursor;
  }
}

/** The engine under test, and what the tests do with it. */
type Suite = {
  readonly name: string;
  readonly engine: () => Engine;
  /** Starts a statement over the day of the events, by default under a new token. */
  readonly start: (sql: string, token?: string) => Promise<string>;
  readonly stateOf: (id: string) => Promise<RunState | undefined>;
};

function openSuite(name: string, open: () => Promise<UnderTest>): Suite {
  let opened: UnderTest;
  let tokens = 0;
  const newToken = () => `${name}-contract-${String(++tokens).padStart(24, "0")}`;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  return {
    name,
    engine: () => opened.engine,
    start: async (sql, token = newToken()) => {
      const started = await opened.engine.start(onDay(sql), token);
      if (!started.ok) throw new Error(started.failure.message);
      return started.value;
    },
    stateOf: async (id) => (await opened.engine.states([id])).get(id),
  };
}

/** Results and states. */
function itAnswers(suite: Suite): void {
  it("runs a statement to its end and reports what it was", async () => {
    const id = await suite.start(counts);
    const state = await settled(suite.engine(), id);
    expect(state).toMatchObject({
      state: "done",
      sql: counts,
      rowCount: 2,
      columns: ["eventname", "total"],
    });
    expect(state.state === "done" && state.scannedBytes).toBeGreaterThan(0);
    expect(await allRows(suite.engine(), id)).toEqual([
      ["GetObject", CONTRACT_EVENTS - 1],
      ["CreateUser", 1],
    ]);
  });

  it("gives every row once, in order, page after page, with null apart from empty text", async () => {
    const id = await suite.start(listing);
    await settled(suite.engine(), id);
    const rows = await allRows(suite.engine(), id);
    expect(rows).toHaveLength(CONTRACT_EVENTS);
    expect(rows.map(([eventId]) => eventId)).toEqual(rows.map(([eventId]) => eventId).toSorted());
    expect(new Set(rows.map(([, error]) => error))).toEqual(new Set([null, "", "AccessDenied"]));
  });

  it("answers for every id, also for unknown ones", async () => {
    const id = await suite.start(counts);
    const states = await suite.engine().states([id, "no-such-run"]);
    expect([...states.keys()]).toEqual([id, "no-such-run"]);
    expect(states.get("no-such-run")).toEqual({ state: "unknown" });
    const rows = await suite.engine().rows("no-such-run", null);
    expect(rows.ok ? "" : rows.failure.message).toMatch(/^[A-Z].*\.$/);
  });
}

/** Tokens, failures, and what never runs. */
function itKeepsRuns(suite: Suite): void {
  it("joins the same run under the same token, and starts another under another", async () => {
    const token = "the-same-token".padEnd(40, "0");
    const [first, second] = await Promise.all([
      suite.start(counts, token),
      suite.start(counts, token),
    ]);
    expect(second).toBe(first);
    await settled(suite.engine(), first);
    expect(await suite.start(counts, token)).toBe(first);
    expect(await suite.start(counts)).not.toBe(first);
  });

  it("fails with one sentence and stays failed", async () => {
    const id = await suite.start(`select nosuchcolumn from cloudtrail where ${inDay}`);
    const state = await settled(suite.engine(), id);
    expect(state.state).toBe("failed");
    expect(state.state === "failed" ? state.message : "").toMatch(/nosuchcolumn/);
    expect(state.state === "failed" ? state.message : "\n").not.toContain("\n");
    await suite.engine().cancel(id, "person");
    expect((await suite.stateOf(id))?.state).toBe("failed");
  });

  it("never runs a statement that names no partition", async () => {
    const statement = unplanned("select eventname from cloudtrail where eventname = 'x'");
    const started = await suite.engine().start(statement, `${suite.name}-contract-unplanned`);
    const state = await settled(suite.engine(), started.ok ? started.value : "");
    expect(state.state === "failed" ? state.message : state.state).toMatch(/partition/);
  });
}

/** Cancelling. */
function itStops(suite: Suite): void {
  it("stops a running statement on request, and only then", async () => {
    const id = await suite.start(slow);
    expect(["queued", "running"]).toContain((await suite.stateOf(id))?.state);
    await suite.engine().cancel(id, "person");
    expect(await settled(suite.engine(), id)).toMatchObject({
      state: "cancelled",
      stoppedBy: "person",
    });
    const rows = await suite.engine().rows(id, null);
    expect(rows.ok).toBe(false);
  });

  it("queues a statement, which can be cancelled while it waits", async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => suite.start(slow)));
    const states = await suite.engine().states(ids);
    expect([...states.values()].some(({ state }) => state === "queued")).toBe(true);
    for (const id of ids) await suite.engine().cancel(id, "server");
    for (const id of ids)
      expect(await settled(suite.engine(), id)).toMatchObject({
        state: "cancelled",
        stoppedBy: "server",
      });
  });

  it("keeps a done run when it is cancelled late", async () => {
    const id = await suite.start(counts);
    await settled(suite.engine(), id);
    await suite.engine().cancel(id, "person");
    expect((await suite.stateOf(id))?.state).toBe("done");
    expect(await allRows(suite.engine(), id)).toHaveLength(2);
  });
}

/** Runs the suite against an engine. */
export function engineContract(name: string, open: () => Promise<UnderTest>): void {
  describe(`the ${name} engine keeps the contract of the port`, () => {
    const suite = openSuite(name, open);
    itAnswers(suite);
    itKeepsRuns(suite);
    itStops(suite);
  });
}
