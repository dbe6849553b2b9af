"use client";
/** Where a run for hits is: waiting, running, done, or why there is no result. */
import {
  CancelledState,
  ConfirmationState,
  ErrorState,
  EstimatingState,
} from "@/components/answer/answer-states";
import { Button } from "@/components/ui/button";
import { ReloadButton } from "@/components/ui/reload-button";
import type { SourceSummary } from "@/lib/api/answers";
import { formatCounted } from "@/lib/text/format";
import { noRowsOf } from "@/lib/text/no-rows";
import { costOfRun, costText } from "@/lib/text/price";
import { endedWithoutRows } from "@/lib/text/read-files";
import type { Hits } from "./use-hits";

type Props = {
  readonly hits: Hits;
  readonly summary: SourceSummary;
  /** What a row is: `rule with hits`, `event`. */
  readonly one: string;
  readonly many: string;
};

/** The state of a run for hits; nothing before a start. */
export function HitsStatus({ hits, summary, one, many }: Props) {
  const { answer, request, state, rows, start, cancel } = hits;
  if (request === null) return null;
  const again = () => start(request);
  const confirm = () => start({ ...request, confirmed: true });
  if (hits.isSending) return <p role="status">Starting the query…</p>;
  if (answer?.kind === "estimating") return <EstimatingState onConfirm={confirm} />;
  if (answer?.kind === "asks-first")
    return (
      <ConfirmationState
        estimate={answer.estimate}
        limitBytes={answer.limitBytes}
        dollarsPerTb={summary.dollarsPerTb}
        advice={`${answer.queries > 1 ? `the rules need ${answer.queries} queries, which scan this together, and ` : ""}a shorter time range scans less`}
        onConfirm={confirm}
      />
    );
  if (answer?.kind === "refused")
    return <ErrorState message={answer.message} onRetry={answer.canRetry ? again : null} />;
  if (state?.state === "failed") return <ErrorState message={state.message} onRetry={again} />;
  if (state?.state === "cancelled") return <CancelledState onRetry={again} />;
  if (hits.rowsProblem !== null) return <ErrorState message={hits.rowsProblem} onRetry={again} />;
  if (state === null || state.state !== "done")
    return (
      <div role="status" className="flex items-center gap-3">
        <span>{hits.offline ?? "Running…"}</span>
        <ReloadButton problem={hits.offline} />
        <Button onClick={cancel}>Cancel</Button>
      </div>
    );
  const cost = costOfRun(state, summary.dollarsPerTb);
  const price = cost === null ? "" : ` · ${costText(cost)}`;
  if (endedWithoutRows(state)) {
    const estimate = answer?.kind === "started" ? answer.estimate : null;
    const { title, sentences, caveats } = noRowsOf(estimate, state);
    return (
      <div role="status">
        <p>
          {title}. {[...sentences, ...caveats].join(" ")}
          {price}
        </p>
      </div>
    );
  }
  return (
    <p role="status">
      {hits.isLoadingRows ? "Loading the rows…" : formatCounted(rows.length, one, many)}
      {price}
    </p>
  );
}
