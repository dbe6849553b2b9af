"use client";
/** The form that suppresses findings: why, which, and until when. */
import { type FormEvent, useId, useState } from "react";
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

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : "The server did not answer.";

/** The reason and the end date are needed: what is suppressed is explained, and comes back. */
export function SuppressForm({ finding, suppressions, onChange, onDone }: Props) {
  const { rule, actor } = finding;
  const [reason, setReason] = useState("");
  const [isForAll, setForAll] = useState(false);
  const [until, setUntil] = useState(() => usualEnd(suppressions));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const scopeName = useId();

  const submit = (event: FormEvent): void => {
    event.preventDefault();
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
    <form onSubmit={submit} className="flex flex-col gap-2.5">
      <p className="font-medium">Suppress: {rule.title}</p>
      <label className="flex flex-col gap-1">
        Reason
        <textarea
          data-first=""
          required
          rows={3}
          maxLength={MAX_REASON}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          placeholder="Ticket or change, and who confirmed it"
          className={`${TEXT_FIELD} h-auto py-1.5`}
        />
      </label>
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
      <label className="flex flex-col gap-1">
        Suppress until the end of (UTC)
        <input
          type="date"
          required
          min={suppressions.today}
          max={suppressions.latestEnd}
          value={until}
          onChange={({ target }) => setUntil(target.value)}
          className={TEXT_FIELD}
        />
      </label>
      <p className="text-[12px] text-ink-2">
        For everyone who uses this server. The command line and its alerts still report it.
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
