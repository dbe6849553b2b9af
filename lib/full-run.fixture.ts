/** How much the tests try: all of it in a full run, else what fits into every run. */
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Set by the configuration, from `TRAILBOOK_RUNS`. */
    readonly isFullRun: boolean;
  }
}

/** Whether everything is tried. */
export const isFullRun = (): boolean => inject("isFullRun");

/** How often a property is tried: a quarter in a quick run, the first ones that its seed gives. */
export const triesOf = (inFullRun: number): number =>
  isFullRun() ? inFullRun : Math.ceil(inFullRun / 4);
