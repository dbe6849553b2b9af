"use client";
import { useQueryClient } from "@tanstack/react-query";
import type { Investigation } from "@/lib/investigation/investigation";
import { findStep } from "@/queries/index";
import type { PivotTarget } from "@/queries/pivots";
import type { Ask } from "./ask";
import { toPivot } from "./moves";
import { requestFor, stepKey } from "./step-requests";

/** The step's own chain comes first in a menu, and is what mostly is followed. */
const MOST_TARGETS = 2;

/**
 * Asks what a menu offers before it is chosen, where it costs nothing: answers from a slice that is
 * held. They are then there when the pivot is clicked.
 */
export function usePrefetch(
  investigation: Investigation,
  ask: Ask,
): (targets: readonly PivotTarget[]) => void {
  const client = useQueryClient();
  return (targets) => {
    for (const target of targets.slice(0, MOST_TARGETS)) {
      const step = findStep(`${target.playbookId}/${target.stepId}`)?.step;
      if (!step) continue;
      const request = requestFor(toPivot(investigation, target), step);
      const queryKey = stepKey(request);
      void client.prefetchQuery({
        queryKey,
        retry: false,
        queryFn: async () => {
          const answer = await ask({ ...request, onlyFromSlice: true });
          if (answer.kind === "started" && answer.state.state === "done") return answer;
          // It was clicked meanwhile, and now somebody waits for it.
          if (client.getQueryCache().find({ queryKey })?.getObserversCount()) return ask(request);
          // No slice that is held answers it, and there is nothing to keep.
          throw new Error();
        },
      });
    }
  };
}
