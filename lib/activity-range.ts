/** The days that an activity strip shows. */
import type { SourceSummary } from "@/lib/answers";
import { allLogs } from "@/lib/default-range";
import { DAY_MS, parseTime, type Scope } from "@/queries/scope";

type Window = Pick<Scope, "fromMs" | "toMs">;

/** When the logs begin and end, as far as that is known, and how many days one query may read. */
export type LogSpan = Pick<SourceSummary, "firstDay" | "lastDay" | "presetEnd" | "maxWindowDays">;

/** The latest days of a source that does not say when its logs begin. */
const LATEST_DAYS = 90;

const dayStart = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
const dayEnd = (ms: number): number => Math.ceil(ms / DAY_MS) * DAY_MS;

/** The days to show besides those of the time range. */
function daysOfLogs(logs: LogSpan, chosen: Window): Window {
  const endMs = dayEnd(parseTime(logs.presetEnd) ?? chosen.toMs);
  return allLogs(logs) ?? { fromMs: endMs - LATEST_DAYS * DAY_MS, toMs: endMs };
}

/**
 * The whole days that a strip shows: those of the logs, and the days of the chosen time range. Where
 * that is more than one query may read, the latest days that have the start of the time range.
 */
export function activityRange(logs: LogSpan, chosen: Window): Window {
  const ofLogs = daysOfLogs(logs, chosen);
  const chosenStartMs = dayStart(chosen.fromMs);
  const fromMs = Math.min(ofLogs.fromMs, chosenStartMs);
  const toMs = Math.max(ofLogs.toMs, dayEnd(chosen.toMs));
  const mostMs = Math.floor(logs.maxWindowDays) * DAY_MS;
  if (toMs - fromMs <= mostMs || mostMs <= 0) return { fromMs, toMs };
  const startMs = Math.max(fromMs, Math.min(toMs - mostMs, chosenStartMs));
  return { fromMs: startMs, toMs: startMs + mostMs };
}
