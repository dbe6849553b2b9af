/** What every engine must do, whatever it runs on. One suite; each engine brings its own opening. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row } from "@/lib/api/run";
import { settled } from "./answer-rows";
import type { Engine } from "./port";
import { onDay, unplanned } from "./statement.fixture";

export type UnderTest = { readonly engine: Engine; readonly close: () => Promise<void> };

/** The events that the suite's source holds, in partition year 2026, month 01, day 31. */
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

/** Runs the suite against an engine. */
export function engineContract(name: string, open: () => Promise<UnderTest>): void {
  describe(`the ${name} engine keeps the port's promises`, () => {
    let place: UnderTest;
    let tokens = 0;
    const start = async (
      sql: string,
      token = `${name}-contract-${String(++tokens).padStart(24, "0")}`,
    ) => {
      const started = await place.engine.start(onDay(sql), token);
      if (!started.ok) throw new Error(started.failure.message);
      return started.value;
    };
    const stateOf = async (id: string) => (await place.engine.states([id])).get(id);
    beforeAll(async () => {
      place = await open();
    });
    afterAll(() => place.close());

    it("runs a statement to its end and tells what it was", async () => {
      const id = await start(counts);
      const state = await settled(place.engine, id);
      expect(state).toMatchObject({
        state: "done",
        sql: counts,
        rowCount: 2,
        columns: ["eventname", "total"],
      });
      expect(state.state === "done" && state.scannedBytes).toBeGreaterThan(0);
      expect(await allRows(place.engine, id)).toEqual([
        ["GetObject", CONTRACT_EVENTS - 1],
        ["CreateUser", 1],
      ]);
    });

    it("gives every row once, in order, page after page, with null apart from empty text", async () => {
      const id = await start(listing);
      await settled(place.engine, id);
      const rows = await allRows(place.engine, id);
      expect(rows).toHaveLength(CONTRACT_EVENTS);
      expect(rows.map(([eventId]) => eventId)).toEqual(rows.map(([eventId]) => eventId).toSorted());
      expect(new Set(rows.map(([, error]) => error))).toEqual(new Set([null, "", "AccessDenied"]));
    });

    it("meets one run under one token, and another under another", async () => {
      const token = "the-same-token".padEnd(40, "0");
      const [first, second] = await Promise.all([start(counts, token), start(counts, token)]);
      expect(second).toBe(first);
      await settled(place.engine, first);
      expect(await start(counts, token)).toBe(first);
      expect(await start(counts)).not.toBe(first);
    });

    it("answers for every id, also for those it does not hold", async () => {
      const id = await start(counts);
      const states = await place.engine.states([id, "no-such-run"]);
      expect([...states.keys()]).toEqual([id, "no-such-run"]);
      expect(states.get("no-such-run")).toEqual({ state: "unknown" });
      const rows = await place.engine.rows("no-such-run", null);
      expect(rows.ok ? "" : rows.failure.message).toMatch(/^[A-Z].*\.$/);
    });

    it("fails with one sentence and stays failed", async () => {
      const id = await start(`select nosuchcolumn from cloudtrail where ${inDay}`);
      const state = await settled(place.engine, id);
      expect(state.state).toBe("failed");
      expect(state.state === "failed" ? state.message : "").toMatch(/nosuchcolumn/);
      expect(state.state === "failed" ? state.message : "\n").not.toContain("\n");
      await place.engine.cancel(id, "person");
      expect((await stateOf(id))?.state).toBe("failed");
    });

    it("stops a running statement when asked, and only then", async () => {
      const id = await start(slow);
      expect(["queued", "running"]).toContain((await stateOf(id))?.state);
      await place.engine.cancel(id, "person");
      expect(await settled(place.engine, id)).toMatchObject({
        state: "cancelled",
        stoppedBy: "person",
      });
      const rows = await place.engine.rows(id, null);
      expect(rows.ok).toBe(false);
    });

    it("lets a statement wait for its turn, and be cancelled while it waits", async () => {
      const ids = await Promise.all(Array.from({ length: 8 }, () => start(slow)));
      const states = await place.engine.states(ids);
      expect([...states.values()].some(({ state }) => state === "queued")).toBe(true);
      for (const id of ids) await place.engine.cancel(id, "server");
      for (const id of ids)
        expect(await settled(place.engine, id)).toMatchObject({
          state: "cancelled",
          stoppedBy: "server",
        });
    });

    it("leaves a done run as it is when it is cancelled late", async () => {
      const id = await start(counts);
      await settled(place.engine, id);
      await place.engine.cancel(id, "person");
      expect((await stateOf(id))?.state).toBe("done");
      expect(await allRows(place.engine, id)).toHaveLength(2);
    });

    it("never runs a statement that names no partition", async () => {
      const statement = unplanned("select eventname from cloudtrail where eventname = 'x'");
      const started = await place.engine.start(statement, `${name}-contract-unplanned`);
      const state = await settled(place.engine, started.ok ? started.value : "");
      expect(state.state === "failed" ? state.message : state.state).toMatch(/partition/);
    });
  });
}
