/** Runs of the Athena engine that wait for a free slot, and runs that are to end. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AthenaServer } from "@/e2e/athena-server";
import { settled } from "@/lib/engine/answer-rows";
import type { AthenaEngine } from "@/lib/engine/athena/engine";
import { onDay } from "@/lib/engine/statement.fixture";
import { counts, eventually, open, pagesOf, server, slow, startOf } from "./athena-engine.fixture";

describe("the athena engine without a free slot, and at its end", () => {
  let place: AthenaServer;
  let engine: AthenaEngine;
  beforeAll(async () => {
    place = await server();
  });
  afterAll(() => place.close());
  const fresh = async () => {
    engine = await open(place.url);
  };

  it("waits for a free slot in order, says so, and can be cancelled there", async () => {
    await place.control.reset();
    place.control.limits({ concurrentDml: 1 });
    await fresh();
    const first = await startOf(engine, slow(1), "slot-1");
    const others: string[] = [];
    for (const n of [2, 3, 4]) others.push(await startOf(engine, counts(`${n}`), `slot-${n}`));
    const states = await engine.states(others);
    expect([...states.values()]).toMatchObject(
      ["1st", "2nd", "3rd"].map((place) => ({
        state: "queued",
        note: `waiting for a free Athena slot (${place})`,
      })),
    );
    const [second = "", third = "", fourth = ""] = others;
    await engine.cancel(third, "person");
    expect((await engine.states([third])).get(third)?.state).toBe("cancelled");
    await engine.cancel(first, "person");
    expect((await settled(engine, first)).state).toBe("cancelled");
    expect((await settled(engine, second)).state).toBe("done");
    expect((await settled(engine, fourth)).state).toBe("done");
    expect(await pagesOf(engine, fourth)).toHaveLength(2);
    expect(place.control.executions()).toHaveLength(3);
    expect(await startOf(engine, counts("4"), "slot-4")).toBe(fourth);
    // Its token is all that was given out; the id that outlives this process came later.
    expect((await engine.states([fourth])).get(fourth)).toMatchObject({
      lastingId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    place.control.limits({ concurrentDml: 20 });
    await engine.close();
  });

  it("stops, when it closes, what begins just then because a slot is free", async () => {
    await place.control.reset();
    place.control.limits({ concurrentDml: 1 });
    await fresh();
    const first = await startOf(engine, slow(8), "before");
    await startOf(engine, slow(9), "waiting");
    place.control.faults({
      rate: 1,
      seed: 3,
      kinds: ["delay"],
      ops: ["StartQueryExecution"],
      delayMs: 2_000,
    });
    await engine.cancel(first, "person");
    await eventually(() => place.control.injected().length > 0);
    await engine.close();
    // A process ends once this is closed, so nothing is left to be done after it.
    expect(place.control.executions()).toHaveLength(2);
    const stops = place.control.calls().log.filter(({ op }) => op === "StopQueryExecution");
    expect(stops.length).toBeGreaterThanOrEqual(2);
    await eventually(() => place.control.executions().every(({ state }) => state === "CANCELLED"));
  });

  it("stops what it started when it closes, and what takes too long", async () => {
    await place.control.reset();
    await fresh();
    const old = await startOf(engine, slow(5), "rejoined");
    const second = await open(place.url, { timeLimitMs: 1_000 });
    await second.states([old]);
    const tooLong = await startOf(second, slow(6), "too-long");
    expect(await settled(second, tooLong)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/stopped after 0 minutes|stopped after .* billed/),
    });
    await startOf(engine, slow(7), "closed");
    await engine.close();
    await eventually(() => place.control.executions().every(({ state }) => state === "CANCELLED"));
    await second.close();
    const refused = await engine.start(onDay(counts("late")), "late");
    expect(refused.ok).toBe(false);
  });
});
