/** From the events behind findings to alerts: what no earlier hunt has reported, by rule and actor, each act once. */
import { createHash } from "node:crypto";
import { DAY_MS } from "@/queries/scope";
import type { SigmaRule } from "@/queries/sigma/sigma-rule";
import { SEVERITIES, type Severity } from "@/queries/watchlist/rule";
import { RULES } from "@/queries/watchlist/rules";
import type { Alert } from "./alert";
import { dayOf, type Reported, type Uses } from "./hunt-state";
import type { Channel, Undelivered } from "./outbox";

/** An event behind a finding. */
export type FindingEvent = {
  readonly rule: string;
  readonly severity: Severity;
  readonly actor: string;
  readonly eventTime: string;
  /** Null for an event without id. */
  readonly eventId: string | null;
  readonly account: string;
  readonly region: string;
  readonly isDenied: boolean;
  /** What is new, for a rule about a first use; null where each event is reported. */
  readonly firstUse: string | null;
  /** Every value of its row, for the identity of an event without id. */
  readonly row: string;
  /** What the records of one act share, where the logs of several accounts have it; null elsewhere. */
  readonly act: string | null;
  /** Whether this is the record of the caller's own account, which alone names the caller's key. */
  readonly isCallers: boolean;
};

/** What makes alerts of events. */
export type AlertContext = {
  readonly source: string;
  readonly leastSeverity: Severity;
  readonly channels: readonly Channel[];
  /** `foundFromMs` is the start of the query that found it. */
  readonly linkOf: (alert: Omit<Alert, "link">, foundFromMs: number) => string;
  /** The Sigma rules whose hits are reported, by id. */
  readonly sigmaRules: ReadonlyMap<string, SigmaRule>;
};

/** The events of one query, and where its time range starts. */
export type FoundEvents = { readonly fromMs: number; readonly events: readonly FindingEvent[] };

/** An alert names this number of its events; its link leads to all. */
const MOST_EVENT_IDS = 50;
const IDENTITY_CHARACTERS = 16;

const hashOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

