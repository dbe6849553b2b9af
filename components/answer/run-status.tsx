"use client";
/** The status line of a run. */
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import type { Estimate } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { placesText } from "@/lib/text/estimate-text";
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDuration,
  formatMoment,
} from "@/lib/text/format";
import { athenaPrice, costOfRun, costText, priceText } from "@/lib/text/price";

export type RunStatusProps = {
  /** Null before the run exists. */
  readonly state: RunState | null;
  readonly estimate: Estimate | null;
  /** When the result was made, where it was cached before; milliseconds since the epoch. */
  readonly cachedMs?: number | undefined;
  /** Rows loaded in the browser. */
  readonly loadedRows: number;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  readonly onCancel: () => void;
  /** Runs a failed, cancelled or expired run again. */
  readonly onRetry: () => void;
};

const TICK_MS = 200;

/** The engine's elapsed time, carried on between polls. */
function useElapsed(reportedMs: number, isLive: boolean): number {
  const [report, setReport] = useState({ reportedMs, at: 0, now: 0 });
  if (report.reportedMs !== reportedMs) setReport({ reportedMs, at: 0, now: 0 });
  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => {
      const now = performance.now();
      setReport((last) => (last.at === 0 ? { ...last, at: now, now } : { ...last, now }));
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [isLive]);
  return reportedMs + (report.now - report.at);
}

/** The cost of an ended run, as the end of a line; empty if unknown. */
function costTail(state: RunState, dollarsPerTb: number | null): string {
  const cost = costOfRun(state, dollarsPerTb);
  return cost === null ? "" : ` · ${costText(cost)}`;
}

/** The estimated scan of a live run. */
function expectedText(bytes: number, dollarsPerTb: number | null): string {
  const price = dollarsPerTb === null ? "" : ` · ${priceText(athenaPrice(bytes, dollarsPerTb))}`;
  return `≈ ${formatBytes(bytes)}${price}`;
}

/** The estimate to compare with the actual scan, on an engine that bills after the run. */
function estimatedText(
  { reused, fromSlice }: Extract<RunState, { state: "done" }>,
  estimate: Estimate | null,
): readonly string[] {
  const reads = estimate?.reads;
  if (!reads) return [];
  if (reads.ofPartitions !== null) return [placesText(reads)];
  return reused || fromSlice ? [] : [`estimated ${formatBytes(reads.bytes)}`, placesText(reads)];
}

function doneText(
  state: Extract<RunState, { state: "done" }>,
  { estimate, loadedRows, dollarsPerTb, cachedMs }: RunStatusProps,
): string {
  const rows = formatCounted(state.rowCount, "row");
  const time =
    cachedMs === undefined
      ? formatDuration(state.elapsedMs)
      : `cached, from ${formatMoment(cachedMs)} UTC`;
  return [
    // Before the first rows are here, how many there are is all that is known.
    loadedRows > 0 && loadedRows < state.rowCount ? `${formatCount(loadedRows)} of ${rows}` : rows,
    time + costTail(state, dollarsPerTb),
    ...estimatedText(state, estimate),
  ].join(" · ");
}

function Line({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="flex min-h-[30px] min-w-0 items-center gap-2.5 text-[12px] text-ink-2">
      <div role="status" className="min-w-0 [overflow-wrap:anywhere]">
        {children}
      </div>
      {action}
    </div>
  );
}

function Progress({ share }: { readonly share: number | null }) {
  return (
    <div
      role="progressbar"
      aria-label="Progress of the query"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      className="h-1 w-28 overflow-hidden rounded-full bg-line"
    >
      <div
        className={`h-full rounded-full bg-accent transition-[width] ${share === null ? "animate-pulse opacity-40" : ""}`}
        style={{ width: share === null ? "100%" : `${share * 100}%` }}
      />
    </div>
  );
}

/** The state of a run in one line, with its one action. */
export function RunStatus(props: RunStatusProps) {
  const { state, estimate, dollarsPerTb, onCancel, onRetry } = props;
  const isLive = state?.state === "queued" || state?.state === "running";
  const elapsed = useElapsed(isLive ? state.elapsedMs : 0, isLive);
  if (state === null) return <Line>Starting…</Line>;
  switch (state.state) {
    case "queued":
    case "running":
      return (
        <div className="flex min-h-[30px] flex-wrap items-center gap-x-2.5 gap-y-1 text-[12px] text-ink-2">
          <span role="status">
            {state.state === "queued" ? "Queued" : "Running"}
            {state.note === undefined ? "" : `, ${state.note}`}
          </span>
          {/* Outside the status role, so that a screen reader does not read every tick. */}
          <span>{formatDuration(Math.floor(elapsed / 100) * 100)}</span>
          <Progress share={state.progress} />
          {estimate?.reads && <span>{expectedText(estimate.reads.bytes, dollarsPerTb)}</span>}
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      );
    case "done":
      return <Line>{doneText(state, props)}</Line>;
    case "failed":
      return (
        <Line action={<Button onClick={onRetry}>Try again</Button>}>
          <span className="text-error-ink">Failed:</span> <LogText text={state.message} />
          {costTail(state, dollarsPerTb)}
        </Line>
      );
    case "cancelled":
      return (
        <Line action={<Button onClick={onRetry}>Run again</Button>}>
          Cancelled after {formatDuration(state.elapsedMs)}
          {costTail(state, dollarsPerTb)}
        </Line>
      );
    case "unknown":
      return (
        <Line action={<Button onClick={onRetry}>Run again</Button>}>This result has expired.</Line>
      );
  }
}
