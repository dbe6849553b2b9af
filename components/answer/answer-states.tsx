/** The states of an answer without rows: empty, failed, cancelled, waiting for a person. */
import type { Widening } from "@/components/scope/windows";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import { RetryButton } from "@/components/ui/retry-button";
import { StateCard } from "@/components/ui/state-card";
import type { Estimate } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { cutoffText, placesText, scanPriceText } from "@/lib/text/estimate-text";
import { formatBytes, formatCounted } from "@/lib/text/format";
import { noRowsOf } from "@/lib/text/no-rows";
import type { Step } from "@/queries/playbook";
import { parseTime } from "@/queries/scope";

export type EmptyStateProps = {
  readonly step: Step;
  /** The scan estimate; null if unknown. */
  readonly estimate: Estimate | null;
  /** The state in which its run ended. */
  readonly state: RunState;
  /** The number of filters that may exclude events. */
  readonly filterCount: number;
  readonly onRemoveFilters: (() => void) | null;
  /** Wider time ranges, the narrowest first. */
  readonly widenings: readonly Widening[];
  readonly onWindow: (fromMs: number, toMs: number) => void;
};

/** No rows: no matching events, or no logs to search. The two are never confused. */
export function EmptyState(props: EmptyStateProps) {
  const { step, estimate, state, filterCount, onRemoveFilters, widenings } = props;
  const { kind, title, sentences, caveats } = noRowsOf(estimate, state);
  const isBlind = kind !== "events";
  const mayGrow =
    estimate !== null &&
    estimate.deliveryLagMs > 0 &&
    (parseTime(estimate.deliveredUntil) ?? 0) > Date.now();
  const still = mayGrow && (
    <p>Logs for this time range may still arrive. Run the query again later.</p>
  );
  const actions = (
    <>
      {filterCount > 0 && onRemoveFilters && !isBlind && (
        <Button onClick={onRemoveFilters}>
          Remove {filterCount === 1 ? "the filter" : `${filterCount} filters`}
        </Button>
      )}
      {widenings.length > 0 && (
        <fieldset className="contents">
          <legend className="float-left mr-1 leading-[28px] text-ink-2">
            Widen the time range:
          </legend>
          {widenings.map(({ label, window }) => (
            <Button key={label} onClick={() => props.onWindow(window.fromMs, window.toMs)}>
              {label}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  );
  return (
    <StateCard title={title} actions={actions}>
      {isBlind ? null : <p>{step.empty}</p>}
      {filterCount > 0 && !isBlind && (
        <p>{formatCounted(filterCount, "filter")} may be hiding events.</p>
      )}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {caveats.map((caveat) => (
        <p key={caveat} className="text-denied-ink">
          {caveat}
        </p>
      ))}
      {still}
    </StateCard>
  );
}

/** A failure, in a sentence, with a retry where that can help. */
export function ErrorState({
  message,
  onRetry,
  title = "This query failed",
}: {
  readonly message: string;
  readonly onRetry: (() => void) | null;
  readonly title?: string;
}) {
  return (
    <div role="alert">
      <StateCard
        title={title}
        actions={onRetry && <RetryButton problem={message} onRetry={onRetry} />}
      >
        <p className="break-words">
          <LogText text={message} />
        </p>
      </StateCard>
    </div>
  );
}

/** The run was cancelled, by a user or because its tabs were closed. */
export function CancelledState({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <StateCard
      title="Cancelled"
      actions={
        <Button look="main" onClick={onRetry}>
          Run again
        </Button>
      }
    >
      <p>The query was cancelled before it finished.</p>
    </StateCard>
  );
}

export type ConfirmationStateProps = {
  readonly estimate: Estimate;
  readonly limitBytes: number;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  /** How to scan less, as the end of a sentence; null if there is no way. */
  readonly advice: string | null;
  readonly onConfirm: () => void;
};

/** The run is over a limit, or its size is unknown: its estimate, and a button to confirm it. */
export function ConfirmationState(props: ConfirmationStateProps) {
  const { estimate, limitBytes, dollarsPerTb, advice, onConfirm } = props;
  const { reads, unknown, cutoffBytes } = estimate;
  const price = reads && dollarsPerTb !== null ? scanPriceText(reads.bytes, dollarsPerTb) : null;
  const cutoff = cutoffText(reads, cutoffBytes);
  return (
    <StateCard
      title={
        reads
          ? `This query would scan ${formatBytes(reads.bytes)}`
          : "Scan size unknown. Run anyway?"
      }
      actions={
        <Button look="main" onClick={onConfirm}>
          Run anyway
        </Button>
      }
    >
      <p>
        {reads ? `${placesText(reads)}.` : unknown}
        {price === null ? "" : ` ${price}.`} Queries over {formatBytes(limitBytes)} need
        confirmation
        {advice === null ? "" : `; ${advice}`}.
      </p>
      {cutoff !== null && <p>{cutoff}</p>}
    </StateCard>
  );
}

/** The log files' sizes are being listed; the run waits for them. */
export function EstimatingState({ onConfirm }: { readonly onConfirm: () => void }) {
  return (
    <div role="status">
      <StateCard
        title="Estimating scan size"
        actions={<Button onClick={onConfirm}>Run without waiting</Button>}
      >
        <p>Listing the sizes of the log files. A query over the limit needs confirmation.</p>
      </StateCard>
    </div>
  );
}

/** The link names a result of another query. It is not shown; the user can run this query. */
export function OtherQueryState({
  message,
  onRun,
}: {
  readonly message: string;
  readonly onRun: () => void;
}) {
  return (
    <StateCard
      title="The linked result is from another query"
      actions={
        <Button look="main" onClick={onRun}>
          Run this query
        </Button>
      }
    >
      <p>{message} The link may have been edited, or made by another version of Trailbook.</p>
    </StateCard>
  );
}
