/** The marks of values: that one is new, or unusual otherwise, and why. */
import { AGENT_PRODUCT } from "../agent";
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

/** The mark of a value: its first signal; null for a usual one. */
export function markOf(report: SignalReport, value: ValueFacts): Mark | null {
  const [signal] = value.signals;
  if (signal) return { label: LABELS[signal.kind], reason: signal.reason };
  if (!isLate(report, value)) return null;
  return {
    label: "new",
    reason: `First used on ${minuteText(value.firstSeen)}, when the rest had been in use for days.`,
  };
}

const FEATURE_OF: Readonly<Record<string, Feature>> = {
  sourceipaddress: "address",
  useragent: "agent",
  agentproduct: "agent",
  eventsource: "service",
  eventname: "call",
  awsregion: "region",
};

/** The feature that a column holds values of; null for any other column. */
export function featureOfColumn(column: string): Feature | null {
  return FEATURE_OF[column] ?? null;
}

/** A cell's text as the value of the column's feature; the name alone where that is a call. */
function featureValue(column: string, text: string | null): string | null {
  return column === "useragent" && text !== null
    ? evaluate(AGENT_PRODUCT, { useragent: text })
    : text;
}

const keyOf = ({ feature, value }: ValueFacts): string =>
  `${feature} ${feature === "call" ? callParts(value ?? ":")[1] : value}`;

/** Finds what a report knows of a cell's value; null where the name fits several calls. */
export function factsFinder(
  report: SignalReport,
): (column: string, text: string | null) => ValueFacts | null {
  const known = new Map<string, ValueFacts | null>();
  for (const value of report.values)
    known.set(keyOf(value), known.has(keyOf(value)) ? null : value);
  const values = new Map<string, string | null>();
  return (column, text) => {
    const feature = featureOfColumn(column);
    if (feature === null) return null;
    const cell = `${column} ${text}`;
    // A user agent takes long to read, and a listing repeats it.
    if (!values.has(cell)) values.set(cell, featureValue(column, text));
    return known.get(`${feature} ${values.get(cell) ?? null}`) ?? null;
  };
}
