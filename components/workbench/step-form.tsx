"use client";
/** The form of the step that is shown. */
import { InputFields } from "@/components/scope/input-fields";
import { SearchForm } from "@/components/scope/search-form";
import { type Investigation, isSearch } from "@/lib/investigation/investigation";
import type { Step } from "@/queries/playbook";
import * as move from "./moves";
import type { StepProgress } from "./step-progress";

type Props = {
  readonly step: Step;
  readonly investigation: Investigation;
  /** Absent if the step does not run, as without its inputs. */
  readonly progress: StepProgress | undefined;
  readonly onGo: (next: Investigation) => void;
  readonly onRetry: () => void;
};

/** What a step takes: the conditions of a search, or its inputs; nothing where it takes none. */
export function StepForm({ step, investigation, progress, onGo, onRetry }: Props) {
  const { inputs, filters } = investigation;
  const state = progress?.state?.state;
  /** The same inputs change nothing, but a step that was stopped or has failed can run again. */
  const ask = (next: Investigation): void => {
    const hasNoResult = state === "cancelled" || state === "failed";
    if (hasNoResult && move.hasSameInputs(next, investigation)) onRetry();
    else onGo(next);
  };
  if (isSearch(investigation)) {
    return (
      <SearchForm
        inputs={inputs}
        filters={filters}
        onSearch={(searched) => ask(move.toSearch(investigation, searched))}
      />
    );
  }
  if (step.inputs.length === 0) return null;
  const answer = progress?.answer;
  return (
    <InputFields
      key={step.id}
      inputs={step.inputs}
      values={inputs}
      {...(answer?.kind === "needs-inputs" ? { problems: answer.problems } : {})}
      onSubmit={(values) => ask(move.toInputs(investigation, values))}
    />
  );
}
