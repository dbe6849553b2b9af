/**
 * What a rule about a first use has counted an event by. The statement finds every use within the
 * overlap of hunts; the key shows which of them follow one that was reported.
 */
import type { Rule, RuleField } from "@/queries/watchlist/rule";

/** A value of the event's row; empty where there is none. */
type TextOf = (column: string) => string;

/** A role's sessions have different ARNs, and are one actor for a rule. */
const SESSION = /^(arn:aws[a-z-]*:sts::\d{12}:assumed-role\/[^/]+)\/.*$/s;

const COLUMNS: readonly RuleField[] = [
  "actor",
  "eventsource",
  "eventname",
  "sourceipaddress",
  "useragent",
];

function inRow(field: RuleField, textOf: TextOf): string {
  if (field === "actorarn") return textOf("arn").replace(SESSION, "$1");
  // What a request names is the resource, in full or with more detail, so no two uses look the same.
  if (field.startsWith("request.")) return textOf("resource");
  return COLUMNS.includes(field) ? textOf(field) : "";
}

/**
 * The values that are new together, as one text; null for a rule that is not about a first use, and
 * where the row lacks one of them: then each event is reported.
 */
export function firstUseOf({ signal }: Rule, textOf: TextOf): string | null {
  if (signal.kind !== "firstSeen" || signal.atLeast !== undefined) return null;
  const values = signal.by.map((field) => inRow(field, textOf));
  return values.includes("") ? null : JSON.stringify(values);
}
