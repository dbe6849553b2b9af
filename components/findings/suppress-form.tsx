"use client";
/** The form that suppresses findings: why, which, and until when. */
import { type FormEvent, type ReactNode, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import { TEXT_FIELD } from "@/components/ui/styles";
import {
  MAX_REASON,
  type Suppression,
  type SuppressionRequest,
  type Suppressions,
} from "@/lib/api/suppressions";
import { shortenMiddle } from "@/lib/text/visible-text";
import { DAY_MS, parseTime } from "@/queries/scope";
import { dayText } from "./finding-text";
import type { Finding } from "./read-findings";

type Props = {
  readonly finding: Finding;
  readonly suppressions: Suppressions;
  readonly onChange: (request: SuppressionRequest) => Promise<Suppressions>;
  readonly onDone: (made: Suppression | null) => void;
};

/** The end that is offered first, days from today. */
const USUAL_DAYS = 30;

function usualEnd({ today, latestEnd }: Suppressions): string {
  const todayMs = parseTime(today);
  if (todayMs === null) return latestEnd;
  return new Date(todayMs + USUAL_DAYS * DAY_MS).toISOString().slice(0, 10);
}

/** What a form has to be filled in with before it is sent. */
type Field = "reason" | "until";

/** What is wrong with a field, in a sentence; null where nothing is. */
export function fieldProblem(
  field: Field,
  value: string,
  { today, latestEnd }: Pick<Suppressions, "today" | "latestEnd">,
): string | null {
  if (field === "reason")
    return value.trim() === "" ? "Enter a reason, such as the ticket and who confirmed it." : null;
  const isInRange = /^\d{4}-\d{2}-\d{2}$/.test(value) && value >= today && value <= latestEnd;
  return isInRange ? null : `Enter a day from ${dayText(today)} to ${dayText(latestEnd)}.`;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : "The server did not respond.";

/** The reason and the end date are needed: what is suppressed is explained, and comes back. */
export function SuppressForm({ finding, suppressions, onChange, onDone }: Props) {
  const { rule, actor } = finding;
  const [reason, setReason] = useState("");
  const [isForAll, setForAll] = useState(false);
  const [until, setUntil] = useState(() => usualEnd(suppressions));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const untilField = useRef<HTMLInputElement>(null);
  const scopeName = useId();
  const problems = {
    reason: fieldProblem("reason", reason, suppressions),
    until: fieldProblem("until", until, suppressions),
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    const first = problems.reason !== null ? reasonField : problems.until !== null && untilField;
    if (first) {
      first.current?.focus();
      return;
    }
    setSending(true);
    const scope = isForAll ? null : actor;
    onChange({ kind: "suppress", rule: rule.id, actor: scope, reason, until }).then(
      ({ active }) => onDone(active[0] ?? null),
      (error: unknown) => {
        setProblem(messageOf(error));
        setSending(false);
      },
    );
  };

  return (
    // The browser's own messages are in its language, not in the page's look.
    <form noValidate onSubmit={submit} className="flex flex-col gap-2.5">
      <p className="font-medium">Suppress: {rule.title}</p>
      <CheckedField label="Reason" problem={isChecked ? problems.reason : null}>
        {(checked) => (
          <textarea
            ref={reasonField}
            {...checked}
            data-first=""
            required
            rows={3}
            maxLength={MAX_REASON}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            placeholder="Ticket or change, and who confirmed it"
            className={`${TEXT_FIELD} h-auto py-1.5`}
          />
        )}
      </CheckedField>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1">Findings of this rule</legend>
        <label className="flex items-center gap-2">
          <input
            type="radio"
            name={scopeName}
            className="accent-accent"
            checked={!isForAll}
            onChange={() => setForAll(false)}
          />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            by <LogText text={shortenMiddle(actor, 40, 20)} />
          </span>
        </label>
        <label className="flex items-center gap-2">
          <input
            type="radio"
            name={scopeName}
            className="accent-accent"
            checked={isForAll}
            onChange={() => setForAll(true)}
          />
          by every actor
        </label>
      </fieldset>
      <CheckedField
        label="Suppress until the end of this day (UTC)"
        problem={isChecked ? problems.until : null}
      >
        {(checked) => (
          <input
            ref={untilField}
            {...checked}
            type="date"
            required
            min={suppressions.today}
            max={suppressions.latestEnd}
            value={until}
            onChange={({ target }) => setUntil(target.value)}
            className={TEXT_FIELD}
          />
        )}
      </CheckedField>
      <p className="text-[12px] text-ink-2">
        This applies to everyone who uses this server. The command line and alerts still report
        these findings.
      </p>
      {problem === null ? null : (
        <p role="alert" className="text-error-ink [overflow-wrap:anywhere]">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={() => onDone(null)}>Cancel</Button>
        <Button type="submit" look="main" disabled={isSending}>
          Suppress
        </Button>
      </div>
    </form>
  );
}

type CheckedProps = {
  readonly label: string;
  /** What is wrong with the value; null where nothing is, or it is not checked yet. */
  readonly problem: string | null;
  readonly children: (checked: {
    readonly id: string;
    readonly "aria-invalid": boolean;
    readonly "aria-describedby": string | undefined;
  }) => ReactNode;
};

/** A labelled field with what is wrong with its value below. */
function CheckedField({ label, problem, children }: CheckedProps) {
  const id = useId();
  const problemId = `${id}-problem`;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-invalid": problem !== null,
        "aria-describedby": problem === null ? undefined : problemId,
      })}
      {problem === null ? null : (
        <p id={problemId} className="text-[12px] text-error-ink">
          {problem}
        </p>
      )}
    </div>
  );
}
