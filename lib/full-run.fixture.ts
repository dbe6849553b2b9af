/** How much the tests try: all of it where `TRAILBOOK_RUNS` is `full`, else what fits into every run. */

const asked = process.env.TRAILBOOK_RUNS ?? "quick";
if (asked !== "full" && asked !== "quick")
  throw new Error(`TRAILBOOK_RUNS is full or quick, not ${asked}.`);

export const isFullRun = asked === "full";

/** Names of test files that only the full run takes. */
export const FULL_RUN_ONLY = "**/*.full.test.ts";

/** How often a property is tried: a quarter in a quick run, the first ones that its seed gives. */
export const triesOf = (inFullRun: number): number =>
  isFullRun ? inFullRun : Math.ceil(inFullRun / 4);
