/** What is new about an entity, in sentences. */
import { anyOfValues, type Filter } from "../filters";
import { featureWord, filtersOf } from "./feature-words";
import { type NewValues, newValues } from "./new-in-report";
import { counted, countText, listed, minuteText, type Phrase, type Sentence } from "./phrases";
import type { Feature } from "./profile-types";
import type { SignalReport, ValueFacts } from "./signal-types";
import type { Subject } from "./subject";
import { valueName } from "./value-words";

/** Values that a sentence names; the others are counted. */
const MOST_NAMED = 3;
/** Features whose new values are named, and those of which only the number is given. */
const NAMED: readonly Feature[] = ["address", "agent", "system"];
const COUNTED: readonly Feature[] = ["service", "region", "call"];

/** The filters that leave the events with any of several values; none where a link cannot name all. */
function filtersOfValues(feature: Feature, values: readonly ValueFacts[]): readonly Filter[] {
  const texts = values.flatMap(({ value }) => (value === null ? [] : [value]));
  const [filter, ...more] = filtersOf(feature, texts[0] ?? "");
  if (filter === undefined || more.length > 0) return [];
  if (texts.length === 1) return [filter];
  const any = anyOfValues(filter.field, texts);
  return any === null ? [] : [any];
}

/** `185.220.101.4 (197 events)`, the value as a link to its events. */
function valuePhrases(subject: Subject, value: ValueFacts, isFirst: boolean): Sentence {
  const count = isFirst ? counted(value.inRange, "event") : countText(value.inRange);
  const filters = filtersOf(value.feature, value.value ?? "");
  return [
    { text: valueName(value), link: { stepId: subject.listing, filters }, isLogText: true },
    { text: ` (${count})` },
  ];
}

/** Several values: where the step that counts them shows them; otherwise their events. */
function allOf(subject: Subject, feature: Feature, values: readonly ValueFacts[], text: string) {
  const stepId = subject.counting[feature] ?? subject.listing;
  const filters = filtersOfValues(feature, values);
  return filters.length === 0 && stepId === subject.listing
    ? { text }
    : { text, link: { stepId, filters } };
}

const sinceText = ({ values }: NewValues): string => minuteText(values[0]?.firstSeen ?? "");

/**
 * `New addresses since 19 Mar 2026 02:10`, and how long that is after the first event where the range is
 * the history; `New tool since then` where the sentence before has said so.
 */
function startOf(feature: Feature, found: NewValues, before: NewValues | null): string {
  const word = featureWord(feature, found.values.length);
  const since = sinceText(found);
  if (before && sinceText(before) === since) return `New ${word} since then: `;
  const { daysBefore } = found;
  const isSaid = daysBefore === null || daysBefore === before?.daysBefore;
  const late = isSaid ? "" : `, ${counted(daysBefore, "day")} after the first event`;
  return `New ${word} since ${since}${late}: `;
}

function namedSentence(
  subject: Subject,
  feature: Feature,
  found: NewValues,
  before: NewValues | null,
): Sentence {
  const { values } = found;
  const named = [...values].sort((a, b) => b.inRange - a.inRange).slice(0, MOST_NAMED);
  const others = values.filter((value) => !named.includes(value));
  const items = named.map((value, at) => valuePhrases(subject, value, at === 0));
  const rest: readonly Sentence[] =
    others.length === 0 ? [] : [[allOf(subject, feature, others, counted(others.length, "other"))]];
  return [{ text: startOf(feature, found, before) }, ...listed([...items, ...rest]), { text: "." }];
}

/** `Also new: 9 services and 2 regions.`, each a link to them. */
function countedSentence(subject: Subject, report: SignalReport, isAlso: boolean): Sentence {
  const items = COUNTED.flatMap((feature): readonly (readonly Phrase[])[] => {
    const { values } = newValues(report, feature);
    if (values.length === 0) return [];
    const words = counted(values.length, featureWord(feature), featureWord(feature, values.length));
    return [[allOf(subject, feature, values, words)]];
  });
  if (items.length === 0) return [];
  return [{ text: isAlso ? "Also new: " : "New: " }, ...listed(items), { text: "." }];
}

/** New addresses and tools by name, a sentence each, and new services, regions and calls by number. */
export function newSentences(
  subject: Subject,
  report: SignalReport,
): { readonly named: readonly Sentence[]; readonly counted: Sentence } {
  const all = NAMED.map((feature) => [feature, newValues(report, feature)] as const);
  const found = all.filter(([, { values }]) => values.length > 0);
  const named = found.map(([feature, values], at) =>
    namedSentence(subject, feature, values, found[at - 1]?.[1] ?? null),
  );
  return { named, counted: countedSentence(subject, report, named.length > 0) };
}
