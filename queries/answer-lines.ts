/** The SQL of each kind of answer, below its partitions and conditions: what it selects, and its order. */
import { countLines } from "./count-lines";
import { eventCount } from "./event-count";
import { facetLines } from "./facet-sql";
import type { Source } from "./layouts";
import { LEFT_BEHIND_ORDER, leftBehindLines } from "./left-behind/compile-left-behind";
import { identifier } from "./literal";
import { named, onceOf } from "./once";
import type { Answer, EventQuery } from "./query";
import { FIRSTS_ORDER, firstsLines } from "./signals/firsts";
import { PROFILE_ORDER, profileLines } from "./signals/profile";
import { type Lines, nested, selectFrom } from "./statement";
import type { TablesRead } from "./tables";
import { FINDING_EVENTS_ORDER, FINDINGS_ORDER, findingLines } from "./watchlist/compile-findings";
import {
  matchLines,
  NAMED_BY_RULES_ORDER,
  namedLines,
  RULE_MATCHES_ORDER,
} from "./watchlist/compile-matches";
import type { Rule } from "./watchlist/rule";

/** What the answers about rules need besides the rows. */
type Context = {
  /** Where the time range begins, milliseconds since the epoch; the scan may begin before. */
  readonly fromMs: number;
  readonly rules: readonly Rule[];
};

/** The order of events, also of the rows of a slice. */
export const EVENT_ORDER = "order by eventtime, eventid";

/** Times are text, `2026-01-31T23:59:59Z`. */
const DAY_OF_EVENT = "substr(eventtime, 1, 10) as eventday";

/** Cached rows are in the order of events. Removing copies would mix them. */
export function isListing({ answer }: EventQuery, { cached, mayHoldDuplicates }: Source): boolean {
  if (answer.kind !== "events" || cached === undefined) return false;
  return !mayHoldDuplicates && answer.isOncePerAct !== true;
}

type Listing = Extract<Answer, { kind: "events" }>;

function listingLines({ columns, isOncePerAct }: Listing, { source, from }: TablesRead): Lines {
  const once = onceOf(isOncePerAct === true, source.mayHoldDuplicates);
  if (once === null) return selectFrom(named(columns, source), from);
  // The order and the numbers need these, whether or not the answer shows them.
  const read = [...new Set([...columns, ...once.fields])];
  const numbered = once.numbered(read, source, from);
  return [...selectFrom(columns.map(identifier), nested(numbered)), once.keep];
}

/** All lines of an answer but its limit. */
export function answerLines(
  query: EventQuery,
  read: TablesRead,
  { fromMs, rules }: Context,
): Lines {
  const { answer, where } = query;
  const { source, from } = read;
  switch (answer.kind) {
    case "events":
      return [...listingLines(answer, read), ...(isListing(query, source) ? [] : [EVENT_ORDER])];
    case "counts":
      return countLines(answer, source, from);
    case "days": {
      const once = onceOf(answer.isOncePerAct, false);
      const total = `${once ? "count(*)" : eventCount(source)} as total`;
      const rows = once ? nested(once.numbered(once.fields, source, from)) : from;
      const kept = once ? [once.keep] : [];
      return [
        ...selectFrom([DAY_OF_EVENT, total], rows),
        ...kept,
        "group by 1",
        "order by eventday",
      ];
    }
    case "facets":
      return [...facetLines(answer, source, from), "order by facet, total desc, value"];
    case "profile":
      return [...profileLines(source, from), PROFILE_ORDER];
    case "firsts":
      return [...firstsLines(source, from, fromMs), FIRSTS_ORDER];
    case "left-behind":
      return [...leftBehindLines(where, read), LEFT_BEHIND_ORDER];
    case "rule-matches":
      return [...matchLines({ source, from, fromMs }), RULE_MATCHES_ORDER];
    case "named-by-rules":
      return [...namedLines({ source, from, fromMs }), NAMED_BY_RULES_ORDER];
    case "findings":
      return [...findingLines(answer, where, rules, { source, from, fromMs }), FINDINGS_ORDER];
    case "finding-events":
      return [
        ...findingLines(answer, where, rules, { source, from, fromMs }),
        FINDING_EVENTS_ORDER,
      ];
  }
}
