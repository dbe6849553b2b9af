"use client";
/** What hits cost before they are found. */
import { useQuery } from "@tanstack/react-query";
import type { SourceSummary, StepCost } from "@/lib/api/answers";
import { costBeforeText } from "@/lib/text/estimate-text";

/** The hits of all rules, or the events of one. */
type Which = { readonly link: string; readonly rule: string | null };

/** A cost may change: later the result may be cached. */
const FRESH_MS = 10_000;

async function fetchCost({ link, rule }: Which, signal: AbortSignal): Promise<StepCost> {
  const params = new URLSearchParams({ link, ...(rule === null ? {} : { rule }) });
  const response = await fetch(`/api/rules/cost?${params}`, { signal });
  const body: StepCost & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "Cost estimate unavailable.");
  return body;
}

/** The cost in words; empty where it is not requested. */
export function useHitsCost(which: Which | null, { dollarsPerTb }: SourceSummary): string {
  const { data, error } = useQuery({
    queryKey: ["rules-cost", which],
    enabled: which !== null,
    queryFn: ({ signal }) => (which ? fetchCost(which, signal) : null),
    staleTime: FRESH_MS,
    retry: false,
  });
  if (which === null) return "";
  return data ? costBeforeText(data, dollarsPerTb) : (error?.message ?? "Estimating…");
}
