/** How much the tests try: everything in a full run, a part in every other run. */
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Set by the configuration, from `TRAILBOOK_RUNS`. */
    readonly isFullRun: boolean;
  }
}

/** Whether everything is tried. */
export const isFullRun = (): boolean => inject("isFullRun");

/** The number of tries of a property: a tenth in a quick run, the first ones of its seed. */
export const triesOf = (inFullRun: number): number =>
  isFullRun() ? inFullRun : Math.ceil(inFullRun / 10);
