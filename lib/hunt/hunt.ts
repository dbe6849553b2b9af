/**
 * One hunt: looks, keeps what is new in the outbox, moves the state, then delivers. A kill between
 * any two writes loses nothing and reports nothing twice: the events of the outbox count as
 * reported, and an alert leaves the outbox only when it was delivered.
 */
import { type Suppression, suppressionOf } from "@/lib/api/suppressions";
import { type Result, succeed } from "@/lib/result";
import type { SigmaRule } from "@/queries/sigma/sigma-rule";
import type { Alert } from "./alert";
import { type Delivered, deliver, type Send } from "./deliver";
import { advance, firstState, type HuntState } from "./hunt-state";
import {
  type AlertContext,
  type FindingEvent,
  type Found,
  type FoundEvents,
  newAlerts,
} from "./new-alerts";
import { type Undelivered, withoutChannel } from "./outbox";
import { type HuntTimes, inParts, inSeconds, planHunt, type Range } from "./plan-hunt";
import { planRules, type RulePlan, type RuleStarts, type RuleTimes, splitHits } from "./plan-rules";

/** What was imported since a batch. */
export type Imported = { readonly batch: number; readonly days: readonly string[] };

/** What a hunt needs of the world. A write is whole or not at all. */
export type HuntPorts = {
  readonly nowMs: () => number;
  readonly readState: () => Result<HuntState | null>;
  readonly writeState: (state: HuntState) => void;
  readonly readOutbox: () => Result<readonly Undelivered[]>;
  readonly writeOutbox: (undelivered: readonly Undelivered[]) => void;
  /** Null where the source does not know it. Without a state, no days. */
  readonly importedSince: (state: HuntState | null) => Promise<Result<Imported | null>>;
  readonly findingEvents: (range: Range) => Promise<Result<readonly FindingEvent[]>>;
  /** The events that Sigma rules match; there is at least one rule. */
  readonly ruleHits: (
    range: Range,
    rules: readonly SigmaRule[],
  ) => Promise<Result<readonly FindingEvent[]>>;
  readonly print: (alerts: readonly Alert[]) => Promise<void>;
  /** Null without a webhook. */
  readonly send: Send | null;
};

export type HuntOptions = Pick<HuntTimes, "sinceMs" | "lateMs" | "longestMs"> &
  Pick<RuleTimes, "newRulesMs"> &
  AlertContext & {
    readonly isDryRun: boolean;
    /** Those that hold now: what they are about is not an alert. */
    readonly suppressions: readonly Suppression[];
  };

/** New findings that a person has suppressed, by rule and actor, and their events. */
export type Suppressed = { readonly findings: number; readonly events: number };

export type HuntReport = {
  /** Alerts that are new on stdout: found now, or by a hunt that was killed before it wrote them. */
  readonly found: number;
  readonly ranges: readonly Range[];
  readonly notices: readonly string[];
  readonly suppressed: Suppressed;
  /** What came of the webhook's deliveries; null where there were none. */
  readonly delivered: Delivered | null;
};

type Look = {
  readonly state: HuntState | null;
  readonly nowMs: number;
  readonly batch: number | null;
  readonly ranges: readonly Range[];
  readonly notices: readonly string[];
  readonly found: Found;
  readonly suppressed: readonly Undelivered[];
  /** What new rules find in logs that earlier hunts have looked at: it counts as reported too. */
  readonly quiet: readonly Undelivered[];
  readonly ruleStarts: RuleStarts;
};

/** The hits of Sigma rules in the ranges of a hunt, and further back for new rules where that is wanted. */
async function hitsIn(
  ports: HuntPorts,
  ranges: readonly Range[],
  { sigmaRules, longestMs }: HuntOptions,
  { further, added }: RulePlan,
): Promise<Result<readonly FoundEvents[]>> {
  const all = [...sigmaRules.values()];
  const queries = [
    ...ranges.map((range) => ({ range, rules: all })),
    ...(further === null ? [] : inParts(inSeconds(further), longestMs)).map((range) => ({
      range,
      rules: all.filter(({ rule }) => added.has(rule.id)),
    })),
  ];
  const found: FoundEvents[] = [];
  for (const { range, rules } of all.length === 0 ? [] : queries) {
    const events = await ports.ruleHits(range, rules);
    if (!events.ok) return events;
    found.push({ fromMs: range.fromMs, events: events.value });
  }
  return succeed(found);
}

