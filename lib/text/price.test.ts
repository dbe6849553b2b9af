import { expect, test } from "vitest";
import type { RunState } from "@/lib/api/run";
import { athenaPrice, costOfRun, costText } from "./price";

const known = { sql: "select 1", elapsedMs: 1 };
const done = (scannedBytes: number, reused = false): RunState => ({
  ...known,
  state: "done",
  rowCount: 1,
  columns: [],
  scannedBytes,
  reused,
});
const cancelled = (scannedBytes: number | null): RunState => ({
  ...known,
  state: "cancelled",
  stoppedBy: "person",
  scannedBytes,
});
const failed = (scannedBytes: number | null, billed: boolean): RunState => ({
  ...known,
  state: "failed",
  message: "It failed.",
  scannedBytes,
  billed,
});

test.each([
  [0, 0.00005],
  [1, 0.00005],
  [10_000_000, 0.00005],
  [10_000_001, 0.000055],
  [1e12, 5],
  [2.5e12, 12.5],
])("%d bytes are %d dollars at 5 a terabyte", (bytes, dollars) => {
  expect(athenaPrice(bytes, 5)).toBeCloseTo(dollars, 10);
  expect(athenaPrice(bytes, 7.5)).toBeCloseTo(dollars * 1.5, 10);
});

test.each<readonly [RunState, number | null, string | null]>([
  [done(1_800_000_000), 5, "1.8 GB scanned · ≈ $0.009"],
  [done(1_800_000_000), null, "1.8 GB read"],
  // A scan that found nothing to read is billed its least; a reused result is not.
  [done(0), 5, "0 B scanned · <$0.001"],
  [done(0, true), 5, "reused, 0 bytes"],
  [cancelled(1_800_000_000), 5, "1.8 GB scanned · ≈ $0.009"],
  [cancelled(0), 5, "nothing scanned"],
  [cancelled(null), null, null],
  [failed(1_800_000_000, true), 5, "1.8 GB scanned · ≈ $0.009"],
  [failed(1_800_000_000, false), 5, "1.8 GB scanned · not billed"],
  [failed(null, false), 5, null],
  [{ ...known, state: "running", progress: null }, 5, null],
  [{ state: "unknown" }, 5, null],
])("%j at %s a terabyte: %s", (state, dollarsPerTb, text) => {
  const cost = costOfRun(state, dollarsPerTb);
  expect(cost && costText(cost)).toBe(text);
});
