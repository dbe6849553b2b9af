import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "@/lib/engine/athena/aws/clients";
import type { Execution } from "./execution";
import { Follower, type Look } from "./follower";
import { newRun, type Run } from "./run";

const execution = (id: string, state: Execution["state"]): Execution => ({
  id,
  sql: "",
  workgroup: "w",
  state,
  reason: "",
  errorType: null,
  scannedBytes: 0,
  submittedMs: 0,
  tookMs: null,
  reused: false,
  outputLocation: null,
  statement: "DML",
});

const runs = (count: number): readonly Run[] =>
  Array.from({ length: count }, (_, index) => {
    const run = newRun("", `t${index}`);
    run.executionId = `e${index}`;
    return run;
  });

const trouble = (kind: "throttled" | "unreachable"): Answer<Look> => ({
  ok: false,
  trouble: { kind, message: "AWS cannot be reached.", isDenied: false },
});

describe("the follower", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Follows runs at a server that gives these answers; records the time and ids of each poll. */
  const watching = (answer: (ids: readonly string[]) => Answer<Look>) => {
    const looks: { readonly atMs: number; readonly ids: readonly string[] }[] = [];
    const gone: Run[] = [];
    const startedMs = Date.now();
    const follower = new Follower({
      look: async (ids) => {
        looks.push({ atMs: Date.now() - startedMs, ids });
        return answer(ids);
      },
      onSeen: (_, { state }) => state !== "running",
      onMissing: (run) => void gone.push(run),
      pollFirstMs: 200,
      pollLongestMs: 5_000,
    });
    return { follower, looks, gone };
  };
  const running = (ids: readonly string[]): Answer<Look> => ({
    ok: true,
    value: { found: ids.map((id) => execution(id, "running")), missing: [] },
  });

  it("rests while no run is live", async () => {
    const { follower, looks } = watching((ids) => ({
      ok: true,
      value: { found: ids.map((id) => execution(id, "succeeded")), missing: [] },
    }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toEqual([]);
    for (const run of runs(1)) follower.follow(run);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toHaveLength(1);
  });

  it("polls 50 runs a call, each as often as its age requires, until it is closed", async () => {
    const { follower, looks } = watching(running);
    for (const run of runs(120)) follower.follow(run);
    await vi.advanceTimersByTimeAsync(220);
    expect(looks.map(({ ids }) => ids.length)).toEqual([50, 50, 50]);
    await vi.advanceTimersByTimeAsync(60_000);
    const ofOne = looks.filter(({ ids }) => ids.includes("e0"));
    expect(ofOne.length).toBeGreaterThan(60);
    expect(ofOne.length).toBeLessThan(120);
    expect(looks.length).toBeLessThan(300);
    follower.close();
    const before = looks.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toHaveLength(before);
  });

  it("polls a run without subscribers every 5 seconds, until it has one", async () => {
    const { follower, looks } = watching(running);
    const [run] = runs(1);
    if (!run) return;
    run.askedMs = Date.now() - 31_000;
    follower.follow(run);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(looks.length).toBeLessThanOrEqual(5);
    run.askedMs = Date.now();
    follower.hurry(run);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(looks.length).toBeGreaterThanOrEqual(8);
    follower.close();
  });

  it("slows down when it is throttled, without a note", async () => {
    const { follower, looks } = watching(() => trouble("throttled"));
    const [run] = runs(1);
    if (!run) return;
    follower.follow(run);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks.length).toBeLessThan(6);
    expect(run.note).toBeNull();
    follower.close();
  });

  it("notes why a state is unknown, for as long as it is", async () => {
    let isDown = true;
    const { follower } = watching((ids) => (isDown ? trouble("unreachable") : running(ids)));
    const [run] = runs(1);
    if (!run) return;
    follower.follow(run);
    await vi.advanceTimersByTimeAsync(500);
    expect(run.note).toBe("state unknown for now: AWS cannot be reached.");
    isDown = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(run.note).toBeNull();
    follower.close();
  });

  it("gives up a run that Athena does not know three times", async () => {
    const { follower, gone, looks } = watching((ids) => ({
      ok: true,
      value: { found: [], missing: ids },
    }));
    for (const run of runs(1)) follower.follow(run);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(looks).toHaveLength(3);
    expect(gone).toHaveLength(1);
  });
});
