/** The days that an activity strip shows. */
import type { SourceSummary } from "@/lib/api/answers";
import { DAY_MS, parseTime, type Scope } from "@/queries/scope";
import { allLogs } from "./default-range";

type Window = Pick<Scope, "fromMs" | "toMs">;

/** When the logs start and end, if known, and the most days of one query. */
export type LogSpan = Pick<SourceSummary, "firstDay" | "lastDay" | "presetEnd" | "maxWindowDays">;

/** The number of latest days shown if the start of the logs is unknown. */
const LATEST_DAYS = 90;
/** The number of days shown before an older time range, for what led to it. */
const DAYS_BEFORE = 30;

const dayStart = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
const dayEnd = (ms: number): number => Math.ceil(ms / DAY_MS) * DAY_MS;

/**
 * The whole days that a strip shows: those of the logs and of the chosen time range. If that is more
 * than one query may read, the latest days that contain the start of the time range.
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
