/** Asks the server for one step, and keeps what comes with the answer. */
import type { QueryClient } from "@tanstack/react-query";
import type { StepAnswer, StepRequest } from "@/lib/api/answers";
import { rowsKey } from "./use-rows";

export type Ask = (request: StepRequest) => Promise<StepAnswer>;

/** Keeps the first rows of an answer where they are looked for. */
export const keepRows =
  (start: Ask, client: QueryClient): Ask =>
  async (request) => {
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
