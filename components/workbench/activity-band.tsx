"use client";
/** The band with the activity of a playbook page. */
import { useMemo } from "react";
import { ActivityFrame, ActivityRoom } from "@/components/activity/activity-frame";
import { ActivityStrip } from "@/components/activity/activity-strip";
import { notCounted } from "@/components/activity/not-counted";
import { eventsByDay } from "@/components/activity/prepare-activity";
import { RetryButton } from "@/components/ui/retry-button";
import type { SourceSummary } from "@/lib/api/answers";
import { activityRange } from "@/lib/investigation/activity-range";
import type { Investigation } from "@/lib/investigation/investigation";
import { activitySubject, entityBehind } from "@/queries/activity";
import type { Playbook, Step } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";
import { ActivityPrice } from "./activity-price";
import { type CountProgress, countProblem, needsConfirmation } from "./step-progress";
import { activityRequest } from "./step-requests";
import { useRows } from "./use-rows";

type Window = Pick<Scope, "fromMs" | "toMs">;
type Props = {
  readonly playbook: Playbook;
  readonly step: Step;
  readonly investigation: Investigation;
  readonly summary: SourceSummary;
  readonly progress: CountProgress;
  readonly onChoose: (window: Window) => void;
  readonly onCount: () => void;
  readonly onRetry: () => void;
};

const TITLE = "Events per day";
const NONE: readonly string[] = [];

/** A step without inputs is counted with the other steps of its playbook. */
function isOfPlaybook(playbook: Playbook, step: Step, { inputs, filters }: Investigation): boolean {
  const subject = activitySubject(playbook, step, inputs, filters);
  return (
    Object.keys(subject.inputs).length === 0 &&
    entityBehind(playbook, step, subject.inputs) !== null
  );
}

/** The events per day of what the investigation is about: counted, being counted, or at a price. */
export function ActivityBand(props: Props) {
  const { playbook, step, investigation, summary, progress } = props;
  const { answer, state } = progress;
  const { scope } = investigation;
  const choose = (window: Window): void => {
    const isChosen = window.fromMs === scope.fromMs && window.toMs === scope.toMs;
    if (!isChosen) props.onChoose(window);
  };
  const { fromMs, toMs } = activityRange(summary, scope);
  const range = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  const isDone = answer?.kind === "started" && state?.state === "done";
  const { rows, isLoading, error } = useRows(isDone && state.rowCount > 0 ? answer.runId : null);
  const events = useMemo(() => eventsByDay(rows), [rows]);
  const problem = countProblem(progress) ?? error;
  if (problem !== null) {
    return (
      <ActivityFrame title={TITLE} facts={null}>
        <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
          <p className="min-w-0 break-words text-error-ink">Not counted. {problem}</p>
          <RetryButton problem={problem} onRetry={props.onRetry} />
        </div>
      </ActivityFrame>
    );
  }
  const request = activityRequest(playbook, investigation, summary);
  if (request && needsConfirmation(progress)) {
    const { onCount } = props;
    return (
      <ActivityPrice
        {...{ request, step, investigation, summary, range, onCount }}
        onChoose={choose}
      />
    );
  }
  if (!isDone || isLoading) {
    const isRunning = answer?.kind === "started" || answer?.kind === "estimating";
    return <ActivityRoom facts={isRunning ? <span role="status">Counting…</span> : null} />;
  }
  return (
    <ActivityStrip
      events={events}
      explanation={answer.query.explanation}
      isOfPlaybook={isOfPlaybook(playbook, step, investigation)}
      daysWithoutLogs={answer.estimate.reads?.daysWithoutData ?? NONE}
      range={range}
      beyond={notCounted(summary, range)}
      chosen={scope}
      onChoose={choose}
    />
  );
}
