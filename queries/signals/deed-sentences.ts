/** What an entity did that matters, and what it tried, in sentences. */
import { type Filter, formatList } from "../filters";
import { watchedCall } from "../watched-calls";
import { callParts, filtersOf } from "./feature-words";
import { isNew } from "./new-in-report";
import { counted, countText, listed, type Phrase, type Sentence } from "./phrases";
import type { Feature } from "./profile-types";
import type { SignalReport, ValueFacts } from "./signal-types";
import type { Subject } from "./subject";
import { valueName } from "./value-words";

/** Calls that a sentence names; the others are counted. */
const MOST_NAMED = 4;

/** A watched call of the entity. */
type Deed = {
  readonly call: ValueFacts;
  readonly isNew: boolean;
  readonly isHigh: boolean;
  readonly isAboutLogging: boolean;
};

/** The watched calls of a report that were made in the range. */
function deedsOf(report: SignalReport): readonly Deed[] {
  return report.values.flatMap((call): readonly Deed[] => {
    if (call.feature !== "call" || call.value === null || call.inRange === 0) return [];
    const watched = watchedCall(...callParts(call.value));
    if (watched === null) return [];
    const { severity, isAboutLogging } = watched;
    return [{ call, isNew: isNew(report, call), isHigh: severity === "high", isAboutLogging }];
  });
}

/** Calls on logging first, new ones before usual ones, grave ones before others, then by how often. */
const byWeight =
  (count: (call: ValueFacts) => number) =>
  (a: Deed, b: Deed): number =>
    Number(b.isAboutLogging) - Number(a.isAboutLogging) ||
    Number(b.isNew) - Number(a.isNew) ||
    Number(b.isHigh) - Number(a.isHigh) ||
    count(b.call) - count(a.call) ||
    (a.call.value ?? "").localeCompare(b.call.value ?? "");

function callPhrase(
  { listing }: Subject,
  { call }: Deed,
  outcome: "success" | "denied",
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

/** `10 other sensitive calls`, which leads to the events of all of them. */
function othersPhrase(
  { listing }: Subject,
  deeds: readonly Deed[],
  outcome: "success" | "denied",
): Phrase {
  const parts = deeds.map(({ call }) => callParts(call.value ?? ""));
  const anyOf = (field: "eventsource" | "eventname", at: 0 | 1): Filter => ({
    field,
    op: "any",
    value: formatList([...new Set(parts.map((part) => part[at]))]),
  });
  const filters: readonly Filter[] = [
    anyOf("eventsource", 0),
    anyOf("eventname", 1),
    { field: "outcome", op: "is", value: outcome },
  ];
  return {
    text: counted(deeds.length, "other sensitive call"),
    link: { stepId: listing, filters },
  };
}

function callsSentence(
  subject: Subject,
  deeds: readonly Deed[],
  outcome: "success" | "denied",
  words: { readonly start: string; readonly end: string },
): Sentence {
  const countOf = (call: ValueFacts): number =>
    outcome === "success" ? call.succeeded : call.denied;
  const made = deeds.filter(({ call }) => countOf(call) > 0).sort(byWeight(countOf));
  if (made.length === 0) return [];
  const named = made.slice(0, MOST_NAMED);
  const others = made.slice(MOST_NAMED);
  const items = named.map((deed) => callPhrase(subject, deed, outcome, countOf(deed.call)));
  const rest = others.length === 0 ? [] : [[othersPhrase(subject, others, outcome)]];
  return [{ text: words.start }, ...listed([...items, ...rest]), { text: words.end }];
}

/**
 * `Changed logging: StopLogging.`, `Succeeded for the first time: CreateUser and CreateAccessKey.`
 * and `Denied: StopLogging (2).`
 */
export function deedSentences(subject: Subject, report: SignalReport): readonly Sentence[] {
  const all = deedsOf(report);
  const blinding = all.filter(({ call, isAboutLogging }) => isAboutLogging && call.succeeded > 0);
  const deeds = all.filter((deed) => !blinding.includes(deed));
  // Within a range, calls of any program come up late; without a history only grave ones tell.
  const isTelling = ({ isHigh }: Deed) => isHigh || report.history === "compared";
  const first = deeds.filter((deed) => deed.isNew && isTelling(deed));
  const usual = deeds.filter((deed) => !deed.isNew && deed.isHigh);
  const succeeded = (some: readonly Deed[], start: string) =>
    callsSentence(subject, some, "success", { start, end: "." });
  const isJudged = report.history !== "off" && first.length > 0;
  return [
    callsSentence(subject, blinding, "success", { start: "Changed logging: ", end: "." }),
    isJudged ? succeeded(first, "Succeeded for the first time: ") : succeeded(deeds, "Succeeded: "),
    isJudged ? succeeded(usual, "Also succeeded, as before: ") : [],
    callsSentence(subject, all, "denied", { start: "Denied: ", end: "." }),
  ].filter(({ length }) => length > 0);
}

const sumOf = (report: SignalReport, feature: Feature): number =>
  report.values.reduce((sum, each) => (each.feature === feature ? sum + each.inRange : sum), 0);

/**
 * That no call of the entity ended or narrowed logging, or that all such calls were denied. None
 * where one succeeded, and where the report lacks some of the calls.
 */
export function loggingSentence(report: SignalReport): Sentence {
  const isWhole = sumOf(report, "call") === sumOf(report, "region");
  if (!isWhole || sumOf(report, "call") === 0) return [];
  const deeds = deedsOf(report).filter(({ isAboutLogging }) => isAboutLogging);
  if (deeds.length === 0) return [{ text: "No call changed logging." }];
  const isUnchanged = deeds.every(({ call }) => call.denied === call.inRange);
  return isUnchanged ? [{ text: "Every attempt to change logging was denied." }] : [];
}
