"use client";
/** The form of a step's inputs. */
import { type FormEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { Input, InputValues } from "@/queries/playbook";
import { InputField } from "./input-field";
import { useDraft } from "./use-draft";

type Props = {
  readonly inputs: readonly Input[];
  readonly values: InputValues;
  /** What the server found wrong with `values`, by input name. */
  readonly problems?: Readonly<Record<string, string>>;
  /** The checked values; inputs left empty are absent. */
  readonly onSubmit: (values: InputValues) => void;
  readonly autoFocus?: boolean;
};

const NONE: Readonly<Record<string, string>> = {};

/** The form of a step's inputs. */
export function InputFields({
  inputs,
  values,
  problems = NONE,
  onSubmit,
  autoFocus = false,
}: Props) {
  const formRef = useRef<HTMLFormElement>(null);
  const draft = useDraft(inputs, values, problems);
  const run = (event: FormEvent): void => {
    event.preventDefault();
    const result = draft.submit();
    if (result.ok) onSubmit(result.values);
    else focusField(formRef.current, result.stuckAt);
  };

  return (
    <form
      ref={formRef}
      noValidate
      // Before this code is there, Enter would load the page without what was typed; so it does nothing.
      method="dialog"
      onSubmit={run}
      aria-label="Inputs"
      // Its fields are items of the surrounding line: a form that wraps as a whole leaves the line empty.
      className="contents"
    >
      {inputs.map((input, index) => (
        <InputField
          key={input.name}
          input={input}
          text={draft.text(input.name)}
          applied={values[input.name] ?? ""}
          reason={draft.reason(input)}
          autoFocus={autoFocus && index === 0}
          onType={(text) => draft.type(input.name, text)}
        />
      ))}
      <Button type="submit" look="main">
        Run
      </Button>
    </form>
  );
}

function focusField(form: HTMLFormElement | null, name: string): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.focus();
}
