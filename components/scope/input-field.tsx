"use client";
import { useEffect, useId, useRef } from "react";
import { FIELD_NAME } from "@/components/ui/field-button";
import { widthOf } from "@/components/ui/field-width";
import { fields } from "@/queries/fields";
import { kindExample } from "@/queries/kinds";
import type { Input } from "@/queries/playbook";

type Props = {
  readonly input: Input;
  readonly text: string;
  /** What the answer on the page is about; empty where there is none. */
  readonly applied: string;
  /** Why the text will not do, or nothing. */
  readonly reason: string;
  readonly autoFocus: boolean;
  readonly onType: (text: string) => void;
};

/** One input, its name in front and the reason below while its text will not do. */
export function InputField(props: Props) {
  const { input, text, applied, reason, autoFocus, onType } = props;
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);
  const { name, label, kind, required } = input;
  const field = fields.find((known) => known.input === name);
  const wrong = reason !== "";
  const isOther = !wrong && applied !== "" && text !== applied;
  const example = kindExample(kind);

  useEffect(() => {
    if (autoFocus) ref.current?.focus();
  }, [autoFocus]);

  return (
    <div className="flex min-w-0 max-w-full flex-col gap-0.5">
      <div
        className={`flex h-[30px] min-w-0 items-center gap-2 rounded-[7px] border bg-panel px-2.5 focus-within:outline-2 focus-within:outline-accent ${wrong ? "border-error" : "border-line"}`}
      >
        <label htmlFor={id} className={`${FIELD_NAME} whitespace-nowrap`} title={field?.tells}>
          {label}
          {required ? (
            <span aria-hidden="true" className="text-error-ink">
              {" "}
              *
            </span>
          ) : null}
        </label>
        <input
          ref={ref}
          id={id}
          name={name}
          type="text"
          value={text}
          style={{ width: widthOf(text === "" ? example : text) }}
          placeholder={example}
          required={required}
          aria-invalid={wrong}
          aria-describedby={wrong || isOther ? `${id}-reason` : undefined}
          list={field?.values ? `${id}-values` : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => onType(event.target.value)}
          className="h-full min-w-0 bg-transparent font-mono text-[12px] text-ink outline-none placeholder:text-ink-3"
        />
        {field?.values ? (
          <datalist id={`${id}-values`}>
            {field.values.map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        ) : null}
      </div>
      {wrong || isOther ? (
        <p
          id={`${id}-reason`}
          className={`max-w-[360px] text-[12px] ${wrong ? "text-error-ink" : "truncate text-denied-ink"}`}
        >
          {wrong ? reason : `Not run: the answer is for ${applied}`}
        </p>
      ) : null}
    </div>
  );
}
