/** Runs of a page: from requests to executions that everybody shares. */
import type { RunStates, StepAnswer } from "@/lib/answers";
import type { Workplace } from "@/lib/engine";
import { readRequest } from "@/lib/prepare";
import { startStep } from "@/lib/start-step";

/** More runs than a page has steps are a mistake or an attack. */
const MAX_RUNS_A_CALL = 50;

const UNREADABLE: StepAnswer = { kind: "refused", message: "The request could not be read." };

/** Starts, or meets again, the run of each request. Arguments come from the browser and are checked. */
export async function startSteps(
  place: Workplace,
  requests: unknown,
): Promise<readonly StepAnswer[]> {
  if (!Array.isArray(requests) || requests.length > MAX_RUNS_A_CALL) return [];
  const read = requests.map(readRequest);
  const answers = new Map<number, StepAnswer>();
  const answer = async (onlyFromSlice: boolean): Promise<void> => {
    await Promise.all(
      read.map(async (request, index) => {
        if ((request?.onlyFromSlice === true) !== onlyFromSlice) return;
        answers.set(index, request ? await startStep(place, request) : UNREADABLE);
      }),
    );
  };
  // What the others may be answered from is fetched for the step that is looked at.
  await answer(false);
  await answer(true);
  return requests.map((_, index) => answers.get(index) ?? UNREADABLE);
}

/** The states of runs, in one call for a whole page. */
export async function pollRuns({ engine }: Workplace, ids: readonly string[]): Promise<RunStates> {
  return Object.fromEntries(await engine.states(ids.slice(0, MAX_RUNS_A_CALL)));
}
