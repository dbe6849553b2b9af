import type { Widening } from "@/components/scope/windows";
import type { Estimate, Reads } from "@/lib/answers";
import { cutoffText, placesText, scanPriceText } from "@/lib/estimate-text";
import { formatBytes, formatCounted, formatDay } from "@/lib/format";
import type { Step } from "@/queries/playbook";
import { parseTime } from "@/queries/scope";
import { Button } from "./button";
import { LogText } from "./log-text";
import { StateCard } from "./state-card";

const MOST_DAYS = 12;

function DayList({ days }: { readonly days: readonly string[] }) {
  const named = days.slice(0, MOST_DAYS).map((day) => {
    const ms = parseTime(day);
    return ms === null ? day : formatDay(ms);
  });
  const more = days.length - named.length;
  return (
    <span>
      {named.join(", ")}
      {more > 0 && ` and ${formatCounted(more, "other day")}`}
    </span>
  );
}

export type EmptyStateProps = {
  readonly step: Step;
  /** What was read; null where it is not known. */
  readonly estimate: Estimate | null;
  /** The run has scanned nothing at all, so there was no log file to look in. */
  readonly hasReadNothing: boolean;
  /** Filters that could be hiding events. */
  readonly filterCount: number;
  readonly onRemoveFilters: (() => void) | null;
  /** Wider time ranges, the narrowest first. */
  readonly widenings: readonly Widening[];
  readonly onWindow: (fromMs: number, toMs: number) => void;
};

/** A quiet hour of a day with logs is no gap in the logs. */
const hasLogs = ({ partitions, partitionsOfOtherHours }: Reads): boolean =>
  partitions + partitionsOfOtherHours > 0;

/** No rows: because nothing happened, or because there is nothing to look in. Never confused. */
export function EmptyState(props: EmptyStateProps) {
  const { step, estimate, hasReadNothing, filterCount, onRemoveFilters, widenings } = props;
  const reads = estimate?.reads ?? null;
  const missing = reads?.daysWithoutData ?? [];
  const isBlind = reads === null ? hasReadNothing : !hasLogs(reads);
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
  if (isBlind) {
    return (
      <StateCard title="No data" actions={actions}>
        <p>
          There are no logs for these accounts, regions and days, so this says nothing about what
          happened.
        </p>
        {missing.length > 0 && (
          <p>
            Days without logs: <DayList days={missing} />.
          </p>
        )}
        {still}
      </StateCard>
    );
  }
  return (
    <StateCard title="No events" actions={actions}>
      <p>{step.empty}</p>
      {filterCount > 0 && <p>{formatCounted(filterCount, "filter")} may be hiding some.</p>}
      {reads && (
        <p>
          {reads.partitions === 0
            ? "There are logs of these days, but no file was delivered for these hours."
            : `${formatCounted(reads.partitions, "partition")} with logs ${reads.partitions === 1 ? "was" : "were"} read.`}
        </p>
      )}
      {reads === null && estimate && estimate.unknown !== null && (
        <p className="text-denied-ink">
          Whether there are logs for all of these days is not known. {estimate.unknown}
        </p>
      )}
      {missing.length > 0 && (
        <p className="text-denied-ink">
          But there are no logs at all for <DayList days={missing} />: what happened then is not
          known.
        </p>
      )}
      {still}
    </StateCard>
  );
}

/** Something went wrong, in a sentence, and the way on where there is one. */
export function ErrorState({
  message,
  onRetry,
}: {
  readonly message: string;
  readonly onRetry: (() => void) | null;
}) {
  return (
    <div role="alert">
      <StateCard
        title="This could not be answered"
        actions={onRetry && <Button onClick={onRetry}>Try again</Button>}
      >
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
        <Button isPrimary onClick={onRetry}>
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
        <Button isPrimary onClick={onConfirm}>
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
        <Button isPrimary onClick={onRun}>
          Run this query
        </Button>
      }
    >
      <p>{message} It may have been changed by hand, or made by another version of Trailbook.</p>
    </StateCard>
  );
}
