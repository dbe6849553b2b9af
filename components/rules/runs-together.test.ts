import { expect, it } from "vitest";
import type { RunState } from "@/lib/api/run";
import { togetherIn } from "./runs-together";

const KNOWN = { sql: "", elapsedMs: 1 };
const done = (rowCount: number, scannedBytes: number, reused = false): RunState => ({
  ...KNOWN,
  state: "done",
  rowCount,
  scannedBytes,
  reused,
  columns: [],
});
const running: RunState = { ...KNOWN, state: "running", progress: null };
const failed: RunState = {
  ...KNOWN,
  state: "failed",
  message: "Athena failed.",
  scannedBytes: null,
  billed: false,
};

it("is done when all runs are, with the rows and bytes of all", () => {
  expect(togetherIn([done(1, 10), running])).toBe(running);
  expect(togetherIn([done(1, 10, true), done(2, 20)])).toMatchObject({
    state: "done",
    rowCount: 3,
    scannedBytes: 30,
    reused: false,
  });
});

it("fails with a run that fails, and is lost with one that is", () => {
  expect(togetherIn([running, failed, done(1, 10)])).toBe(failed);
  expect(togetherIn([running, failed, { state: "unknown" }])).toEqual({ state: "unknown" });
});
