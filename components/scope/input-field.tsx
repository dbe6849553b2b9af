"use client";
/** An input of a step. */
import { useId } from "react";
import { fields } from "@/queries/fields";
import { kindExample } from "@/queries/kinds";
import type { Input } from "@/queries/playbook";
import { FieldBox, type FieldNote, ValueInput } from "./field-box";

type Props = {
  readonly input: Input;
  readonly text: string;
  /** The value behind the answer on the page; empty if there is none. */
  readonly applied: string;
  /** Why the text is not valid; empty if it is. */
  readonly reason: string;
  readonly autoFocus: boolean;
  readonly onType: (text: string) => void;
};

/** One input, with its name in front and the reason below while its text is not valid. */
export function InputField(props: Props) {
  const { input, text, applied, reason, autoFocus, onType } = props;
  const id = useId();
  const { name, label, kind, required } = input;
  const field = fields.find((known) => known.input === name);
  const note = noteOf(text, applied, reason);
  return (
    <FieldBox
      id={id}
      title={field?.meaning}
      note={note}
      label={
        <>
          {label}
          {required ? (
            <span aria-hidden="true" className="text-error-ink">
              {" "}
              *
            </span>
          ) : null}
        </>
      }
    >
      <ValueInput
        id={id}
        name={name}
        text={text}
        onText={onType}
        example={kindExample(kind)}
        values={field?.values}
        note={note}
        isRequired={required}
        autoFocus={autoFocus}
      />
    </FieldBox>
  );
}

function noteOf(text: string, applied: string, reason: string): FieldNote | null {
  if (reason !== "") return { text: reason, isProblem: true };
  if (applied === "" || text === applied) return null;
  return { text: `Not run yet: the answer is for ${applied}`, isProblem: false };
}
