"use client";
/** The list of a playbook's steps. */
import { useState } from "react";
import { formatCounted, withinSentence } from "@/lib/text/format";
import { hasReadNothing } from "@/lib/text/read-files";
import { countingStepId } from "@/queries/events-behind";
import {
  type InputValues,
  inputProblems,
  isOfferedFor,
  type Playbook,
  type Step,
} from "@/queries/playbook";
import type { StepProgress } from "./step-progress";

type Props = {
  readonly playbook: Playbook;
  readonly activeId: string;
  readonly progress: Readonly<Record<string, StepProgress>>;
  readonly inputs: InputValues;
  readonly onChoose: (step: Step) => void;
};

/** There are logs, of other hours than those asked about. */
const isQuiet = (answer: StepProgress["answer"]): boolean =>
  answer?.kind === "started" && (answer.estimate.reads?.partitionsOfOtherHours ?? 0) > 0;

/**
 * Whose events a step is about, where that is not what the scope bar names: a count of others would
 * be read as one of these. Null where it is the same.
 */
export function otherSubject(step: Step, inputs: InputValues): string | null {
  const given = Object.keys(inputs).filter((name) => (inputs[name] ?? "") !== "");
  const taken = step.inputs.filter(({ name }) => given.includes(name));
  const isAnswered = Object.keys(inputProblems(step, inputs)).length === 0;
  if (taken.length === given.length || !isAnswered) return null;
  if (step.inputs.length === 0) return "whole account";
  if (taken.length === 0) return null;
  return `${taken.map(({ label }) => withinSentence(label)).join(", ")} only`;
}

/** What the rows of a step are: of a count, one row stands for many events. */
export function unitOf({ answer }: Pick<Step, "answer">): "event" | "row" {
  return answer.kind === "events" ? "event" : "row";
}

/** Whether inputs of a step are missing, or invalid; empty where neither. */
export function inputNote(step: Pick<Step, "inputs">, inputs: InputValues): string {
  const wrong = Object.keys(inputProblems(step, inputs));
  if (wrong.length === 0) return "";
  return wrong.some((name) => (inputs[name] ?? "") === "") ? "needs input" : "invalid input";
}

/** The text at the end of a step's line: its rows, its state, or what it lacks. */
function statusText(
  step: Step,
  inputs: InputValues,
  progress: StepProgress | undefined,
  isBlind: boolean,
): string {
  const other = otherSubject(step, inputs);
  if (other !== null) return other;
  if (!progress) return inputNote(step, inputs);
  if (progress.error) return "failed";
  const { answer, state } = progress;
  if (answer?.kind === "asks-first") return "over limit";
  if (answer?.kind === "refused") return answer.isNotInTable ? "not in table" : "refused";
  if (answer?.kind === "other-query") return "other query";
  switch (state?.state) {
    case "done":
      if (answer?.kind === "started" && answer.estimate.reads?.partitions === 0) return "no data";
      return isBlind ? "no data" : formatCounted(state.rowCount, unitOf(step));
    case "failed":
      return "failed";
    case "cancelled":
      return "cancelled";
    case "unknown":
      return "";
    default:
      return "…";
  }
}

/** The steps that the inputs have an answer to, and the one looked at. */
export function offeredSteps(
  { steps }: Playbook,
  inputs: InputValues,
  activeId: string,
): readonly Step[] {
  return steps.filter((step) => step.id === countingStepId(activeId) || isOfferedFor(step, inputs));
}

/** The playbook's steps, each a question with the size of its answer beside it. */
export function StepRail({ playbook, activeId, progress, inputs, onChoose }: Props) {
  // On a narrow screen the answer comes first: the other steps open on demand.
  const [isOpen, setOpen] = useState(false);
  // Where the scan for all of them found no logs to read, their zeros say nothing.
  const steps = offeredSteps(playbook, inputs, activeId);
  const isBlind = Object.values(progress).some(
    ({ answer, state }) => hasReadNothing(state) && !isQuiet(answer),
  );
  return (
    <nav
      aria-label="Steps"
      className="shrink-0 border-line border-b bg-panel px-2.5 py-3.5 max-lg:py-2 max-sm:flex max-sm:flex-row-reverse max-sm:items-center lg:overflow-auto lg:border-r lg:border-b-0"
    >
      <div className="flex items-baseline gap-2">
        <h1 className="mx-2 text-[15px] font-semibold tracking-tight max-sm:sr-only">
          {playbook.title}
        </h1>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="ml-auto rounded-md px-2 py-1 text-ink-2 hover:bg-line-soft lg:hidden"
        >
          {isOpen ? "Hide steps" : `All ${steps.length} steps`}
        </button>
      </div>
      <p className="mx-2 mb-3 text-[12px] text-ink-2 max-lg:hidden">{playbook.question}</p>
      <ol className="min-w-0 flex-1">
        {steps.map((step) => {
          const isActive = step.id === countingStepId(activeId);
          const note = statusText(step, inputs, progress[step.id], isBlind);
          return (
            <li key={step.id} className={isActive || isOpen ? "" : "max-lg:hidden"}>
              <button
                type="button"
                aria-current={isActive ? "step" : undefined}
                onClick={() => {
                  setOpen(false);
                  onChoose(step);
                }}
                className={`mb-0.5 flex w-full gap-2 rounded-lg border px-2.5 py-2 text-left max-lg:py-1.5 ${
                  isActive
                    ? "border-accent/25 bg-accent-soft"
                    : "border-transparent hover:bg-line-soft"
                }`}
              >
                <span className="min-w-0 flex-1 font-[550]">{step.question}</span>
                {/* Its room is there before it is, so that no question wraps when it comes. */}
                <span
                  className={`min-w-[68px] shrink-0 text-right ${note === "failed" ? "text-error-ink" : "text-ink-3"}`}
                >
                  {note}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
