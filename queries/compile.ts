/**
 * Turns a query into the one SQL text that runs, in the common subset of Athena's (Trino's) and
 * DuckDB's SQL: partitions named, window exact, every outside text a literal. The text a person
 * reads is the text the engine gets.
 */
import { answerLines, isListing } from "./answer-lines";
import { type FieldName, fieldOf } from "./fields";
import type { Source } from "./layouts";
import { MAY_MAKE_OR_REMOVE } from "./left-behind/things";
import { withNamedPlaces } from "./named-places";
import { plan } from "./partitions";
import { columnsOf, type EventQuery, fieldsOf, isOfFindings, type QueryAnswer } from "./query";
import type { Scope } from "./scope";
import { noTime, type PlannedStatement, type Refusal, toStatement } from "./statement";
import { readTables } from "./tables";
import { fieldsOfRules, historyFrom } from "./watchlist/compile-findings";
import { isAboutFirsts, type Rule } from "./watchlist/rule";
import { RULES } from "./watchlist/rules";

export type CompiledQuery = PlannedStatement & {
  readonly columns: readonly string[];
  /** Fields of the query that the source's table does not have: they come out as NULL. */
  readonly missingFields: readonly FieldName[];
  /** It only chooses rows and columns of cached rows, in their order. */
  readonly isListing: boolean;
};

/** The rules that an answer is about: those of the watchlist, or the one that it names. */
export function rulesOf(answer: QueryAnswer): readonly Rule[] {
  return answer.kind === "finding-events" && answer.rule !== undefined
    ? RULES.filter(({ id }) => id === answer.rule)
    : RULES;
}

/** Where a query starts to read. What is new is compared with the whole days before. */
export function scannedFrom(answer: QueryAnswer, fromMs: number): number {
  const isAboutNew =
    answer.kind === "firsts" || (isOfFindings(answer) && rulesOf(answer).some(isAboutFirsts));
  return isAboutNew ? historyFrom(fromMs) : fromMs;
}

/**
 * Compiles a query. Refused, with the reason, when the source has no partitions: such a query
 * would read the whole trail; when it needs a name that the scope leaves open; and when Athena
 * would not accept the text.
 */
export function compile(query: EventQuery, chosen: Scope, source: Source): CompiledQuery | Refusal {
  const scope = withNamedPlaces(chosen, source);
  if ("refused" in scope) return scope;
  const { answer } = query;
  const rules = isOfFindings(answer) ? rulesOf(answer) : null;
  if (rules?.length === 0) return { refused: "The watchlist has no rule of this name." };
  const scanned = { ...scope, fromMs: scannedFrom(answer, scope.fromMs) };
  const planned = plan(scanned, source);
  if (planned.times.length === 0 && !source.layout.isSlice) {
    return { refused: noTime(source.table) };
  }
  const fields = [...new Set([...fieldsOf(query), ...fieldsOfRules(rules ?? [])])];
  // A thing's removal may be anyone's call, so the query's own conditions are on what was made.
  const made = answer.kind === "left-behind" ? MAY_MAKE_OR_REMOVE : query.where;
  // A finding needs the events around it: the query's own conditions are on what it shows.
  const where = rules === null ? made : [];
  const read = readTables({ where, fields }, scanned, source, planned);
  const lines = [
    ...answerLines(query, read, { fromMs: scope.fromMs, rules: rules ?? [] }),
    ...(query.limit === null ? [] : [`limit ${query.limit}`]),
  ];
  const statement = toStatement(lines, { plan: planned, paths: read.paths }, read);
  if ("refused" in statement) return statement;
  return {
    ...statement,
    columns: columnsOf(answer),
    missingFields: source.layout.lacksNewerFields
      ? fields.filter((name) => fieldOf(name).newer)
      : [],
    isListing: isListing(query, source),
  };
}
