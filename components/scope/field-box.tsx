"use client";
/** A text field of the scope bar. */
import { type ReactNode, useEffect, useRef } from "react";
import { FIELD_NAME } from "@/components/ui/field-button";
import { widthOf } from "@/components/ui/field-width";
import { useEarlyText } from "@/components/ui/use-early-text";

/** A line below a field. */
export type FieldNote = { readonly text: string; readonly isProblem: boolean };

type BoxProps = {
  /** The id of the input. */
  readonly id: string;
  readonly label: ReactNode;
  readonly title: string | undefined;
  readonly note: FieldNote | null;
  readonly children: ReactNode;
};

const noteId = (id: string): string => `${id}-note`;

/** The frame: the field's name in front of the text, and its note below. */
export function FieldBox({ id, label, title, note, children }: BoxProps) {
  return (
    <div className="flex min-w-0 max-w-full flex-col gap-0.5">
      <div
        className={`flex h-[30px] min-w-0 items-center gap-1.5 rounded-[7px] border bg-panel px-2.5 focus-within:outline-2 focus-within:outline-accent has-[>button]:pr-0.5 ${note?.isProblem ? "border-error" : "border-line"}`}
      >
        <label htmlFor={id} className={`${FIELD_NAME} whitespace-nowrap`} title={title}>
          {label}
        </label>
        {children}
      </div>
      {note && (
        <p
          id={noteId(id)}
          className={`max-w-[360px] text-[12px] ${note.isProblem ? "text-error-ink" : "truncate text-denied-ink"}`}
        >
          {note.text}
        </p>
      )}
    </div>
  );
}

type InputProps = {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly example: string;
  /** The known values, to choose from. */
  readonly values: readonly string[] | undefined;
  /** What a known value is shown as, where that is more than the value. */
  readonly textOf?: (value: string) => string;
  readonly note: FieldNote | null;
  readonly isRequired?: boolean;
  readonly autoFocus: boolean;
};

/** The input within the frame, as wide as its text. */
export function ValueInput(props: InputProps) {
  const { id, text, onText, example, values, note, autoFocus } = props;
  const ref = useRef<HTMLInputElement>(null);
  useEarlyText(ref, text, onText);
  useEffect(() => {
    if (autoFocus) ref.current?.focus();
  }, [autoFocus]);
  return (
    <>
      <input
        ref={ref}
        id={id}
        name={props.name}
        type="text"
        value={text}
        style={{ width: widthOf(text === "" ? example : text) }}
        placeholder={example}
        required={props.isRequired ?? false}
        aria-invalid={note?.isProblem ?? false}
        aria-describedby={note ? noteId(id) : undefined}
        list={values ? `${id}-values` : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
        className="h-full min-w-0 bg-transparent font-mono text-[12px] text-ink outline-none placeholder:text-ink-3"
      />
      {values && (
        <datalist id={`${id}-values`}>
          {values.map((value) => (
            <option key={value} value={value}>
              {props.textOf?.(value) ?? value}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}
