/** Questions about a run's state, each answered in one place. */
import type { RunState } from "@/lib/api/run";
import { fail, type Result } from "@/lib/result";
import type { Engine } from "./port";

/** The state of a run that the engine does not know, or no longer. */
export const UNKNOWN: RunState = { state: "unknown" };

/** Where a run is, by its id or by the token that starts it. */
export async function stateOf(engine: Engine, id: string, untilEndMs?: number): Promise<RunState> {
  return (await engine.states([id], untilEndMs)).get(id) ?? UNKNOWN;
}

/** The failure of a request for a result that is not in the store any more. */
export function expired(): Result<never> {
  return fail("not-found", "This result has expired. Run the step again.");
}

/** The failure of a request for the rows of a run that has none. */
export function notDone(): Result<never> {
  return fail("not-found", "This run has no rows: it is not done.");
}

/** The failure of a request for rows from a position that the run did not give out. */
export function badCursor(): Result<never> {
  return fail("bad-input", "The cursor does not belong to this run.");
}
