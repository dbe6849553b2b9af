/** The filters by which an answer shows one outcome alone: what a click on a chart's legend adds. */
import type { Filter } from "@/queries/filters";
import { OUTCOMES, type Outcome } from "@/queries/outcome";

/** The only outcome that the filters leave; null for several. */
export function onlyOutcome(filters: readonly Filter[]): Outcome | null {
  const left = OUTCOMES.filter((outcome) =>
    filters.every(({ field, op, value }) => {
      if (field !== "outcome") return true;
      return op === "not" ? value !== outcome : value === outcome;
    }),
  );
  const [only = null] = left;
  return left.length === 1 ? only : null;
}

/** The filters with this outcome alone, or with all outcomes where it was alone already. */
export function toggleOutcome(filters: readonly Filter[], outcome: Outcome): readonly Filter[] {
  const others = filters.filter(({ field }) => field !== "outcome");
  return onlyOutcome(filters) === outcome
    ? others
    : [...others, { field: "outcome", op: "is", value: outcome }];
}
