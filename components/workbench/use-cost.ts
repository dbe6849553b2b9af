"use client";
/** The cost of steps before they run. */
import { queryOptions, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import type { StepCost, StepRequest } from "@/lib/api/answers";

export type KnownCost = {
  /** Null while it is not known. */
  readonly cost: StepCost | null;
  readonly error: Error | null;
};

/** A cost may change: later the events may be cached. */
const FRESH_MS = 10_000;

/** Sizes that are still being listed are requested again after this time. */
const ASK_AGAIN_MS = 2_000;

async function fetchCost(
  { link, wants }: StepRequest,
  delayMs: number,
  signal: AbortSignal,
): Promise<StepCost> {
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  signal.throwIfAborted();
  const query = new URLSearchParams({ link, wants });
  const response = await fetch(`/api/cost?${query}`, { signal });
  const body: StepCost & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "Cost estimate unavailable.");
  return body;
}

const costOptions = (step: StepRequest | null, delayMs: number) =>
  queryOptions({
    queryKey: ["cost", step],
    enabled: step !== null,
    queryFn: ({ signal }) => (step ? fetchCost(step, delayMs, signal) : null),
    staleTime: FRESH_MS,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data?.kind === "scan" && state.data.estimate.isListing ? ASK_AGAIN_MS : false,
  });

/** The cost of a step before it runs. Without a step, no request is sent. */
export function useCost(step: StepRequest | null, delayMs = 0): KnownCost {
  const { data, error } = useQuery(costOptions(step, delayMs));
  return { cost: data ?? null, error };
}

/** The costs of steps, the least first: each is requested when the one before it is known. */
export function useCosts(steps: readonly StepRequest[]): readonly KnownCost[] {
  const client = useQueryClient();
  const isKnown = (step: StepRequest): boolean =>
    (client.getQueryState(costOptions(step, 0).queryKey)?.status ?? "pending") !== "pending";
  const results = useQueries({
    queries: steps.map((step, index) => ({
      ...costOptions(step, 0),
      enabled: steps.slice(0, index).every(isKnown),
    })),
  });
  return results.map(({ data, error }) => ({ cost: data ?? null, error }));
}
