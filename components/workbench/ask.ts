/** What is done around asking the server for one step. */
import type { QueryClient } from "@tanstack/react-query";
import type { StepAnswer, StepRequest } from "@/lib/api/answers";
import { rowsKey } from "./use-rows";

export type Ask = (request: StepRequest) => Promise<StepAnswer>;

type Started = Extract<StepAnswer, { kind: "started" }>;

/** As often as others may have stopped the same run before somebody waits for its end. */
const MOST_CANCELLED = 10;

/** A person stopped this run, and a link names it: who opens that is shown so, and scans nothing. */
const staysStopped = ({ state, runId }: Started, { knownRunId }: StepRequest): boolean =>
  state.state === "cancelled" && state.stoppedBy === "person" && runId === knownRunId;

/** A run that was stopped before this page asked, mostly by a closed tab, is no answer to it. */
export const afresh =
  (start: Ask): Ask =>
  async (request) => {
    let answer = await start(request);
    for (let tries = 0; tries < MOST_CANCELLED; tries += 1) {
      if (answer.kind !== "started" || answer.state.state !== "cancelled") break;
      if (staysStopped(answer, request)) break;
      const { knownRunId: _cancelled, ...asked } = request;
      answer = await start({ ...asked, retryOf: answer.runId });
    }
    return answer;
  };

/** Asks for the first rows along with the answer, and keeps them where they are looked for. */
export const withRows =
  (ask: Ask, client: QueryClient): Ask =>
  async (request) => {
    const answer = await ask({ ...request, withRows: true });
    if (answer.kind !== "started") return answer;
    // What had nothing to be answered from may be answered from what this has fetched.
    const unanswered = request.onlyFromSlice
      ? []
      : client.getQueriesData<StepAnswer>({ queryKey: ["step"] });
    for (const [queryKey, data] of unanswered)
      if (data?.kind === "would-scan") void client.invalidateQueries({ queryKey });
    if (!answer.firstRows) return answer;
    const { firstRows, ...told } = answer;
    client.setQueryData(
      rowsKey(answer.runId),
      (kept) => kept ?? { pages: [firstRows], pageParams: [null] },
    );
    return told;
  };
