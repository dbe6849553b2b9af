/**
 * The values that a time range has and the days before it do not: actors, addresses, networks and
 * regions, in one scan of both by GROUPING SETS.
 */
import { expressionOf } from "../conditions";
import type { Source } from "../layouts";
import { identifier, literal } from "../literal";
import type { EventQuery, Predicate } from "../query";
import { formatTime } from "../scope";
import { type Lines, nested, selectFrom } from "../statement";
import { MADE } from "./features";

/** The most rows of an answer. */
export const MOST_FIRSTS = 20_000;

/** Addresses come last: an answer may not hold all of them. */
const FEATURES = ["region", "actor", "network", "address"] as const;

/** A row of this feature has the time of the first event of all. */
const HISTORY = "history";

export const FIRSTS_ORDER = `order by case feature ${[HISTORY, ...FEATURES].map((each, index) => `when ${literal(each)} then ${index}`).join(" ")} end, firstseen, ${identifier("value")}`;

/** The first values among the events that satisfy the predicates; one row more shows that there are others. */
export function firstsQuery(where: readonly Predicate[]): EventQuery {
  return { where, answer: { kind: "firsts" }, limit: MOST_FIRSTS + 1 };
}

/** Marks the rows of one feature: the others have null there. */
const mark = (feature: string): string => `is${feature}`;

function madeSql(feature: (typeof FEATURES)[number], source: Source): string {
  if (feature === "actor") return expressionOf("actor", source);
  const made = MADE[feature];
  return "sql" in made ? made.sql : expressionOf(made.field, source);
}

/** An expression for the feature that a row is about. */
const ofFeature = (features: Lines, write: (feature: string) => string): string =>
  `case ${features.map((each) => `when ${mark(each)} = 1 then ${write(each)}`).join(" ")} end`;

/**
 * The statement, without its order, over rows of the range and of the days before it. Copies of an
 * event have one time, so they need no removal.
 * @param fromMs the start of the range
 */
export function firstsLines(source: Source, from: Lines, fromMs: number): Lines {
  const events = [
    "eventtime",
    ...FEATURES.map((each) => `${madeSql(each, source)} as ${identifier(each)}`),
    ...[HISTORY, ...FEATURES].map((each) => `1 as ${mark(each)}`),
  ];
  const columns = [mark(HISTORY), ...FEATURES.flatMap((each) => [mark(each), identifier(each)])];
  const sets = [
    `(${mark(HISTORY)})`,
    ...FEATURES.map((each) => `(${mark(each)}, ${identifier(each)})`),
  ];
  const firsts = [
    ...selectFrom([...columns, "min(eventtime) as firstseen"], nested(selectFrom(events, from))),
    `group by grouping sets (${sets.join(", ")})`,
    `having min(eventtime) >= ${literal(formatTime(fromMs))} or ${mark(HISTORY)} = 1`,
  ];
  return selectFrom(
    [
      `${ofFeature([HISTORY, ...FEATURES], literal)} as feature`,
      `${ofFeature(FEATURES, identifier)} as ${identifier("value")}`,
      "firstseen",
    ],
    nested(firsts),
  );
}
