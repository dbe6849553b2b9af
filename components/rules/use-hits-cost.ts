"use client";
/** What hits cost before they are found. */
import { useQuery } from "@tanstack/react-query";
import type { SourceSummary } from "@/lib/api/answers";
import type { HitsCost } from "@/lib/api/rules";
import { costBeforeText } from "@/lib/text/estimate-text";
import { formatCounted } from "@/lib/text/format";

/** The hits of all rules, or the events of one. */
type Which = { readonly link: string; readonly rule: string | null };

/** A cost may change: later the result may be cached. */
const FRESH_MS = 10_000;

async function fetchCost({ link, rule }: Which, signal: AbortSignal): Promise<HitsCost> {
  const params = new URLSearchParams({ link, ...(rule === null ? {} : { rule }) });
  const response = await fetch(`/api/rules/cost?${params}`, { signal });
  const body: HitsCost & { message?: string } = await response.json();
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
  if (!data) return error?.message ?? "Estimating…";
  const cost = costBeforeText(data, dollarsPerTb);
  return data.queries > 1 ? `${cost} · ${formatCounted(data.queries, "query", "queries")}` : cost;
}
