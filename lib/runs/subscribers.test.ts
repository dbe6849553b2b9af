import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newRecord, RunRegistry } from "@/lib/engine/run-registry";
import { forget, leave, subscribe, sweep } from "./subscribers";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  vi.useRealTimers();
  // Subscriptions live on the process.
  Reflect.deleteProperty(globalThis, "trailbookSubscriptions");
});

/** A moment passes, in which a subscriber that left might return. */
const aMoment = () => vi.advanceTimersByTimeAsync(2_000);

function fakeEngine() {
  const cancel = vi.fn(async (_id: string) => {});
  const runs = new RunRegistry();
  const recordOf = (id: string) => {
    if (!runs.find(id)) runs.add(id, { ...newRecord(""), id });
    return runs.find(id);
  };
  const engine = { cancel, recordOf, records: () => runs.all() };
  return { engine, cancelled: () => cancel.mock.calls.map(([id]) => id) };
}

it("cancels a run when the last of its subscribers leaves, and not before", async () => {
  const { engine, cancelled } = fakeEngine();
  await subscribe(engine, ["shared", "own"], "first", 0);
  await subscribe(engine, ["shared"], "second", 0);
  void leave(engine, "first", 10);
  await aMoment();
  expect(cancelled()).toEqual(["own"]);
  void leave(engine, "second", 20);
  await aMoment();
  expect(cancelled()).toEqual(["own", "shared"]);
});

it("cancels runs of a subscriber that left, although they are reported only afterwards", async () => {
  const { engine, cancelled } = fakeEngine();
  await subscribe(engine, ["polled"], "closing", 0);
  void leave(engine, "closing", 10);
  // The tab's last poll, and the answer to its last start, arrive after its message that it leaves.
  void subscribe(engine, ["polled"], "closing", 20);
  void subscribe(engine, ["started"], "closing", 30);
  await aMoment();
  expect(new Set(cancelled())).toEqual(new Set(["polled", "started"]));
});

it("keeps a run that gets a subscriber again within a moment: its tab was only reloaded", async () => {
  const { engine, cancelled } = fakeEngine();
  await subscribe(engine, ["reloaded", "closed"], "before", 0);
  void leave(engine, "before", 10);
  await vi.advanceTimersByTimeAsync(1_000);
  await subscribe(engine, ["reloaded"], "after", 1_000);
  await aMoment();
  expect(cancelled()).toEqual(["closed"]);
});

it("cancels a run whose subscribers went silent, and no run that has ended", async () => {
  const { engine, cancelled } = fakeEngine();
  await subscribe(engine, ["crashed", "ended"], "silent", 0);
  await subscribe(engine, ["hidden"], "slow", 0);
  forget(engine, ["ended"]);
  await vi.advanceTimersByTimeAsync(60_000);
  await subscribe(engine, ["hidden"], "slow", 60_000);
  await vi.advanceTimersByTimeAsync(80_000);
  expect(cancelled()).toEqual([]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(cancelled()).toEqual(["crashed"]);
});

it("does not count a subscriber that is silent for minutes beside one that leaves", async () => {
  const { engine, cancelled } = fakeEngine();
  await subscribe(engine, ["old"], "silent", 0);
  await subscribe(engine, ["old"], "present", 149_000);
  void leave(engine, "present", 151_000);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(cancelled()).toEqual(["old"]);
});

it("forgets who left long ago", async () => {
  const { engine, cancelled } = fakeEngine();
  await leave(engine, "early", 0);
  await sweep(engine, 200_000);
  await subscribe(engine, ["new"], "early", 200_000);
  await aMoment();
  expect(cancelled()).toEqual([]);
});

it("reports to a new subscriber that a run is being stopped, and not before", async () => {
  const { engine, cancelled } = fakeEngine();
  await subscribe(engine, ["left", "kept"], "first", 0);
  void leave(engine, "first", 10);
  expect(await subscribe(engine, ["kept"], "second", 1_000)).toEqual([]);
  await aMoment();
  expect(cancelled()).toEqual(["left"]);
  expect(await subscribe(engine, ["left", "kept"], "second", 2_000)).toEqual(["left"]);
});