/** Whether a severity is one of those that are reported. */
export function isSevere(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

type Identified = FindingEvent & {
  /** The first is that of its act. */
  readonly identities: readonly [string, ...string[]];
  /** The hash of what is new. */
  readonly use: string | null;
  readonly foundFromMs: number;
};

/** A first use is one after that time without any. */
const FIRST_IN_MS = 30 * DAY_MS;

/** The events of one query, each with its identity; equal events without id are numbered. */
function identified({ fromMs, events }: FoundEvents): readonly Identified[] {
  const copies = new Map<string, number>();
  return events.map((event) => {
    const { rule, eventId, row, firstUse, act } = event;
    const copy = eventId === null ? (copies.get(`${rule} ${row}`) ?? 0) + 1 : 0;
    if (eventId === null) copies.set(`${rule} ${row}`, copy);
    const parts = eventId === null ? [rule, "", row, String(copy)] : [rule, eventId];
    const short = (...of: readonly string[]) => hashOf(...of).slice(0, IDENTITY_CHARACTERS);
    const own = short(...parts);
    return {
      ...event,
      use: firstUse === null ? null : short(rule, firstUse),
      identities: act === null ? [own] : [short(rule, "act", act), own],
      foundFromMs: fromMs,
    };
  });
}

/** The records of one act by one rule; that of the caller's own account is the first. */
type Act = readonly [Identified, ...Identified[]];

/** The same order as on the page. */
const orderInAct = ({ isCallers, eventTime, account, eventId }: Identified): string =>
  `${isCallers ? 0 : 1} ${eventTime} ${account} ${eventId}`;

function actsOf(events: readonly Identified[]): readonly Act[] {
  const acts = new Map<string, Act>();
  for (const event of events) {
    const [id] = event.identities;
    const [head, ...others] = acts.get(id) ?? [event];
    const isFirst = orderInAct(event) < orderInAct(head);
    if (acts.has(id)) acts.set(id, isFirst ? [event, head, ...others] : [head, ...others, event]);
    else acts.set(id, [event]);
  }
  return [...acts.values()];
}

function reportsOf(events: readonly Identified[]): Reported {
  const reports = new Map<string, Set<string>>();
  for (const { eventTime, identities } of events) {
    const day = dayOf(Date.parse(eventTime));
    const ofDay = reports.get(day) ?? new Set();
    for (const each of identities) ofDay.add(each);
    reports.set(day, ofDay);
  }
  return Object.fromEntries([...reports].map(([day, ids]) => [day, [...ids]]));
}

const distinct = (values: readonly string[]): string[] =>
  [...new Set(values.filter((value) => value !== ""))].sort();

function alertOf(acts: readonly Act[], context: AlertContext): Alert | null {
  const { source, linkOf } = context;
  const events = acts.map(([first]) => first);
  const records = acts.flat();
  const [head] = events;
  if (!head) return null;
  const sigma = context.sigmaRules.get(head.rule);
  const rule = sigma?.rule ?? RULES.find(({ id }) => id === head.rule);
  const times = events.map(({ eventTime }) => eventTime).sort();
  const alert = {
    version: 1 as const,
    id: hashOf(...events.map(({ identities: [id] }) => id).sort()).slice(0, 32),
    group: hashOf(source, head.rule, head.actor).slice(0, 32),
    source,
    rule: head.rule,
    severity: head.severity,
    title: rule?.title ?? head.rule,
    why: rule?.why ?? "",
    usuallyBenign: rule?.usuallyBenign ?? null,
    author: sigma?.author ?? null,
    licence: sigma?.licence ?? null,
    tactic: rule?.attack[0]?.tactic ?? "",
    technique: rule?.attack[0]?.technique ?? "",
    actor: head.actor,
    accounts: distinct(records.map(({ account }) => account)),
    regions: distinct(records.map(({ region }) => region)),
    first: times[0] ?? "",
    last: times.at(-1) ?? "",
    total: events.length,
    denied: events.filter(({ isDenied }) => isDenied).length,
    eventIds: [...new Set(events.flatMap(({ eventId }) => eventId ?? []))].slice(0, MOST_EVENT_IDS),
  };
  const foundFromMs = Math.min(...new Set(events.map((event) => event.foundFromMs)));
  return { ...alert, link: linkOf(alert, foundFromMs) };
}

const order = ({ severity, first, id }: Alert): string =>
  `${SEVERITIES.indexOf(severity)} ${first} ${id}`;

/** The last event of each use. */
function usesOf(events: readonly Identified[]): Uses {
  const uses: Record<string, number> = {};
  for (const { use, eventTime } of events)
    if (use !== null) uses[use] = Math.max(uses[use] ?? 0, Date.parse(eventTime));
  return uses;
}

/** What earlier hunts have reported. */
export type Known = { readonly reported: readonly Reported[]; readonly uses: readonly Uses[] };

export type Found = {
  /** The most severe first. */
  readonly alerts: readonly Undelivered[];
  /** Later events of a first use that was reported, and further records of reported acts. */
  readonly repeats: { readonly reported: Reported; readonly uses: Uses };
};

/** The alerts for acts that were not reported, of all queries of a hunt. */
export function newAlerts(
  found: readonly FoundEvents[],
  known: Known,
  context: AlertContext,
): Found {
  const reported = new Set(known.reported.flatMap((each) => Object.values(each).flat()));
  const isRepeat = ({ use, eventTime }: Identified) =>
    use !== null &&
    known.uses.some((each) => Date.parse(eventTime) - (each[use] ?? -Infinity) <= FIRST_IN_MS);
  const groups = new Map<string, Act[]>();
  const repeats: Identified[] = [];
  for (const act of actsOf(found.flatMap(identified))) {
    const [event] = act;
    if (!isSevere(event.severity, context.leastSeverity)) continue;
    const fresh = act.filter(({ identities }) => !identities.some((each) => reported.has(each)));
    // One of its records was reported before: so is the act.
    if (fresh.length < act.length || isRepeat(event)) {
      repeats.push(...fresh);
      continue;
    }
    const key = JSON.stringify([event.rule, event.actor]);
    const group = groups.get(key) ?? [];
    group.push(act);
    groups.set(key, group);
  }
  const alerts = [...groups.values()].flatMap((acts): readonly Undelivered[] => {
    const alert = alertOf(acts, context);
    if (alert === null) return [];
    const [reports, uses] = [reportsOf(acts.flat()), usesOf(acts.flat())];
    return [{ alert, to: [...context.channels], reports, uses, failedHunts: 0, problem: null }];
  });
  return {
    alerts: alerts.toSorted((one, other) => (order(one.alert) < order(other.alert) ? -1 : 1)),
    repeats: { reported: reportsOf(repeats), uses: usesOf(repeats) },
  };
}
