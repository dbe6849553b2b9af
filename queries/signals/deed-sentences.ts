/** What an entity did that matters, and what it tried, in sentences. */
import { anyOfValues } from "../filters";
import type { Outcome } from "../outcome";
import { type WatchedCall, watchedCall } from "../watched-calls";
import { callParts, filtersOf } from "./feature-words";
import { isNew } from "./new-in-report";
import { counted, countText, listed, type Phrase, type Sentence } from "./phrases";
import type { Feature } from "./profile-types";
import type { SignalReport, ValueFacts } from "./signal-types";
import type { Subject } from "./subject";
import { valueName } from "./value-words";

/** Calls that a sentence names; the others are counted. */
const MOST_NAMED = 4;
/** Changes of logging and detection that a sentence names: each of them matters by itself. */
const MOST_CHANGES = 12;

/** A watched call of the entity. */
type Deed = {
  readonly call: ValueFacts;
  readonly isNew: boolean;
  readonly isHigh: boolean;
  readonly changes: WatchedCall["changes"];
};

/** The watched calls of a report that were made in the range. */
function deedsOf(report: SignalReport): readonly Deed[] {
  return report.values.flatMap((call): readonly Deed[] => {
    if (call.feature !== "call" || call.value === null || call.inRange === 0) return [];
    const watched = watchedCall(...callParts(call.value));
    if (watched === null) return [];
    const { severity, changes } = watched;
    return [{ call, isNew: isNew(report, call), isHigh: severity === "high", changes }];
  });
}

/** Calls on logging first, new ones before usual ones, grave ones before others, then by how often. */
const byWeight =
  (count: (call: ValueFacts) => number) =>
  (a: Deed, b: Deed): number =>
    Number(b.changes !== null) - Number(a.changes !== null) ||
    Number(b.isNew) - Number(a.isNew) ||
    Number(b.isHigh) - Number(a.isHigh) ||
    count(b.call) - count(a.call) ||
    (a.call.value ?? "").localeCompare(b.call.value ?? "");

type Listing = Pick<Subject, "listing">;

function callPhrase(
  { listing }: Listing,
  { call }: Deed,
  outcome: Outcome,
  count: number,
): Sentence {
  const filters = [
    ...filtersOf("call", call.value ?? ""),
    { field: "outcome", op: "is", value: outcome } as const,
  ];
  const name: Phrase = {
    text: valueName(call),
    link: { stepId: listing, filters },
    isLogText: true,
  };
  return count === 1 ? [name] : [name, { text: ` (${countText(count)})` }];
}

/** `10 other sensitive calls (48)`, which leads to the events of all of them where a link can name these. */
function othersPhrase(
  { listing }: Listing,
  deeds: readonly Deed[],
  outcome: Outcome,
  word: string,
): Sentence {
  const parts = deeds.map(({ call }) => callParts(call.value ?? ""));
  const anyOf = (field: "eventsource" | "eventname", at: 0 | 1) =>
    anyOfValues(field, [...new Set(parts.map((part) => part[at]))]);
  const [sources, names] = [anyOf("eventsource", 0), anyOf("eventname", 1)];
  const text = counted(deeds.length, word);
  const events = deeds.reduce((sum, { call }) => sum + COUNTS[outcome](call), 0);
  const count: Phrase = { text: ` (${countText(events)})` };
  if (sources === null || names === null) return [{ text }, count];
  const isOutcome = { field: "outcome", op: "is", value: outcome } as const;
  return [{ text, link: { stepId: listing, filters: [sources, names, isOutcome] } }, count];
}

const COUNTS: Readonly<Record<Outcome, (call: ValueFacts) => number>> = {
  success: ({ succeeded }) => succeeded,
  denied: ({ denied }) => denied,
  error: ({ inRange, succeeded, denied }) => inRange - succeeded - denied,
};

type Words = { readonly other: string; readonly most: number };

const SENSITIVE: Words = { other: "other sensitive call", most: MOST_NAMED };

