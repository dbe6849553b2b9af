/** How often a page asks where its live runs are. */

const SHORTEST_MS = 100;
const LONGEST_MS = 2_000;

/** The end of a run is noticed late by at most this share of its time. */
const LATE_BY = 0.05;

/** The pause before the next poll of runs that were live for `liveMs` so far, milliseconds. */
export function pollPauseMs(liveMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, LATE_BY * liveMs));
}
