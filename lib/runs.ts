/** Runs of a page: from requests to executions that everybody shares. */
import type { RunStates, StepAnswer } from "@/lib/answers";
import type { Workplace } from "@/lib/engine";
import { readRequest } from "@/lib/prepare";
import { startStep } from "@/lib/start-step";

/** More runs than a page has steps are a mistake or an attack. */
const MAX_RUNS_A_CALL = 50;

/** Starts, or meets again, the run of each request. Arguments come from the browser and are checked. */
export async function startSteps(
  place: Workplace,
  requests: unknown,
): Promise<readonly StepAnswer[]> {
  if (!Array.isArray(requests) || requests.length > MAX_RUNS_A_CALL) return [];
  return Promise.all(
    requests.map(async (value): Promise<StepAnswer> => {
      const request = readRequest(value);
      if (!request) return { kind: "refused", message: "The request could not be read." };
      return startStep(place, request);
    }),
  );
}

/** The states of runs, in one call for a whole page. */
export async function pollRuns({ engine }: Workplace, ids: readonly string[]): Promise<RunStates> {
  return Object.fromEntries(await engine.states(ids.slice(0, MAX_RUNS_A_CALL)));
}
