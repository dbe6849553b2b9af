/** The times, the places and the history of a finding as text. */
import type { AccountNames, Estimate } from "@/lib/api/answers";
import { accountText } from "@/lib/text/account-text";
import {
  formatClock,
  formatCount,
  formatCounted,
  formatDay,
  formatMoment,
} from "@/lib/text/format";
import { formatTime, parseTime } from "@/queries/scope";
import type { Finding } from "./read-findings";

/** `19 Mar 2026 02:10:00`, `19 Mar 2026 02:10:00 – 03:00:00`, or both with their days; UTC. */
export function timesText({ first, last }: Pick<Finding, "first" | "last">): string {
  const [firstMs, lastMs] = [parseTime(first), parseTime(last)];
  if (firstMs === null || lastMs === null) return first === last ? first : `${first} – ${last}`;
  if (firstMs === lastMs) return formatMoment(firstMs);
  const isOneDay = formatDay(firstMs) === formatDay(lastMs);
  return `${formatMoment(firstMs)} – ${isOneDay ? formatClock(lastMs) : formatMoment(lastMs)}`;
}

/** `prod 111122223333`, or that and `2 more`; empty where the events name none. */
export function accountsText({ account, accounts }: Finding, names: AccountNames): string {
  return account === null ? "" : andMore(accountText(account, names), accounts);
}

/** A name with the number of others: `role/Admin and 3 more`. */
export function andMore(name: string, count: number): string {
  return count > 1 ? `${name} and ${formatCount(count - 1)} more` : name;
}

/** The 30 days before a time range: how many of them have no logs; null while that is not known. */
export type History = { readonly missingDays: number } | null;

/** How many days the statement reads before the time range. */
const HISTORY_DAYS = 30;

/** How many days before a time range have no logs, by what a run reads. */
export function historyOf(estimate: Estimate | null, fromMs: number): History {
  const missing = estimate?.reads?.daysWithoutData;
  if (!missing) return null;
  const firstDay = formatTime(fromMs).slice(0, 10);
  return { missingDays: missing.filter((day) => day < firstDay).length };
}

/** Whether no day before the time range has logs. */
export function hasNoHistory(history: History): boolean {
  return (history?.missingDays ?? 0) >= HISTORY_DAYS;
}

/** What missing history makes of findings, for a line of numbers; empty where nothing is missing. */
export function historyWarning(history: History): string {
  const missing = history?.missingDays ?? 0;
  if (missing === 0) return "";
  const words = "rules about what is new may also find ordinary work";
  return hasNoHistory(history)
    ? `No history: ${words}, and are medium at most`
    : `No logs for ${missing} of the ${HISTORY_DAYS} days before: ${words}`;
}

/** The least number of days before on which what a rule finds is usual for the actor. */
const USUAL_DAYS = 3;

export type BeforeText = {
  readonly isUsual: boolean;
  readonly text: string;
};

/** What the actor did in the days before, in words; null where that is unknown or says nothing of it. */
export function beforeText({ rule, before }: Finding, history: History): BeforeText | null {
  if (!rule.isCompared) return null;
  const missing = history?.missingDays ?? 0;
  const known = HISTORY_DAYS - missing;
  const days = missing > 0 ? `${known} earlier days with logs` : `${HISTORY_DAYS} days before`;
  if (before.events > 0) {
    const isUsual = before.days >= USUAL_DAYS;
    const times = formatCounted(before.events, "time");
    const head = isUsual ? "Usual for this actor" : "Rare for this actor";
    // Where the range begins within a day, the 30 days before it are of 31 dates.
    const seen = Math.min(before.days, Math.max(known, 1));
    return { isUsual, text: `${head}: done ${times} on ${seen} of the ${days}` };
  }
  if (history === null || known <= 0) return null;
  return { isUsual: false, text: `This actor had not done this in the ${days}` };
}

/** What no history means for findings, once for all of them; empty where there is history. */
export function noHistoryText(findings: readonly Finding[], history: History): string {
  if (!hasNoHistory(history)) return "";
  const { length } = findings.filter(({ rule, before }) => rule.isCompared && before.events === 0);
  if (length === 0) return "Without history, rules about what is new are medium at most.";
  const subject = `${formatCounted(length, "finding")} ${length === 1 ? "has" : "have"}`;
  return `${subject} no history to compare with. Rules about what is new are medium at most.`;
}

/** `30 Dec 2026` of `2026-12-30`. */
export function dayText(day: string): string {
  const ms = parseTime(day);
  return ms === null ? day : formatDay(ms);
}

/** The findings of an answer that are not shown, by the reason. */
export type NotShown = {
  readonly collapsed: number;
  readonly filteredOut: number;
  readonly suppressed: number;
};

/**
 * `12 findings from 5 rules, 3 actors`, and after a colon how many are shown and how many are not, if
 * any: the parts add up to all of them.
 * @param total all of them; `loaded` may be only the first
 */
export function totalsText(
  loaded: readonly Finding[],
  { total, collapsed, filteredOut, suppressed }: NotShown & { readonly total: number },
): string {
  const actors = new Set(loaded.map(({ actor }) => actor)).size;
  const rules = new Set(loaded.map(({ rule }) => rule.id)).size;
  const all = `${formatCounted(total, "finding")} from ${formatCounted(rules, "rule")}, ${formatCounted(actors, "actor")}`;
  const notShown = [
    [collapsed, "in collapsed rules"],
    [filteredOut, "filtered out"],
    [suppressed, "suppressed"],
    [total - loaded.length, "still loading"],
  ] as const;
  const parts = notShown.filter(([count]) => count > 0);
  if (parts.length === 0) return all;
  const shown = parts.reduce((rest, [count]) => rest - count, total);
  const counts = parts.map(([count, reason]) => `${formatCount(count)} ${reason}`);
  return `${all}: ${[`${shown === 0 ? "none" : formatCount(shown)} shown`, ...counts].join(", ")}`;
}
