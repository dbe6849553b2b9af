/** Alerts on stdout, and what a hunt has to say on stderr. */
import { type Alert, ruleCredit } from "@/lib/hunt/alert";
import type { HuntReport } from "@/lib/hunt/hunt";
import { MOST_OUTBOX_BYTES } from "@/lib/hunt/outbox";
import { eventsText } from "@/lib/text/denied-text";
import { formatBytes, formatCount, formatCounted } from "@/lib/text/format";
import { shorten, visibleText } from "@/lib/text/visible-text";
import { SEVERITIES } from "@/queries/watchlist/rule";
import type { HuntFormat } from "./commands";
import { say, terminalJson, write } from "./terminal";

const WIDEST_ACTOR = 120;

/** An alert as a sentence, and its link on the next line. Its log text is safe to print. */
function alertSentence(alert: Alert): string {
  const { severity, title, actor, total, denied, first, last, link } = alert;
  const when = first === last ? first : `${first} to ${last}`;
  const credited = ruleCredit(alert);
  const credit = credited === null ? "" : ` ${visibleText(credited)}`;
  const who = shorten(visibleText(actor), WIDEST_ACTOR) || "unknown actor";
  return `${severity.padEnd(6)}  ${visibleText(title)}: ${who}, ${eventsText(total, denied)}, ${when}.${credit}\n        ${visibleText(link)}`;
}

/** Writes alerts: as JSON, one a line. */
export async function writeAlerts(format: HuntFormat, alerts: readonly Alert[]): Promise<void> {
  const lineOf = (alert: Alert) =>
    format === "jsonl" ? terminalJson(JSON.stringify(alert)) : alertSentence(alert);
  for (const alert of alerts) await write(`${lineOf(alert)}\n`);
}

function sayWaiting({ delivered }: HuntReport): void {
  if (delivered === null || delivered.waiting === 0) return;
  const { waiting, problem } = delivered;
  say(
    `${formatCounted(waiting, "alert waits", "alerts wait")} for the webhook; the next hunt delivers ${waiting === 1 ? "it" : "them"} first.${problem === null ? "" : ` ${problem}`}`,
  );
}

function sayDropped({ delivered }: HuntReport): void {
  const dropped = delivered?.dropped.map(({ alert }) => alert) ?? [];
  if (dropped.length === 0) return;
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: dropped.filter((alert) => alert.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const which = counts.map(({ severity, count }) => `${formatCount(count)} ${severity}`).join(", ");
  const [first] = dropped.map((alert) => alert.first).sort();
  const last = dropped
    .map((alert) => alert.last)
    .sort()
    .at(-1);
  const one = dropped.length === 1;
  say(
    `${formatCounted(dropped.length, "alert")} ${one ? "was dropped and never reaches" : "were dropped and never reach"} the webhook (${which}, with events from ${first} to ${last}), because at most ${formatBytes(MOST_OUTBOX_BYTES)} wait for it. ${one ? "It was printed when it was" : "They were printed when they were"} found.`,
  );
}

/**
 * Says what a reader of the alerts has to know. Suppressed findings are counted where there is a
 * reader: a mail about each of them would be what the suppression is against.
 */
export function sayReport(report: HuntReport, isRead: boolean): void {
  const { notices, found, suppressed } = report;
  for (const notice of notices) say(notice);
  sayWaiting(report);
  sayDropped(report);
  const { findings, events } = suppressed;
  if (findings === 0 || !(isRead || found > 0)) return;
  const which = `${formatCounted(findings, "new finding")} with ${formatCounted(events, "event")}`;
  say(`${which} ${findings === 1 ? "is" : "are"} suppressed on the page and not reported.`);
}
