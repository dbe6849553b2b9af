/** The state of a step whose inputs are missing or invalid. */
import { Button } from "@/components/ui/button";
import { StateCard } from "@/components/ui/state-card";
import { withinSentence } from "@/lib/text/format";
import type { Input, InputValues, Step } from "@/queries/playbook";

export type NeedsInputsStateProps = {
  readonly step: Step;
  readonly inputs: InputValues;
  /** What is wrong with inputs, by name. */
  readonly problems: Readonly<Record<string, string>>;
  /** Moves the focus to an input's field. */
  readonly onFocusInput: (name: string) => void;
};

/** Shown while a step cannot run: what is missing or invalid, with a button to its field. */
export function NeedsInputsState(props: NeedsInputsStateProps) {
  const { step, inputs, problems, onFocusInput } = props;
  const wrong: readonly Input[] = step.inputs.filter(({ name }) => Object.hasOwn(problems, name));
  return (
    <StateCard
      title={step.question}
      actions={wrong.map(({ name, label }) => (
        <Button key={name} look="main" onClick={() => onFocusInput(name)}>
          {(inputs[name] ?? "") === "" ? "Enter" : "Correct"} the {withinSentence(label)}
        </Button>
      ))}
    >
      <p>{step.why}</p>
      {wrong.map(({ name, label }) => (
        <p key={name}>
          {label}: {problems[name]}
        </p>
      ))}
    </StateCard>
  );
}
