"use client";
/** A condition of the search form. */
import { use, useId } from "react";
import { AccountNamesContext } from "@/components/cell/account-names";
import { accountText } from "@/lib/text/account-text";
import { fieldOf } from "@/queries/fields";
import { labelOf, meaningOf, OP_WORDS, opsOf } from "@/queries/filter-words";
import { ANYWHERE, type FilterOp } from "@/queries/filters";
import { kindExample } from "@/queries/kinds";
import { type Condition, conditionProblem, takesValue } from "./conditions";
import { FieldBox, ValueInput } from "./field-box";

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
  const accountNames = use(AccountNamesContext);
  const label = labelOf(field);
  const known = field === ANYWHERE ? null : fieldOf(field);
  const reason = conditionProblem(condition);
  const note = reason === "" ? null : { text: reason, isProblem: true };
  return (
    <FieldBox id={inputId} label={label} title={meaningOf(field)} note={note}>
      <Comparison
        label={`${label}: comparison`}
        offered={opsOf(field)}
        op={op}
        onOp={(chosen) => onChange({ op: chosen })}
      />
      {takesValue(op) ? (
        <ValueInput
          id={inputId}
          name={`condition-${id}`}
          text={text}
          onText={(typed) => onChange({ text: typed })}
          example={EXAMPLES[op] ?? kindExample(known?.kind ?? "text")}
          values={known?.kind === "account" ? Object.keys(accountNames) : known?.values}
          textOf={(value) => accountText(value, accountNames)}
          note={note}
          autoFocus={autoFocus}
        />
      ) : null}
      <button
        type="button"
        aria-label={`Remove ${label}`}
        className="size-6 rounded text-ink-2 hover:bg-line-soft hover:text-ink"
        onClick={onRemove}
      >
        <span aria-hidden="true">×</span>
      </button>
    </FieldBox>
  );
}

type ComparisonProps = {
  readonly label: string;
  /** A link may hold one that is not offered. */
  readonly offered: readonly FilterOp[];
  readonly op: FilterOp;
  readonly onOp: (op: FilterOp) => void;
};

function Comparison({ label, offered, op, onOp }: ComparisonProps) {
  const ops = offered.includes(op) ? offered : [...offered, op];
  return (
    <select
      aria-label={label}
      value={op}
      onChange={(event) => {
        const chosen = ops.find((each) => each === event.target.value);
        if (chosen) onOp(chosen);
      }}
      className="h-full cursor-pointer rounded bg-transparent text-[12px] text-accent outline-none hover:bg-line-soft"
    >
      {ops.map((each) => (
        <option key={each} value={each}>
          {OP_WORDS[each]}
        </option>
      ))}
    </select>
  );
}
