/** Which of the watchlist's rules the entity's events match, in a sentence. */
import { RULE_MATCHES } from "../playbooks/rule-matches";
import { deniedLast, isAllDenied } from "./all-denied";
import { counted, countText, listed, type RowsLink, type Sentence } from "./phrases";

/** A rule of high or medium severity, and how many events match it by themselves. */
export type RuleMatch = {
  readonly title: string;
  readonly total: number;
  /** Those of them that were denied. */
  readonly denied: number;
};

/** Rules that a sentence names; the others are counted. */
const MOST_NAMED = 3;

/** `312 events, 275 denied`, `2 events, all denied`. */
function eventsText(match: RuleMatch): string {
  const { total, denied } = match;
  const events = counted(total, "event");
  if (denied === 0) return events;
  if (isAllDenied(match)) return `${events}, ${total === 1 ? "denied" : "all denied"}`;
  return `${events}, ${countText(denied)} denied`;
}

/**
 * `On the watchlist: “A user was created” (1 event) and 2 more rules.`
 * What was only tried comes last.
 * @param matches the most severe first
 */
export function matchSentence(matches: readonly RuleMatch[]): Sentence {
  if (matches.length === 0) return [];
  const link: RowsLink = { stepId: RULE_MATCHES, filters: [] };
  const named = deniedLast(matches, (match) => match)
    .slice(0, MOST_NAMED)
    .map(
      (match): Sentence => [
        { text: `“${match.title}”`, link },
        { text: ` (${eventsText(match)})` },
      ],
    );
  const others = matches.length - named.length;
  const rest = others === 0 ? [] : [[{ text: counted(others, "more rule"), link }]];
  return [{ text: "On the watchlist: " }, ...listed([...named, ...rest]), { text: "." }];
}
