/** What Athena bills for the bytes that a run scanned. */
import type { RunCost, RunState } from "@/lib/api/run";
import { formatBytes, formatDollars } from "./format";

/** Athena bills at least this much for a run, bytes. */
const LEAST_BILLED_BYTES = 10_000_000;

/** Athena rounds up to the next megabyte, bytes. */
const MEGABYTE = 1_000_000;

/** Amazon's examples disagree on the size of a terabyte; the smaller one never underestimates. */
const TERABYTE = 1e12;

/**
 * The price in US dollars of scanned bytes: by the megabyte, and of ten at least. `dollarsPerTb` is
 * what a terabyte costs in the region.
 */
export function athenaPrice(bytes: number, dollarsPerTb: number): number {
  const billed = Math.max(Math.ceil(bytes / MEGABYTE) * MEGABYTE, LEAST_BILLED_BYTES);
  return (billed / TERABYTE) * dollarsPerTb;
}

/**
 * The cost of a run that has ended; null while it runs, or if what it scanned
 * is unknown. `dollarsPerTb` is null on an engine that costs nothing.
 */
export function costOfRun(state: RunState, dollarsPerTb: number | null): RunCost | null {
  const price = (bytes: number): number | null =>
    dollarsPerTb === null ? null : athenaPrice(bytes, dollarsPerTb);
  const free = dollarsPerTb === null ? null : 0;
  switch (state.state) {
    case "done": {
      const { scannedBytes, reused, fromSlice } = state;
      const dollars = reused || fromSlice ? free : price(scannedBytes);
      return { scannedBytes, reused, dollars, ...(fromSlice ? { fromSlice } : {}) };
    }
    case "cancelled": {
      const { scannedBytes } = state;
      if (scannedBytes === null) return null;
      // The minimum is billed only for a statement that scanned something.
      const dollars = scannedBytes === 0 ? free : price(scannedBytes);
      return { scannedBytes, reused: false, dollars };
    }
    case "failed": {
      const { scannedBytes, billed } = state;
      if (scannedBytes === null) return null;
      return { scannedBytes, reused: false, dollars: billed ? price(scannedBytes) : free };
    }
    default:
      return null;
  }
}

/** A price in words, rounded: `≈ $0.009`. */
export function priceText(dollars: number): string {
  const text = formatDollars(dollars);
  return dollars === 0 || text.startsWith("<") ? text : `≈ ${text}`;
}

/** A run's cost in words: `1.8 GB scanned · ≈ $0.009`, `reused, 0 bytes`, `12 MB read`. */
export function costText({ scannedBytes, dollars, reused, fromSlice }: RunCost): string {
  if (fromSlice) return "from this investigation, 0 bytes";
  if (dollars === null) return `${formatBytes(scannedBytes)} read`;
  if (reused) return "reused, 0 bytes";
  if (dollars === 0 && scannedBytes === 0) return "nothing scanned";
  const price = dollars === 0 ? "not billed" : priceText(dollars);
  return `${formatBytes(scannedBytes)} scanned · ${price}`;
}
