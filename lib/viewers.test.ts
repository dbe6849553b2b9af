import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Engine } from "@/lib/engine/port";
import { arrive, forget, hasLeft, leave, watch } from "./viewers";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The viewer is gone, and so is the moment in which it might have come back. */
const leaveForGood = async (...args: Parameters<typeof leave>): Promise<void> => {
  const left = leave(...args);
  await vi.advanceTimersByTimeAsync(2_000);
  await left;
};

const fakeEngine = () => {
  const cancel = vi.fn(async (_id: string) => {});
  const unused = () => Promise.reject(new Error("not called"));
  const engine: Engine = { start: unused, states: unused, rows: unused, cancel };
  return { engine, cancelled: () => cancel.mock.calls.map(([id]) => id) };
};

it("cancels a run when the last of its viewers leaves, and not before", async () => {
  const { engine, cancelled } = fakeEngine();
  watch(["shared", "own"], "first", 0);
  watch(["shared"], "second", 0);
  await leaveForGood(engine, ["shared", "own"], "first", 10);
  expect(cancelled()).toEqual(["own"]);
  await leaveForGood(engine, ["shared"], "second", 20);
  expect(cancelled()).toEqual(["own", "shared"]);
});

it("does not count a viewer that has not asked for minutes, nor one of a run that has ended", async () => {
  const { engine, cancelled } = fakeEngine();
  watch(["old"], "silent", 0);
  await leaveForGood(engine, ["old"], "present", 200_000);
  watch(["ended"], "silent", 200_000);
  forget(["ended"]);
  await leaveForGood(engine, ["ended"], "present", 200_000);
  expect(cancelled()).toEqual(["old", "ended"]);
});

it("knows who left while a start was under way, until they ask again or minutes have passed", async () => {
  const { engine } = fakeEngine();
  expect(hasLeft("hasty")).toBe(false);
  await leaveForGood(engine, [], "hasty", 0);
  expect(hasLeft("hasty")).toBe(true);
  arrive("hasty");
  expect(hasLeft("hasty")).toBe(false);
  await leaveForGood(engine, [], "hasty", 0);
  await leaveForGood(engine, [], "other", 200_000);
  expect(hasLeft("hasty")).toBe(false);
});

it("keeps a run that is watched again within a moment: its tab was only loaded anew", async () => {
  const { engine, cancelled } = fakeEngine();
  watch(["reloaded", "closed"], "before", 0);
  const left = leave(engine, ["reloaded", "closed"], "before", 10);
  await vi.advanceTimersByTimeAsync(1_000);
  watch(["reloaded"], "after", 1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  await left;
  expect(cancelled()).toEqual(["closed"]);
});
