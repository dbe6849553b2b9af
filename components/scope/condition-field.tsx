"use client";
import { useEffect, useId, useRef } from "react";
import { FIELD_NAME } from "@/components/ui/field-button";
import { widthOf } from "@/components/ui/field-width";
import { fieldOf } from "@/queries/fields";
import { labelOf, meaningOf, OP_WORDS, opsOf } from "@/queries/filter-words";
import { ANYWHERE, type FilterOp } from "@/queries/filters";
import { kindExample } from "@/queries/kinds";
import { type Condition, conditionProblem, takesValue } from "./conditions";

type Props = {
  readonly condition: Condition;
  readonly autoFocus: boolean;
  readonly onChange: (change: Partial<Pick<Condition, "op" | "text">>) => void;
  readonly onRemove: () => void;
};

const EXAMPLES: Partial<Record<FilterOp, string>> = {
  any: "one, another",
  within: "203.0.113.0/24",
  starts: "",
};

/** One condition of a search: the field, the comparison, and the value. */
export function ConditionField({ condition, autoFocus, onChange, onRemove }: Props) {
  const { id, field, op, text } = condition;
  const inputId = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  const label = labelOf(field);
  const offered = opsOf(field);
  const ops = offered.includes(op) ? offered : [...offered, op];
  const { kind, values } =
    field === ANYWHERE ? { kind: "text" as const, values: undefined } : fieldOf(field);
  const reason = conditionProblem(condition);
  const example = EXAMPLES[op] ?? kindExample(kind);

  return (
    <div className="flex min-w-0 max-w-full flex-col gap-0.5">
      <div
        className={`flex h-[30px] min-w-0 items-center gap-1.5 rounded-[7px] border bg-panel pr-0.5 pl-2.5 focus-within:outline-2 focus-within:outline-accent ${reason === "" ? "border-line" : "border-error"}`}
      >
        <label
          htmlFor={inputId}
          className={`${FIELD_NAME} whitespace-nowrap`}
          title={meaningOf(field)}
        >
          {label}
        </label>
        <select
          aria-label={`${label}: comparison`}
          value={op}
          onChange={(event) => {
            const chosen = ops.find((each) => each === event.target.value);
            if (chosen) onChange({ op: chosen });
          }}
          className="h-full cursor-pointer rounded bg-transparent text-[12px] text-accent outline-none hover:bg-line-soft"
        >
          {ops.map((each) => (
            <option key={each} value={each}>
              {OP_WORDS[each]}
            </option>
          ))}
        </select>
        {takesValue(op) ? (
          <input
            ref={input}
            id={inputId}
            name={`condition-${id}`}
            type="text"
            value={text}
            style={{ width: widthOf(text === "" ? example : text) }}
            placeholder={example}
            aria-invalid={reason !== ""}
            aria-describedby={reason === "" ? undefined : `${inputId}-reason`}
            list={values ? `${inputId}-values` : undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => onChange({ text: event.target.value })}
            className="h-full min-w-0 bg-transparent font-mono text-[12px] text-ink outline-none placeholder:text-ink-3"
          />
        ) : null}
        {values ? (
          <datalist id={`${inputId}-values`}>
            {values.map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        ) : null}
        <button
          type="button"
          aria-label={`Remove ${label}`}
          className="size-6 rounded text-ink-2 hover:bg-line-soft hover:text-ink"
          onClick={onRemove}
        >
          <span aria-hidden="true">×</span>
        </button>
      </div>
      {reason === "" ? null : (
        <p id={`${inputId}-reason`} className="text-[11.5px] text-error-ink">
          {reason}
        </p>
      )}
    </div>
  );
}
