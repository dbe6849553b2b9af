/** What Athena bills for the bytes that a run scanned. */

/** Athena bills at least this much for a run, bytes. */
const LEAST_BILLED_BYTES = 10_000_000;

/** Athena rounds up to the next megabyte, bytes. */
const MEGABYTE = 1_000_000;

/** Amazon's examples do not agree on the size of a terabyte; the smaller one never tells too little. */
const TERABYTE = 1e12;

/**
 * The price of a run in US dollars. A cancelled run is billed for what it had scanned; a reused
 * result costs nothing.
 */
export function athenaPrice(bytes: number, dollarsPerTb: number, isReused = false): number {
  if (isReused) return 0;
  const billed = Math.max(Math.ceil(bytes / MEGABYTE) * MEGABYTE, LEAST_BILLED_BYTES);
  return (billed / TERABYTE) * dollarsPerTb;
}
