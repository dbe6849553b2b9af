"use client";
/** Starting free pivots before they are clicked. */
import { useQueryClient } from "@tanstack/react-query";
import type { Investigation } from "@/lib/investigation/investigation";
import { findStep } from "@/queries/index";
import type { PivotTarget } from "@/queries/pivots";
import type { Ask } from "./ask";
import { toPivot } from "./moves";
import { requestFor, stepKey } from "./step-requests";

/**
 * Starts a pivot before it is clicked, where it costs nothing: its answer comes from a cached slice.
 * It is then there when the click comes.
 */
export function usePrefetch(investigation: Investigation, ask: Ask): (target: PivotTarget) => void {
  const client = useQueryClient();
  return (target) => {
    const step = findStep(`${target.playbookId}/${target.stepId}`)?.step;
    if (!step) return;
    const request = requestFor(toPivot(investigation, target), step);
    const queryKey = stepKey(request);
    void client.prefetchQuery({
      queryKey,
      retry: false,
      queryFn: async () => {
        const rows = { ...request, wants: "rows" } as const;
        const answer = await ask({ ...rows, mode: "cached-only" });
        if (answer.kind === "started" && answer.state.state === "done") return answer;
        // It was clicked in the meantime, and is needed now.
        if (client.getQueryCache().find({ queryKey })?.getObserversCount()) return ask(rows);
        // No cached slice answers it, and there is nothing to keep.
        throw new Error();
      },
    });
  };
}
