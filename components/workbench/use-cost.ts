"use client";
import { useQuery } from "@tanstack/react-query";
import type { StepCost, StepRequest } from "@/lib/answers";

/** A cost that is asked for again later may be another: by then the events may be cached. */
const FRESH_MS = 10_000;

/** Sizes that are still being listed are asked for again. */
const ASK_AGAIN_MS = 2_000;

async function fetchCost(
  step: StepRequest,
  delayMs: number,
  signal: AbortSignal,
): Promise<StepCost> {
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  signal.throwIfAborted();
  const query = new URLSearchParams({ step: JSON.stringify(step) });
  const response = await fetch(`/api/cost?${query}`, { signal });
  const body: StepCost & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "Cost estimate unavailable.");
  return body;
}

/** The cost of a step before it runs; null while it is not known. Nothing is asked without a step. */
export function useCost(
  step: StepRequest | null,
  delayMs = 0,
): { readonly cost: StepCost | null; readonly error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ["cost", step],
    enabled: step !== null,
    queryFn: ({ signal }) => (step ? fetchCost(step, delayMs, signal) : null),
    staleTime: FRESH_MS,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data?.kind === "scan" && state.data.estimate.isListing ? ASK_AGAIN_MS : false,
  });
  return { cost: data ?? null, error };
}
