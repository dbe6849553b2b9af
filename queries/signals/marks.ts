/** The marks of values: that one is new, or unusual otherwise, and why. */
import { AGENT_OS, AGENT_PRODUCT } from "../agent";
import { evaluate } from "../expression-value";
import { callParts } from "./feature-words";
import { isLate } from "./new-in-report";
import { minuteText } from "./phrases";
import type { Feature } from "./profile-types";
import type { SignalKind, SignalReport, ValueFacts } from "./signal-types";

export type Mark = {
  /** One or two words, for a badge. */
  readonly label: string;
  /** Why, a sentence. */
  readonly reason: string;
};

const LABELS: Readonly<Record<SignalKind, string>> = {
  new: "new",
  "new-country": "new country",
  "two-countries": "two countries",
  "instance-outside": "outside",
  burst: "burst",
  "denied-burst": "denied burst",
  volume: "volume",
};

/** A user agent shows its system among much else. */
const labelOf = (kind: SignalKind, { feature }: ValueFacts): string =>
  kind === "new" && feature === "system" ? "new OS" : LABELS[kind];

/** The mark of a value: its first signal; null for a usual one. */
export function markOf(report: SignalReport, value: ValueFacts): Mark | null {
  const [signal] = value.signals;
  if (signal) return { label: labelOf(signal.kind, value), reason: signal.reason };
  if (!isLate(report, value)) return null;
  return {
    label: labelOf("new", value),
    reason: `First seen on ${minuteText(value.firstSeen)}, 7 days or more after the first event in this time range.`,
  };
}

/** The features that a column's values are compared by. */
const FEATURES_OF: Readonly<Record<string, readonly Feature[]>> = {
  sourceipaddress: ["address"],
  useragent: ["agent", "system"],
  agentproduct: ["agent"],
  agentos: ["system"],
  eventsource: ["service"],
  eventname: ["call"],
  awsregion: ["region"],
};

/** Whether a column's values are compared. */
export function isCompared(column: string): boolean {
  return Object.hasOwn(FEATURES_OF, column);
}

/** A cell's text as a value of a feature; the name alone where that is a call. */
function featureValue(column: string, feature: Feature, text: string | null): string | null {
  if (column !== "useragent" || text === null) return text;
  return evaluate(feature === "system" ? AGENT_OS : AGENT_PRODUCT, { useragent: text });
}

const keyOf = (feature: Feature, value: string | null): string => `${feature} ${value}`;

/** The key of a value; of a call by its name, which is all that a cell has. */
const keyOfFacts = ({ feature, value }: ValueFacts): string =>
  keyOf(feature, feature === "call" ? callParts(value ?? ":")[1] : value);

/** Finds what a report knows of a cell's value: of a user agent, its tool and its operating system. */
export type FactsOf = (column: string, text: string | null) => readonly ValueFacts[];

/** The finder of a report. A call's name that fits several calls finds nothing. */
export function factsFinder(report: SignalReport): FactsOf {
  const known = new Map<string, ValueFacts | null>();
  const isJudged = report.history === "compared";
  for (const value of report.values) {
    const key = keyOfFacts(value);
    // Without a history, 0 would be read as a count.
    const facts = isJudged ? value : { ...value, inBaseline: null };
    known.set(key, known.has(key) ? null : facts);
  }
  const found = new Map<string, readonly ValueFacts[]>();
  return (column, text) => {
    const cell = `${column} ${text}`;
    const before = found.get(cell);
    if (before) return before;
    const facts = (FEATURES_OF[column] ?? []).flatMap(
      (feature) => known.get(keyOf(feature, featureValue(column, feature, text))) ?? [],
    );
    // A user agent takes long to read, and a listing repeats it.
    found.set(cell, facts);
    return facts;
  };
}
