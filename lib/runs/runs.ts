/** Runs of a page: from requests to executions that everybody shares. */
import type { RunStates, StepAnswer } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import { formatCount } from "@/lib/text/format";
import { readRequest } from "./prepare";
import { RunId } from "./request-limits";
import { startStep } from "./start-step";

/** More runs than a page has steps are a mistake or an attack. */
const MAX_RUNS_A_CALL = 50;

const refused = (message: string): StepAnswer => ({ kind: "refused", message });
const UNANSWERED = refused("The request could not be read.");
const TOO_MANY = refused(
  `More than ${formatCount(MAX_RUNS_A_CALL)} steps were asked at once, the most that may be.`,
);

/**
 * Starts, or joins, the run of each request of a browser tab. Arguments come from the browser and
 * are checked.
 */
export async function startSteps(
  place: Backend,
  requests: unknown,
  owner = "",
): Promise<readonly StepAnswer[]> {
  if (!Array.isArray(requests)) return [];
  if (requests.length > MAX_RUNS_A_CALL) return requests.map(() => TOO_MANY);
  const read = requests.map(readRequest);
  const answers = new Map<number, StepAnswer>();
  const answer = async (onlyFromSlice: boolean): Promise<void> => {
    await Promise.all(
      read.map(async (request, index) => {
        const asksSliceOnly = request.ok && request.value.onlyFromSlice === true;
        if (asksSliceOnly !== onlyFromSlice) return;
        const answered = request.ok
          ? await startStep(place, request.value, owner)
          : refused(request.failure.message);
        answers.set(index, answered);
      }),
    );
  };
  // What the others may be answered from is fetched for the step that is looked at.
  await answer(false);
  await answer(true);
  return requests.map((_, index) => answers.get(index) ?? UNANSWERED);
}

/** The states of runs, in one call for a whole page. */
export async function pollRuns({ engine }: Backend, ids: readonly string[]): Promise<RunStates> {
  const known = ids.filter((id) => RunId.safeParse(id).success);
  return Object.fromEntries(await engine.states(known.slice(0, MAX_RUNS_A_CALL)));
}
