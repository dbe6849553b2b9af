/** From the events behind findings to alerts: what no earlier hunt has reported, by rule and actor. */
import { createHash } from "node:crypto";
import { DAY_MS } from "@/queries/scope";
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
};

/** What makes alerts of events. */
export type AlertContext = {
  readonly source: string;
  readonly leastSeverity: Severity;
  readonly channels: readonly Channel[];
  /** `foundFromMs` is the start of the query that found it. */
  readonly linkOf: (alert: Omit<Alert, "link">, foundFromMs: number) => string;
};

/** The events of one query, and where its time range starts. */
export type FoundEvents = { readonly fromMs: number; readonly events: readonly FindingEvent[] };

/** An alert names this number of its events; its link leads to all. */
const MOST_EVENT_IDS = 50;
const IDENTITY_CHARACTERS = 16;

const hashOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

const isSevere = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);

type Identified = FindingEvent & {
  readonly identity: string;
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
    const { rule, eventId, row, firstUse } = event;
    const copy = eventId === null ? (copies.get(`${rule} ${row}`) ?? 0) + 1 : 0;
    if (eventId === null) copies.set(`${rule} ${row}`, copy);
    const parts = eventId === null ? [rule, "", row, String(copy)] : [rule, eventId];
    const use = firstUse === null ? null : hashOf(rule, firstUse).slice(0, IDENTITY_CHARACTERS);
    const identity = hashOf(...parts).slice(0, IDENTITY_CHARACTERS);
    return { ...event, use, identity, foundFromMs: fromMs };
  });
}

function reportsOf(events: readonly Identified[]): Reported {
  const reports: Record<string, string[]> = {};
  for (const { eventTime, identity } of events) {
    const day = dayOf(Date.parse(eventTime));
    reports[day] ??= [];
    reports[day]?.push(identity);
  }
  return reports;
}

const distinct = (values: readonly string[]): string[] =>
  [...new Set(values.filter((value) => value !== ""))].sort();

function alertOf(events: readonly Identified[], { source, linkOf }: AlertContext): Alert | null {
  const [head] = events;
  if (!head) return null;
  const rule = RULES.find(({ id }) => id === head.rule);
  const times = events.map(({ eventTime }) => eventTime).sort();
  const alert = {
    version: 1 as const,
    id: hashOf(...events.map(({ identity }) => identity).sort()).slice(0, 32),
    group: hashOf(source, head.rule, head.actor).slice(0, 32),
    source,
    rule: head.rule,
    severity: head.severity,
    title: rule?.title ?? head.rule,
    why: rule?.why ?? "",
    usuallyBenign: rule?.usuallyBenign ?? null,
    tactic: rule?.attack[0]?.tactic ?? "",
    technique: rule?.attack[0]?.technique ?? "",
    actor: head.actor,
    accounts: distinct(events.map(({ account }) => account)),
    regions: distinct(events.map(({ region }) => region)),
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
  /** Later events of a first use that was reported. */
  readonly repeats: { readonly reported: Reported; readonly uses: Uses };
};

/** The alerts for events that were not reported, of all queries of a hunt. */
export function newAlerts(
  found: readonly FoundEvents[],
  known: Known,
  context: AlertContext,
): Found {
  const reported = new Set(known.reported.flatMap((each) => Object.values(each).flat()));
  const isRepeat = ({ use, eventTime }: Identified) =>
    use !== null &&
    known.uses.some((each) => Date.parse(eventTime) - (each[use] ?? -Infinity) <= FIRST_IN_MS);
  const groups = new Map<string, Identified[]>();
  const repeats: Identified[] = [];
  for (const event of found.flatMap(identified)) {
    if (!isSevere(event.severity, context.leastSeverity) || reported.has(event.identity)) continue;
    reported.add(event.identity);
    const key = JSON.stringify([event.rule, event.actor]);
    const group = isRepeat(event) ? repeats : (groups.get(key) ?? []);
    group.push(event);
    if (group !== repeats) groups.set(key, group);
  }
  const alerts = [...groups.values()].flatMap((events): readonly Undelivered[] => {
    const alert = alertOf(events, context);
    if (alert === null) return [];
    const [reports, uses] = [reportsOf(events), usesOf(events)];
    return [{ alert, to: [...context.channels], reports, uses, failedHunts: 0, problem: null }];
  });
  return {
    alerts: alerts.toSorted((one, other) => (order(one.alert) < order(other.alert) ? -1 : 1)),
    repeats: { reported: reportsOf(repeats), uses: usesOf(repeats) },
  };
}
