/**
 * The profile of an entity: how often its events have each value of each feature, counted in one
 * scan by GROUPING SETS. The same lines run over a source and over the rows of a slice.
 */
import { expressionOf } from "../conditions";
import { eventCount, eventCountOf } from "../event-count";
import type { Source } from "../layouts";
import { identifier, literal } from "../literal";
import type { EventQuery, Predicate } from "../query";
import { type Lines, nested, selectFrom } from "../statement";
import { FEATURES_IN_ORDER, MADE } from "./features";
import type { Feature } from "./profile-types";

/** The most rows of a profile. */
export const MOST_PROFILE_ROWS = 20_000;

/** The profile of the events that satisfy the predicates; one row more shows that it is not whole. */
export function profileQuery(where: readonly Predicate[]): EventQuery {
  return { where, answer: { kind: "profile" }, limit: MOST_PROFILE_ROWS + 1 };
}

/** Marks the rows of one feature: the others have null there. */
const mark = (feature: Feature): string => `is${feature}`;

function madeSql(feature: Feature, source: Source): string {
  const made = MADE[feature];
  return "sql" in made ? made.sql : expressionOf(made.field, source);
}

/** The expression for the feature that a row is about. */
const ofFeature = (write: (feature: Feature) => string): string =>
  `case ${FEATURES_IN_ORDER.map((each) => `when ${mark(each)} = 1 then ${write(each)}`).join(" ")} end`;

/** Feature by feature, the most frequent values first. */
export const PROFILE_ORDER = `order by ${[...FEATURES_IN_ORDER.map(mark), "total desc", identifier("value")].join(", ")}`;

/** The statement, without its order, over rows that `from` selects. */
export function profileLines(source: Source, from: Lines): Lines {
  const events = [
    "eventid",
    "eventtime",
    `${expressionOf("outcome", source)} as outcome`,
    ...FEATURES_IN_ORDER.map((each) => `${madeSql(each, source)} as ${identifier(each)}`),
    ...FEATURES_IN_ORDER.map((each) => `1 as ${mark(each)}`),
  ];
  const counted = [
    ...FEATURES_IN_ORDER.flatMap((each) => [mark(each), identifier(each)]),
    `${eventCount(source)} as total`,
    `${eventCountOf(source, "outcome = 'success'")} as succeeded`,
    `${eventCountOf(source, "outcome = 'denied'")} as denied`,
    "min(eventtime) as firstseen",
    "max(eventtime) as lastseen",
  ];
  const sets = FEATURES_IN_ORDER.map((each) => `(${mark(each)}, ${identifier(each)})`);
  return selectFrom(
    [
      `${ofFeature(literal)} as feature`,
      `${ofFeature(identifier)} as ${identifier("value")}`,
      "total",
      "succeeded",
      "denied",
      "firstseen",
      "lastseen",
    ],
    nested([
      ...selectFrom(counted, nested(selectFrom(events, from))),
      `group by grouping sets (${sets.join(", ")})`,
    ]),
  );
}
