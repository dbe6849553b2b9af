/** The state of a step without rows. */
import {
  CancelledState,
  ConfirmationState,
  EmptyState,
  ErrorState,
  EstimatingState,
  OtherQueryState,
} from "@/components/answer/answer-states";
import { widenings } from "@/components/scope/windows";
import type { AnswerPanelProps } from "./answer-props";
import type { StepProgress } from "./step-progress";

type Props = AnswerPanelProps & { readonly progress: StepProgress };

/** How a step came out that has no rows: nothing found, something wrong, or a question back. */
export function Outcome(props: Props) {
  const { step, investigation, progress, rowsError, onRetry } = props;
  const { answer, state, error } = progress;
  const message = error ?? rowsError;
  if (message) return <ErrorState message={message} onRetry={onRetry} />;
  if (answer?.kind === "refused") {
    const title = answer.isNotInTable ? { title: "Not in this table" } : {};
    const retry = answer.canRetry ? onRetry : null;
    return <ErrorState message={answer.message} onRetry={retry} {...title} />;
  }
  if (answer?.kind === "asks-first") {
    const { estimate, limitBytes } = answer;
    const { dollarsPerTb, onConfirm } = props;
    const advice = "a shorter time range, fewer accounts or fewer regions read less";
    return <ConfirmationState {...{ estimate, limitBytes, dollarsPerTb, advice, onConfirm }} />;
  }
  if (answer?.kind === "estimating") {
    return <EstimatingState onConfirm={props.onConfirm} />;
  }
  if (answer?.kind === "other-query") {
    return <OtherQueryState message={answer.message} onRun={props.onRunFresh} />;
  }
  if (state?.state === "failed") return <ErrorState message={state.message} onRetry={onRetry} />;
  if (state?.state === "cancelled") return <CancelledState onRetry={onRetry} />;
  if (state?.state === "unknown") {
    return <ErrorState message="This result has expired." onRetry={onRetry} />;
  }
  if (state?.state !== "done") return null;
  return (
    <EmptyState
      step={step}
      estimate={answer?.kind === "started" ? answer.estimate : null}
      state={state}
      filterCount={investigation.filters.length}
      onRemoveFilters={investigation.filters.length > 0 ? () => props.onFilters([]) : null}
      widenings={widenings(investigation.scope, props.logs)}
      onWindow={props.onWindow}
    />
  );
}
