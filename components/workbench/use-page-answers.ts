"use client";
/** The requests of a playbook page and their answers. */
import { type Query, useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { StepAnswer, StepRequest } from "@/lib/api/answers";
import type { Investigation } from "@/lib/investigation/investigation";
import type { Ask } from "./ask";
import { type PageRequest, stepKey, withRun } from "./step-requests";

/** The server itself waits a while for an estimate before it answers. */
const ASK_AGAIN_MS = 200;

/** What a person has decided about a request. */
type Amendment = Partial<Pick<StepRequest, "confirmed" | "mode">>;

const keyOf = ({ request }: PageRequest): string => JSON.stringify(request);

/**
 * Sends the requests of a page, each once; those that a person amends are sent again. Those in
 * `waiting` are not sent yet: the rows are what a person waits for, and their slice may answer it too.
 */
export function usePageAnswers(
  requests: readonly PageRequest[],
  { stepId, runId }: Pick<Investigation, "stepId" | "runId">,
  ask: Ask,
  waiting: readonly string[],
) {
  const client = useQueryClient();
  const [amendments, setAmendments] = useState<Readonly<Record<string, Amendment>>>({});
  const amended = (page: PageRequest): StepRequest => ({
    ...page.request,
    ...amendments[keyOf(page)],
  });
  const answerTo = (page: PageRequest, request: StepRequest): Promise<StepAnswer> => {
    if (page.id === stepId)
      // The run is not part of the key: it enters the URL only once it is known.
      return ask(withRun({ ...request, wants: "rows" }, runId));
    // It was the step shown a moment ago: its answer serves like one from a slice.
    const open = stepKey({ ...page.request, mode: "open" });
    const known =
      request.mode === "cached-only" ? client.getQueryData<StepAnswer>(open) : undefined;
    return known?.kind === "started" ? Promise.resolve(known) : ask(request);
  };
  const results = useQueries({
    queries: requests.map((page) => {
      const request = amended(page);
      return {
        queryKey: stepKey(request),
        enabled: page.id === stepId || !waiting.includes(page.id),
        queryFn: () => answerTo(page, request),
        retry: false,
        // A step that waits for its estimate is requested again until it runs or needs confirmation.
        refetchInterval: ({ state }: Query<StepAnswer>) =>
          state.data?.kind === "estimating" ? ASK_AGAIN_MS : false,
      };
    }),
  });
  const amend = (id: string, amendment: Amendment): void => {
    const page = requests.find((each) => each.id === id);
    if (!page) return;
    const key = keyOf(page);
    setAmendments((before) => ({ ...before, [key]: { ...before[key], ...amendment } }));
  };
  /** A cached-only request is sent again as it is: a retry of its run would be a scan. */
  const retry = (id: string): void => {
    const index = requests.findIndex((each) => each.id === id);
    const [page, result] = [requests[index], results[index]];
    if (!page || !result) return;
    if (result.data?.kind === "started" && amended(page).mode !== "cached-only")
      amend(id, { mode: { retryOf: result.data.runId } });
    else void result.refetch();
  };
  return { results, amend, retry };
}
