/** Asks the server for one step, and keeps what comes with the answer. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { RunActions, StepAnswer, StepRequest } from "@/lib/api/answers";
import { batched } from "./batch";
import { rowsKey } from "./use-rows";

export type Ask = (request: StepRequest) => Promise<StepAnswer>;

/** Keeps the first rows of an answer where they are looked for. */
export function keepRows(start: Ask, client: QueryClient): Ask {
  return async (request) => {
    const answer = await start(request);
    if (answer.kind !== "started") return answer;
    // What had nothing to be answered from may be answered from what this has fetched.
    const unanswered =
      request.mode === "cached-only"
        ? []
        : client.getQueriesData<StepAnswer>({ queryKey: ["step"] });
    for (const [queryKey, data] of unanswered)
      if (data?.kind === "would-scan") void client.invalidateQueries({ queryKey });
    if (!answer.firstRows) return answer;
    const { firstRows, ...kept } = answer;
    client.setQueryData(
      rowsKey(answer.runId),
      (known) => known ?? { pages: [firstRows], pageParams: [null] },
    );
    return kept;
  };
}

/** Requests of one moment are sent in one call, for this tab. */
export function useAsk(startSteps: RunActions["startSteps"], subscriber: string): Ask {
  const client = useQueryClient();
  return useMemo(() => {
    const start = batched((requests: readonly StepRequest[]) => startSteps(requests, subscriber));
    return keepRows(start, client);
  }, [startSteps, subscriber, client]);
}
