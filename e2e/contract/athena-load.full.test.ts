/** The Athena engine under load: many faults, many live runs. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AthenaServer } from "@/e2e/athena-server";
import { peakOf } from "@/e2e/athena-server/call-log";
import { PASSING_FAULTS } from "@/e2e/athena-server/faults";
import { settled } from "@/lib/engine/answer-rows";
import type { AthenaEngine } from "@/lib/engine/athena/engine";
import { CONTRACT_EVENTS } from "@/lib/engine/contract.fixture";
import { counts, open, pagesOf, server, startOf } from "./athena-engine.fixture";

describe("the athena engine under load", () => {
  let place: AthenaServer;
  let engine: AthenaEngine;
  beforeAll(async () => {
    place = await server();
  });
  afterAll(() => place.close());
  const fresh = async () => {
    engine = await open(place.url);
  };

  it("loses no run and executes none twice while a fifth of all calls goes wrong", {
    timeout: 240_000,
  }, async () => {
    await fresh();
    place.control.limits({ concurrentDml: 20 });
    place.control.faults({
      rate: 0.2,
      seed: 7,
      kinds: PASSING_FAULTS,
    });
    const tokens = Array.from({ length: 220 }, (_, index) => `faults-${index}`);
    const ids = await Promise.all(tokens.map((token) => startOf(engine, counts(token), token)));
    const states = await Promise.all(ids.map((id) => settled(engine, id)));
    expect(states.filter(({ state }) => state !== "done")).toEqual([]);
    for (const id of ids) {
      expect(await pagesOf(engine, id)).toEqual([
        ["GetObject", CONTRACT_EVENTS - 1],
        ["CreateUser", 1],
      ]);
    }
    expect(place.control.injected().length).toBeGreaterThan(100);
    place.control.faults(null);
    const executed = place.control.executions();
    expect(executed).toHaveLength(tokens.length);
    expect(new Set(executed.map(({ sql }) => sql)).size).toBe(tokens.length);
    await engine.close();
  });

  it("follows 100 live runs with at most 20 calls a second, for any number of subscribers", async () => {
    await place.control.reset();
    await fresh();
    place.control.limits({ concurrentDml: null });
    place.control.delays({ queryMs: 6_000 });
    const ids = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        startOf(engine, counts(`live-${index}`), `live-${index}`),
      ),
    );
    const untilMs = performance.now() + 5_000;
    while (performance.now() < untilMs) {
      await Promise.all(Array.from({ length: 10 }, () => engine.states(ids)));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await Promise.all(ids.map((id) => settled(engine, id)));
    place.control.delays({ queryMs: 60 });
    expect(peakOf(place.control.calls().log.map(({ atMs }) => atMs))).toBeLessThanOrEqual(20);
    await engine.close();
  });
});