/** `GetSecretValue (5), CreateUser and 2 other sensitive calls (3)`. */
function callsPhrases(
  subject: Listing,
  deeds: readonly Deed[],
  outcome: Outcome,
  { other, most }: Words,
): Sentence {
  const countOf = COUNTS[outcome];
  const made = deeds.filter(({ call }) => countOf(call) > 0).sort(byWeight(countOf));
  if (made.length === 0) return [];
  const items = made
    .slice(0, most)
    .map((deed) => callPhrase(subject, deed, outcome, countOf(deed.call)));
  const others = made.slice(most);
  const rest = others.length === 0 ? [] : [othersPhrase(subject, others, outcome, other)];
  return listed([...items, ...rest]);
}

function callsSentence(
  subject: Listing,
  deeds: readonly Deed[],
  outcome: Outcome,
  { start, ...words }: Words & { readonly start: string },
): Sentence {
  const calls = callsPhrases(subject, deeds, outcome, words);
  return calls.length === 0 ? [] : [{ text: start }, ...calls, { text: "." }];
}

/** The calls that matter and succeeded, as a list; empty where there are none. */
export function succeededPhrases(subject: Listing, report: SignalReport): Sentence {
  return callsPhrases(subject, deedsOf(report), "success", SENSITIVE);
}

/**
 * Done: `Changed logging: StopLogging.`, `Succeeded for the first time: CreateUser and CreateAccessKey.`
 * Only tried: `Denied: StopLogging (2).` and `Failed otherwise: RunInstances.`
 */
export function deedSentences(
  subject: Subject,
  report: SignalReport,
): { readonly done: readonly Sentence[]; readonly tried: readonly Sentence[] } {
  const all = deedsOf(report);
  const changing = (what: WatchedCall["changes"], start: string) =>
    callsSentence(
      subject,
      all.filter(({ changes }) => changes === what),
      "success",
      { start, other: "other change", most: MOST_CHANGES },
    );
  const deeds = all.filter(({ changes }) => changes === null);
  // Within a range, calls of any program come up late; without a history only grave ones tell.
  const isTelling = ({ isHigh }: Deed) => isHigh || report.history === "compared";
  const first = deeds.filter((deed) => deed.isNew && isTelling(deed));
  const usual = deeds.filter((deed) => !deed.isNew && deed.isHigh);
  const sensitive = (some: readonly Deed[], outcome: Outcome, start: string) =>
    callsSentence(subject, some, outcome, { start, ...SENSITIVE });
  const isJudged = report.history !== "off" && first.length > 0;
  const done = [
    changing("logging", "Changed logging: "),
    changing("detection", "Changed detection or alarms: "),
    isJudged
      ? sensitive(first, "success", "Succeeded for the first time: ")
      : sensitive(deeds, "success", "Succeeded: "),
    isJudged ? sensitive(usual, "success", "Also succeeded, as before: ") : [],
  ];
  const tried = [
    sensitive(all, "denied", "Denied: "),
    sensitive(all, "error", "Failed otherwise: "),
  ];
  return { done, tried };
}

/** Whether the entity changed logging or detection. */
export function changesLogging(report: SignalReport): boolean {
  return deedsOf(report).some(({ changes, call }) => changes !== null && call.succeeded > 0);
}

const sumOf = (report: SignalReport, feature: Feature): number =>
  report.values.reduce((sum, each) => (each.feature === feature ? sum + each.inRange : sum), 0);

/**
 * That no call of the entity changed logging, or that all such calls were denied. None
 * where one succeeded, and where the report lacks some of the calls.
 */
export function loggingSentence(report: SignalReport): Sentence {
  const isWhole = sumOf(report, "call") === sumOf(report, "region");
  if (!isWhole || sumOf(report, "call") === 0) return [];
  const deeds = deedsOf(report).filter(({ changes }) => changes === "logging");
  if (deeds.length === 0) return [{ text: "No call changed logging in this time range." }];
  const isUnchanged = deeds.every(({ call }) => call.denied === call.inRange);
  return isUnchanged ? [{ text: "Every attempt to change logging was denied." }] : [];
}
