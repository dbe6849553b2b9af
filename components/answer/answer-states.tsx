import type { Widening } from "@/components/scope/windows";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
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
  /** What was read; null where it is not known. */
  readonly estimate: Estimate | null;
  /** The end of its run. */
  readonly state: RunState;
  /** Filters that could be hiding events. */
  readonly filterCount: number;
  readonly onRemoveFilters: (() => void) | null;
  /** Wider time ranges, the narrowest first. */
  readonly widenings: readonly Widening[];
  readonly onWindow: (fromMs: number, toMs: number) => void;
};

/** No rows: because nothing happened, or because there is nothing to look in. Never confused. */
export function EmptyState(props: EmptyStateProps) {
  const { step, estimate, state, filterCount, onRemoveFilters, widenings } = props;
  const { kind, title, sentences, caveats } = noRowsOf(estimate, state);
  const isBlind = kind !== "events";
  const mayGrow =
    estimate !== null &&
    estimate.deliveryLagMs > 0 &&
    (parseTime(estimate.deliveredUntil) ?? 0) > Date.now();
  const still = mayGrow && (
    <p>Logs of this time range may still be delivered: run it again later.</p>
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
        <p>{formatCounted(filterCount, "filter")} may be hiding some.</p>
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

/** Something went wrong, in a sentence, and the way on where there is one. */
export function ErrorState({
  message,
  onRetry,
  title = "This could not be answered",
}: {
  readonly message: string;
  readonly onRetry: (() => void) | null;
  readonly title?: string;
}) {
  return (
    <div role="alert">
      <StateCard title={title} actions={onRetry && <Button onClick={onRetry}>Try again</Button>}>
        <p className="break-words">
          <LogText text={message} />
        </p>
      </StateCard>
    </div>
  );
}

/** A person, or a closed tab, stopped the run. */
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
      <p>The query was stopped before it had an answer.</p>
    </StateCard>
  );
}

export type AsksFirstStateProps = {
  readonly estimate: Estimate;
  readonly limitBytes: number;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  /** How to have it read less, as the end of a sentence; null where there is no way. */
  readonly advice: string | null;
  readonly onConfirm: () => void;
};

/** Over a limit, or too much to tell: what the run would read and cost, before it does. */
export function AsksFirstState(props: AsksFirstStateProps) {
  const { estimate, limitBytes, dollarsPerTb, advice, onConfirm } = props;
  const { reads, unknown, cutoffBytes } = estimate;
  const price = reads && dollarsPerTb !== null ? scanPriceText(reads.bytes, dollarsPerTb) : null;
  const cutoff = cutoffText(reads, cutoffBytes);
  return (
    <StateCard
      title={
        reads ? `This would read ${formatBytes(reads.bytes)}` : "This may read more than you want"
      }
      actions={
        <Button look="main" onClick={onConfirm}>
          Run anyway
        </Button>
      }
    >
      <p>
        {reads ? `${placesText(reads)}.` : unknown}
        {price === null ? "" : ` ${price}.`} Runs over {formatBytes(limitBytes)} ask first
        {advice === null ? "" : `; ${advice}`}.
      </p>
      {cutoff !== null && <p>{cutoff}</p>}
    </StateCard>
  );
}

/** What the run would read is being listed, which it waits for. */
export function EstimatingState({ onConfirm }: { readonly onConfirm: () => void }) {
  return (
    <div role="status">
      <StateCard
        title="Working out what this would read"
        actions={<Button onClick={onConfirm}>Run without waiting</Button>}
      >
        <p>The sizes of the log files are being listed; then it runs, or asks.</p>
      </StateCard>
    </div>
  );
}

/** The link was made with a run of another query: it is not shown, and this one runs when told to. */
export function OtherQueryState({
  message,
  onRun,
}: {
  readonly message: string;
  readonly onRun: () => void;
}) {
  return (
    <StateCard
      title="The link and its result do not belong together"
      actions={
        <Button look="main" onClick={onRun}>
          Run this query
        </Button>
      }
    >
      <p>{message} It may have been changed by hand, or made by another version of Trailbook.</p>
    </StateCard>
  );
}
