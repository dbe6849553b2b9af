/** The days that an activity strip shows. */
import type { SourceSummary } from "@/lib/api/answers";
import { DAY_MS, parseTime, type Scope } from "@/queries/scope";
import { allLogs } from "./default-range";

type Window = Pick<Scope, "fromMs" | "toMs">;

/** When the logs begin and end, as far as that is known, and how many days one query may read. */
export type LogSpan = Pick<SourceSummary, "firstDay" | "lastDay" | "presetEnd" | "maxWindowDays">;

/** The latest days of a source that does not say when its logs begin. */
const LATEST_DAYS = 90;
/** And so many before a time range that is older: what led to it is mostly there. */
const DAYS_BEFORE = 30;

const dayStart = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
const dayEnd = (ms: number): number => Math.ceil(ms / DAY_MS) * DAY_MS;

/**
 * The whole days that a strip shows: those of the logs, and the days of the chosen time range. Where
 * that is more than one query may read, the latest days that have the start of the time range.
 */
export function activityRange(logs: LogSpan, chosen: Window): Window {
  const mostDays = Math.max(1, Math.floor(logs.maxWindowDays));
  const known = allLogs(logs);
  const endMs = known?.toMs ?? dayEnd(parseTime(logs.presetEnd) ?? chosen.toMs);
  const beforeMs = known ? 0 : Math.min(DAYS_BEFORE, Math.floor(mostDays / 2)) * DAY_MS;
  const chosenMs = dayStart(chosen.fromMs) - beforeMs;
  const fromMs = Math.min(known?.fromMs ?? endMs - LATEST_DAYS * DAY_MS, chosenMs);
  const toMs = Math.max(endMs, dayEnd(chosen.toMs));
  const mostMs = mostDays * DAY_MS;
  if (toMs - fromMs <= mostMs) return { fromMs, toMs };
  const startMs = Math.max(fromMs, Math.min(toMs - mostMs, chosenMs));
  return { fromMs: startMs, toMs: startMs + mostMs };
}
