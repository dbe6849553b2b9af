/** Measures: what a counting answer says about each row besides how many events it has. */
import type { FieldName } from "./fields";
import { literal } from "./literal";
import type { Outcome } from "./outcome";

type Rule = {
  /** Its column's heading. */
  readonly label: string;
  readonly kind: "time" | "count";
  /** The field that it reads. */
  readonly of: FieldName;
  /** Its SQL over a column of that field's name; `countOf` counts the events that match a condition. */
  readonly sql: (countOf: (condition: string) => string) => string;
};

const distinct = (label: string, of: FieldName): Rule => ({
  label,
  kind: "count",
  of,
  sql: () => `count(distinct ${of})`,
});
const withOutcome = (label: string, outcome: Outcome): Rule => ({
  label,
  kind: "count",
  of: "outcome",
  sql: (countOf) => countOf(`outcome = ${literal(outcome)}`),
});

const RULES = {
  firstseen: { label: "First seen", kind: "time", of: "eventtime", sql: () => "min(eventtime)" },
  lastseen: { label: "Last seen", kind: "time", of: "eventtime", sql: () => "max(eventtime)" },
  succeeded: withOutcome("Succeeded", "success"),
  denied: withOutcome("Denied", "denied"),
  failed: withOutcome("Other errors", "error"),
  actors: distinct("Actors", "actor"),
  keys: distinct("Keys", "accesskeyid"),
  addresses: distinct("Addresses", "sourceipaddress"),
  tools: distinct("Tools", "agentproduct"),
  calls: distinct("Calls", "eventname"),
  regions: distinct("Regions", "awsregion"),
  /** The bytes that S3 received and sent, for any call. Copies of an event would add up: see `needsOnce`. */
  bytesmoved: {
    label: "Bytes in and out",
    kind: "count",
    of: "bytes",
    sql: () => "cast(coalesce(sum(try_cast(bytes as bigint)), 0) as bigint)",
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type Measure = keyof typeof RULES;

export const MEASURES = Object.keys(RULES).filter(isMeasure);

/** Whether a column of an answer is a measure. */
export function isMeasure(column: string): column is Measure {
  return Object.hasOwn(RULES, column);
}

/** A measure's heading and kind, and the field that it reads. */
export function measureOf(measure: Measure): Omit<Rule, "sql"> {
  return RULES[measure];
}

/** A measure as SQL over a column with the name of its field. */
export function measureSql(measure: Measure, countOf: (condition: string) => string): string {
  return RULES[measure].sql(countOf);
}

/** Whether copies of an event have to be removed before they are added up. */
export function needsOnce(measures: readonly Measure[]): boolean {
  return measures.includes("bytesmoved");
}
