import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Budget, createBudget, sleep } from "./pace";

type Kind = keyof Budget;
type Call = { readonly kind: Kind; readonly atMs: number };

/** The most calls within a second that may begin at any of them. */
const peakOf = (calls: readonly Call[]): number =>
  Math.max(
    ...calls.map(
      ({ atMs }) => calls.filter((each) => each.atMs >= atMs && each.atMs < atMs + 1_000).length,
    ),
  );

describe("the budget of calls", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const calling = (answerMs = 0) => {
    const budget = createBudget({ perSecond: 14, burst: 4, inFlight: 4 });
    const calls: Call[] = [];
    const call = async (kind: Kind) => {
      const answered = await budget[kind]();
      calls.push({ kind, atMs: performance.now() });
      await sleep(answerMs);
      answered();
      answered();
    };
    const many = (kind: Kind, count: number) => {
      for (let times = 0; times < count; times += 1) void call(kind);
    };
    return { calls, call, many };
  };

  it("lets a burst pass and spaces the rest, whatever their kind", async () => {
    const { calls, many } = calling();
    many("starts", 30);
    many("answers", 30);
    many("looks", 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls).toHaveLength(61);
    expect(peakOf(calls)).toBeLessThanOrEqual(18);
    const { atMs: endMs } = calls.at(-1) ?? { atMs: 0 };
    expect(endMs - (calls[0]?.atMs ?? 0)).toBeLessThan(57 * 80);
  });

  it("serves answers before starts, and a poll before both once it has waited", async () => {
    const { calls, call, many } = calling();
    many("starts", 4);
    await vi.advanceTimersByTimeAsync(0);
    many("starts", 40);
    many("answers", 3);
    const looking = (async () => {
      for (let times = 0; times < 5; times += 1) await call("looks");
    })();
    await vi.advanceTimersByTimeAsync(1_400);
    await looking;
    const kinds = calls.map(({ kind }) => kind);
    expect(kinds.slice(4, 7)).toEqual(["answers", "answers", "looks"]);
    expect(kinds.filter((kind) => kind === "looks")).toHaveLength(5);
    expect(kinds.filter((kind) => kind === "starts").length).toBeGreaterThan(10);
  });

  it("does not catch up after it was paused or idle", async () => {
    const { calls, many } = calling();
    many("looks", 20);
    await vi.advanceTimersByTimeAsync(100_000);
    many("looks", 20);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(calls).toHaveLength(40);
    expect(peakOf(calls)).toBeLessThanOrEqual(18);
  });

  it("has few calls out where they are not answered, and does not wait for them for ever", async () => {
    const { calls, many } = calling(60_000);
    many("starts", 20);
    await vi.advanceTimersByTimeAsync(2_900);
    expect(calls).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(calls).toHaveLength(8);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(calls).toHaveLength(20);
  });
});
