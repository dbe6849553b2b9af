"use client";
import { useQuery } from "@tanstack/react-query";
import type { StepCost, StepRequest } from "@/lib/answers";
import { costBeforeText } from "@/lib/estimate-text";
import type { Investigation } from "@/lib/investigation";
import { findStep } from "@/queries/index";
import type { PivotTarget } from "@/queries/pivots";
import { toPivot } from "./moves";
import { requestFor } from "./step-requests";

type Props = {
  readonly target: PivotTarget;
  readonly investigation: Investigation;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
};

/** A menu that is opened again asks anew: by then the events may be held. */
const FRESH_MS = 10_000;

/** Whoever knows where to go has clicked by then, and shall not wait for costs. */
const ASK_AFTER_MS = 150;

async function fetchCost(step: StepRequest, signal: AbortSignal): Promise<StepCost> {
  await new Promise((resolve) => setTimeout(resolve, ASK_AFTER_MS));
  signal.throwIfAborted();
  const query = new URLSearchParams({ step: JSON.stringify(step) });
  const response = await fetch(`/api/cost?${query}`, { signal });
  const body: StepCost & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "The cost could not be told.");
  return body;
}

/** What following a pivot would read and cost. */
export function PivotCost({ target, investigation, dollarsPerTb }: Props) {
  const step = findStep(`${target.playbookId}/${target.stepId}`)?.step;
  const request = step && requestFor(toPivot(investigation, target), step);
  const { data, error } = useQuery({
    queryKey: ["cost", request],
    enabled: request !== undefined,
    queryFn: ({ signal }) => (request ? fetchCost(request, signal) : null),
    staleTime: FRESH_MS,
    retry: false,
  });
  if (!data) return error || !request ? "cost unknown" : "…";
  return (
    <span title={(data.kind === "scan" && data.estimate.unknown) || undefined}>
      {costBeforeText(data, dollarsPerTb)}
    </span>
  );
}
