/** How much the tests try: everything in a full run, a part in every other run. */
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Set by the configuration, from `TRAILBOOK_RUNS`. */
    readonly isFullRun: boolean;
  }
}

/** Whether everything is tried. */
export function isFullRun(): boolean {
  return inject("isFullRun");
}

/** The number of tries of a property: a tenth in a quick run, the first ones of its seed. */
export function triesOf(inFullRun: number): number {
  return isFullRun() ? inFullRun : Math.ceil(inFullRun / 10);
}
