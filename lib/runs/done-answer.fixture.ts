/** An answer of a test, once its run is done. */
import type { StepAnswer } from "@/lib/api/answers";
import type { Row } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { pagesOf, settled } from "@/lib/engine/answer-rows";

/** The answer with its run's state and all of its rows; throws where it has no run, or the run did not end well. */
export async function doneAnswer({ engine }: Backend, answer: StepAnswer | undefined) {
  if (answer?.kind !== "started") throw new Error(JSON.stringify(answer));
  const state = await settled(engine, answer.runId);
  if (state.state !== "done") throw new Error(JSON.stringify(state));
  const rows: Row[] = [];
  for await (const page of pagesOf(engine, answer.runId)) rows.push(...page);
  return { ...answer, state, rows };
}
