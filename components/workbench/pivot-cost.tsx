"use client";
/** The cost of a pivot in a cell menu. */
import type { Investigation } from "@/lib/investigation/investigation";
import { costBeforeText } from "@/lib/text/estimate-text";
import { findStep } from "@/queries/index";
import type { PivotTarget } from "@/queries/pivots";
import { toPivot } from "./moves";
import { requestFor } from "./step-requests";
import { useCost } from "./use-cost";

type Props = {
  readonly target: PivotTarget;
  readonly investigation: Investigation;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
};

/** A user who knows where to go has clicked by then, and does not wait for costs. */
const ASK_AFTER_MS = 150;

/** What following a pivot would read and cost. */
export function PivotCost({ target, investigation, dollarsPerTb }: Props) {
  const step = findStep(`${target.playbookId}/${target.stepId}`)?.step;
  const request = step ? requestFor(toPivot(investigation, target), step) : null;
  const { cost, error } = useCost(request, ASK_AFTER_MS);
  if (!cost) return error || !request ? "cost unknown" : "…";
  return (
    <span title={(cost.kind === "scan" && cost.estimate.unknown) || undefined}>
      {costBeforeText(cost, dollarsPerTb)}
    </span>
  );
}
