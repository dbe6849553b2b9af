"use client";
/** The text field of a time. */
import { useId } from "react";
import { TEXT_FIELD } from "@/components/ui/styles";
import { parseTime } from "@/queries/scope";

type Props = {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
};

/** A text field for a UTC time, with the reason below while it is not one. */
export function TimeField({ label, name, value, onChange }: Props) {
  const id = useId();
  const wrong = parseTime(value) === null;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-[12px] text-ink-2">
        {label}
      </label>
      <input
        id={id}
        name={name}
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-reason` : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={`${TEXT_FIELD} font-mono text-[12px]`}
      />
      {wrong ? (
        <p id={`${id}-reason`} className="text-[12px] text-error-ink">
          Not a UTC time such as 2026-01-31T00:00:00Z or 2026-01-31.
        </p>
      ) : null}
    </div>
  );
}
