"use client";
import { Button } from "@/components/answer/button";
import { costBeforeText } from "@/lib/estimate-text";
import type { Investigation } from "@/lib/investigation";
import type { Step } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";
import { requestFor } from "./step-requests";
import { useCost } from "./use-cost";

type Window = Pick<Scope, "fromMs" | "toMs">;
type Props = {
  readonly label: string;
  readonly window: Window;
  readonly investigation: Investigation;
  readonly step: Step;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  readonly onChoose: (window: Window) => void;
};

/** A longer time range for the step, with what it reads and costs. */
export function WiderButton({ label, window, investigation, step, dollarsPerTb, ...on }: Props) {
  const scope = { ...investigation.scope, ...window };
  const { cost, error } = useCost(requestFor({ ...investigation, scope }, step));
  const text = cost ? costBeforeText(cost, dollarsPerTb) : error ? "cost unknown" : "…";
  return (
    <Button
      title={(cost?.kind === "scan" && cost.estimate.unknown) || undefined}
      onClick={() => on.onChoose(window)}
    >
      {label}
      <span className="text-ink-2">{text}</span>
    </Button>
  );
}