/** Looks for what was not reported; writes nothing. */
async function look(
  ports: HuntPorts,
  options: HuntOptions,
  outbox: readonly Undelivered[],
): Promise<Result<Look>> {
  const state = ports.readState();
  if (!state.ok) return state;
  // Read before the events: what is imported meanwhile is looked at again by the next hunt.
  const imported = await ports.importedSince(state.value);
  if (!imported.ok) return imported;
  const nowMs = ports.nowMs();
  const { days = [], batch = null } = imported.value ?? {};
  const times = { ...options, nowMs, importedDays: days };
  const { ranges, notices } = planHunt(state.value, times);
  const plan = planRules(state.value, [...options.sigmaRules.keys()], times);
  const found: FoundEvents[] = [];
  for (const range of ranges) {
    const events = await ports.findingEvents(range);
    if (!events.ok) return events;
    found.push({ fromMs: range.fromMs, events: events.value });
  }
  const hits = await hitsIn(ports, ranges, options, plan);
  if (!hits.ok) return hits;
  const { reported, quiet } = splitHits(hits.value, plan);
  // What a killed hunt left in the outbox counts as reported.
  const known = {
    reported: [state.value?.reported ?? {}, ...outbox.map(({ reports }) => reports)],
    uses: [state.value?.uses ?? {}, ...outbox.map(({ uses }) => uses)],
  };
  const fresh = newAlerts([...found, ...reported], known, options);
  const isSuppressed = ({ alert }: Undelivered) =>
    suppressionOf(alert, options.suppressions) !== undefined;
  const suppressed = fresh.alerts.filter(isSuppressed);
  const alerts = fresh.alerts.filter((each) => !isSuppressed(each));
  return succeed({
    state: state.value,
    nowMs,
    batch,
    ranges,
    notices: [...notices, ...plan.notices],
    suppressed,
    quiet: newAlerts(quiet, known, options).alerts,
    ruleStarts: plan.starts,
    found: { ...fresh, alerts },
  });
}

/** Writes what was found: first the outbox, then the state. The outbox that is left. */
function commit(
  ports: HuntPorts,
  { state, nowMs, batch, ranges, ruleStarts, found: { alerts, repeats }, ...look }: Look,
  { source }: HuntOptions,
  outbox: readonly Undelivered[],
): readonly Undelivered[] {
  const all = [...outbox, ...alerts];
  const seen = [...all, ...look.suppressed, ...look.quiet];
  const before = state ?? firstState(source, ranges[0]?.fromMs ?? nowMs, ruleStarts);
  // After a kill, the next hunt goes on from where the first one started.
  if (state === null) ports.writeState(before);
  if (alerts.length > 0) ports.writeOutbox(all);
  ports.writeState(
    advance(before, {
      nowMs,
      batch,
      reported: [...seen.map(({ reports }) => reports), repeats.reported],
      uses: [...seen.map(({ uses }) => uses), repeats.uses],
      ruleStarts,
    }),
  );
  return all.map((each) => ({ ...each, reports: {}, uses: {} }));
}

/** Delivers the outbox, the oldest alerts first. */
async function deliverAll(
  ports: HuntPorts,
  outbox: readonly Undelivered[],
  mostBytes?: number,
): Promise<Delivered | null> {
  const toPrint = outbox.filter(({ to }) => to.includes("output"));
  let left = outbox;
  if (toPrint.length > 0) {
    await ports.print(toPrint.map(({ alert }) => alert));
    left = withoutChannel(outbox, "output");
    ports.writeOutbox(left);
  }
  return left.length === 0 ? null : deliver(left, ports.send, ports.writeOutbox, mostBytes);
}

/** Runs one hunt. Its caller has the lock. */
export async function hunt(ports: HuntPorts, options: HuntOptions): Promise<Result<HuntReport>> {
  const outbox = ports.readOutbox();
  if (!outbox.ok) return outbox;
  const looked = await look(ports, options, outbox.value);
  if (!looked.ok) {
    // Alerts of earlier hunts do not wait for the engine. No report would say what was dropped.
    const isSafe = outbox.value.every(({ reports }) => Object.keys(reports).length === 0);
    if (isSafe && !options.isDryRun)
      await deliverAll(ports, outbox.value, Number.POSITIVE_INFINITY);
    return looked;
  }
  const { ranges, notices, suppressed } = looked.value;
  const { alerts } = looked.value.found;
  const events = suppressed.reduce((sum, { alert }) => sum + alert.total, 0);
  const report = { ranges, notices, suppressed: { findings: suppressed.length, events } };
  if (options.isDryRun) {
    await ports.print(alerts.map(({ alert }) => alert));
    return succeed({ ...report, found: alerts.length, delivered: null });
  }
  const left = commit(ports, looked.value, options, outbox.value);
  const found = left.filter(({ to }) => to.includes("output")).length;
  return succeed({ ...report, found, delivered: await deliverAll(ports, left) });
}
