"use client";
/** The editor of the time range. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { SourceSummary } from "@/lib/api/answers";
import { formatTime, parseTime, type Scope, scopeProblem } from "@/queries/scope";
import { RangeCalendar } from "./range-calendar";
import { TimeField } from "./time-field";
import { describeDay, describeDelivery } from "./time-text";
import { daysWindow, PRESETS, presetWindow, type Window } from "./windows";

type Props = {
  readonly summary: SourceSummary;
  readonly scope: Scope;
  /** The end of the logs. If logs are still delivered, presets end now. */
  readonly endMs: number;
  readonly onApply: (window: Window) => void;
  readonly onCancel: () => void;
};

/** Presets, a calendar and typed times. Typed times are a draft until they are valid and applied. */
export function WindowEditor({ summary, scope, endMs, onApply, onCancel }: Props) {
  const firstRef = useRef<HTMLButtonElement>(null);
  // The panel was open before this file was there, so nothing in it has the focus yet.
  useEffect(() => firstRef.current?.focus(), []);
  // The page may have been open for hours, and the presets include what was delivered since.
  const [presetEndMs] = useState(() => (summary.lastDay === null ? Date.now() : endMs));
  const [from, setFrom] = useState(formatTime(scope.fromMs));
  const [to, setTo] = useState(formatTime(scope.toMs));
  const [fromMs, toMs] = [parseTime(from), parseTime(to)];
  const draft = fromMs === null || toMs === null ? null : { fromMs, toMs };
  const problemOf = (window: Window): string | null =>
    scopeProblem({ ...scope, ...window }, summary.maxWindowDays);
  const problem = draft && problemOf(draft);

  const onDays = (firstMs: number, lastMs: number): void => {
    const days = daysWindow(firstMs, lastMs);
    setFrom(formatTime(days.fromMs));
    setTo(formatTime(days.toMs));
  };

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (draft && problem === null) onApply(draft);
  };

  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-1.5">
        {PRESETS.map((preset, index) => {
          const window = presetWindow(preset, presetEndMs);
          const refused = problemOf(window);
          return (
            <Button
              key={preset.label}
              ref={index === 0 ? firstRef : undefined}
              disabled={refused !== null}
              title={refused ?? `${formatTime(window.fromMs)} to ${formatTime(window.toMs)}`}
              onClick={() => onApply(window)}
            >
              {preset.label}
            </Button>
          );
        })}
      </div>
      <RangeCalendar
        window={draft ?? scope}
        firstDay={summary.firstDay}
        lastDay={summary.lastDay}
        onChange={onDays}
      />
      <div className="grid grid-cols-2 gap-2">
        <TimeField label="From" name="from" value={from} onChange={setFrom} />
        <TimeField label="To (not included)" name="to" value={to} onChange={setTo} />
      </div>
      <div className="text-[12px] text-ink-2">
        <p role="alert" className="text-error-ink">
          {problem}
        </p>
        <p>{describeDelivery(toMs ?? scope.toMs, summary.deliveryLagMs)}</p>
        {summary.firstDay && summary.lastDay ? (
          <p>
            There is data from {describeDay(summary.firstDay)} to {describeDay(summary.lastDay)}.
            All times are UTC.
          </p>
        ) : null}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="main" disabled={!draft || problem !== null}>
          Apply
        </Button>
      </div>
    </form>
  );
}
