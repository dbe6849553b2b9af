/** What a phase of `npm test` adds up to. */
type Named = { readonly name: string; readonly reason: string };
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  /** What is known of those that failed; a phase that is one check has none. */
  readonly failures: readonly Named[];
  readonly skips: readonly Named[];
};

export const PASSED: Tally = { passed: 1, failed: 0, failures: [], skips: [] };
export const FAILED: Tally = { passed: 0, failed: 1, failures: [], skips: [] };

/** Adds tallies up. */
export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
    skips: tallies.flatMap(({ skips }) => skips),
  };
}

/** The line that people and pipelines read: `3 passed, 0 failed`. */
export function verdict(tally: Tally): string {
  const skipped = tally.skips.length > 0 ? `, ${tally.skips.length} skipped` : "";
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}
