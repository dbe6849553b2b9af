"use client";
/** The price of counting the activity. */
import { ActivityCost, type Price } from "@/components/activity/activity-cost";
import { notCounted } from "@/components/activity/not-counted";
import { type Widening, widenings } from "@/components/scope/windows";
import type { SourceSummary, StepRequest } from "@/lib/api/answers";
import type { Investigation } from "@/lib/investigation/investigation";
import { costBeforeText } from "@/lib/text/estimate-text";
import type { Step } from "@/queries/playbook";
import { DAY_MS, type Scope } from "@/queries/scope";
import { requestFor } from "./step-requests";
import { type KnownCost, useCosts } from "./use-cost";

type Window = Pick<Scope, "fromMs" | "toMs">;
type Props = {
  readonly request: StepRequest;
  readonly step: Step;
  readonly investigation: Investigation;
  readonly summary: SourceSummary;
  /** The days of the strip. */
  readonly range: Window;
  readonly onCount: () => void;
  readonly onChoose: (window: Window) => void;
};

const daysOf = ({ fromMs, toMs }: Window): number => (toMs - fromMs) / DAY_MS;

/** Longer time ranges to offer, the shortest first: a week, a month, and all days of the strip. */
function longerThan(chosen: Window, range: Window, logs: SourceSummary): readonly Widening[] {
  if (chosen.fromMs <= range.fromMs && chosen.toMs >= range.toMs) return [];
  const known = widenings(chosen, logs).filter(
    ({ window }) => [7, 30].includes(daysOf(window)) && daysOf(window) < daysOf(range),
  );
  // If it is unknown when the logs begin, there may be more of them.
  const all = logs.firstDay === null ? "" : "All ";
  return [...known, { label: `${all}${daysOf(range)} days`, window: range }];
}

function priceOf(known: KnownCost | undefined, dollarsPerTb: number | null): Price {
  const { cost = null, error = null } = known ?? {};
  if (error) return { text: "cost unknown", unknown: error.message };
  const estimate = cost?.kind === "scan" ? cost.estimate : null;
  if (cost === null || estimate?.isListing) return { text: "estimating scan size", unknown: null };
  return { text: costBeforeText(cost, dollarsPerTb), unknown: estimate?.unknown ?? null };
}

/** The price of the activity, and of longer time ranges, before anything is scanned. */
export function ActivityPrice(props: Props) {
  const { request, step, investigation, summary, range, onCount, onChoose } = props;
  const { scope } = investigation;
  const { dollarsPerTb } = summary;
  const offers = longerThan(scope, range, summary);
  const costs = useCosts([
    ...offers.map(({ window }) =>
      requestFor({ ...investigation, scope: { ...scope, ...window } }, step),
    ),
    request,
  ]);
  const longer = offers.map((offer, index) => ({
    ...offer,
    ...priceOf(costs[index], dollarsPerTb),
  }));
  const price = priceOf(costs.at(-1), dollarsPerTb);
  const beyond = notCounted(summary, range);
  return <ActivityCost {...{ price, longer, range, beyond, onCount, onChoose }} chosen={scope} />;
}
