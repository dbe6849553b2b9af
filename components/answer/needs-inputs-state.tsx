/** The state of a step that lacks inputs. */
import { Button } from "@/components/ui/button";
import { StateCard } from "@/components/ui/state-card";
import { withinSentence } from "@/lib/text/format";
import type { Input, Step } from "@/queries/playbook";

export type NeedsInputsStateProps = {
  readonly step: Step;
  /** The missing inputs by name, from the server. */
  readonly problems: Readonly<Record<string, string>>;
  /** Moves the focus to an input's field. */
  readonly onFocusInput: (name: string) => void;
};

/** Shown while a step lacks inputs: what is missing, with a button to its field. */
export function NeedsInputsState({ step, problems, onFocusInput }: NeedsInputsStateProps) {
  const missing: readonly Input[] = step.inputs.filter(({ name }) => Object.hasOwn(problems, name));
  return (
    <StateCard
      title={step.question}
      actions={missing.map(({ name, label }) => (
        <Button key={name} look="main" onClick={() => onFocusInput(name)}>
          Enter the {withinSentence(label)}
        </Button>
      ))}
    >
      <p>{step.why}</p>
      {missing.map(({ name, label }) => (
        <p key={name}>
          {label}: {problems[name]}
        </p>
      ))}
    </StateCard>
  );
}
