"use client";
/** A group of numbers of the overview, and the line that says where its run is. */
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import { RetryButton } from "@/components/ui/retry-button";
import { useCost } from "@/components/workbench/use-cost";
import { costBeforeText } from "@/lib/text/estimate-text";
import { useCardFocus } from "./use-card-focus";
import type { GlanceRun } from "./use-glance";

type Props = {
  readonly title: string;
  /** Beside the title: the state of the run, or what the numbers are about. */
  readonly line: ReactNode;
  /** Tiles, in a grid of six columns. */
  readonly children: ReactNode;
};

/** The line and the tiles have the same height in every state, so that the page does not move. */
export function GlanceGroup({ title, line, children }: Props) {
  const id = useId();
  useCardFocus();
  return (
    <section aria-labelledby={id}>
      <div className="flex min-h-[34px] flex-wrap items-center gap-x-3 max-sm:content-start gap-y-1 py-1.5 text-[12px] max-sm:min-h-[70px] lg:py-0">
        <h3 id={id} className="font-[550]">
          {title}
        </h3>
        {line}
      </div>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">{children}</div>
    </section>
  );
}

type LineProps = {
  readonly run: GlanceRun;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  /** What the numbers are compared with, or lack; empty where that is nothing. */
  readonly note: string;
};

/** Where a run is, and what a person can do about it. */
export function RunLine({ run, dollarsPerTb, note }: LineProps) {
  switch (run.state) {
    case "waiting":
      return <p role="status" />;
    case "running":
      return (
        <>
          <p role="status" className="text-ink-2">
            Counting…
          </p>
          <Button onClick={run.cancel}>Cancel</Button>
        </>
      );
    case "needs-confirmation":
      return (
        <>
          <Price {...{ run, dollarsPerTb }} />
          <Button onClick={run.confirm}>Count</Button>
        </>
      );
    case "failed":
      return (
        <>
          <p role="alert" className="min-w-0 text-error-ink [overflow-wrap:anywhere]">
            Not counted. <LogText text={run.problem ?? ""} />
          </p>
          <RetryButton problem={run.problem} onRetry={run.retry} />
        </>
      );
    case "done":
      return (
        <p role="status" className="text-ink-2">
          {note}
        </p>
      );
  }
}

/** What the run would scan. */
function Price({ run, dollarsPerTb }: Omit<LineProps, "note">) {
  const { cost, error } = useCost(run.request);
  const isListing = cost?.kind === "scan" && cost.estimate.isListing;
  const text = error
    ? "cost unknown"
    : cost === null || isListing
      ? "estimating scan size"
      : costBeforeText(cost, dollarsPerTb);
  return (
    <p className="text-ink-2" title={error?.message}>
      Not counted yet: {text}
    </p>
  );
}
