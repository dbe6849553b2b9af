/** Conditions as SQL: predicates over the dictionary and terms on partition columns. */
import { type FieldName, fieldOf } from "./fields";
import type { Source } from "./layouts";
import { identifier, likeLiteral, literal } from "./literal";
import { networkPattern } from "./networks";
import type { PartitionBox, PartitionTerm } from "./partitions";
import type { PathRange } from "./path-ranges";
import type { Predicate } from "./query";

/** A field as the source's table has it: a typed NULL where it lacks the column. */
export function expressionOf(name: FieldName, source: Source): string {
  const { expression, newer, older } = fieldOf(name);
  if (source.layout.isSlice || source.computed?.has(name)) return identifier(name);
  if (!source.layout.lacksNewerFields) return expression;
  return newer ? "cast(null as varchar)" : (older ?? expression);
}

/** A field as a column of its name. */
export function namedSql(name: FieldName, source: Source): string {
  const expression = expressionOf(name, source);
  return expression === name ? name : `${expression} as ${identifier(name)}`;
}

/** A text as `json_format` writes it: characters above U+FFFF as two `\\uXXXX` escapes. */
const astralEscaped = (text: string): string =>
  text.replace(/[\u{10000}-\u{10FFFF}]/gu, (character) =>
    [0, 1].map((at) => `\\u${character.charCodeAt(at).toString(16).toUpperCase()}`).join(""),
  );

/** A predicate as one condition. A literal in it may hold line breaks: it is never indented. */
export function predicateSql(predicate: Predicate, source: Source): string {
  const nested = (of: readonly Predicate[], word: "and" | "or") =>
    `(${of.map((part) => predicateSql(part, source)).join(` ${word} `)})`;
  if (predicate.op === "and" || predicate.op === "or") {
    if (predicate.of.length === 0) throw new Error(`An empty "${predicate.op}" has no meaning.`);
    return nested(predicate.of, predicate.op);
  }
  if (predicate.op === "not") return `not (${predicateSql(predicate.of, source)})`;
  const left = expressionOf(predicate.field, source);
  const { escapesAstral, neverNull } = fieldOf(predicate.field);
  const stored = (value: string) => (escapesAstral ? astralEscaped(value) : value);
  switch (predicate.op) {
    case "is":
      return `${left} = ${literal(stored(predicate.value))}`;
    case "isNot":
      if (neverNull) return `${left} <> ${literal(stored(predicate.value))}`;
      return `(${left} <> ${literal(stored(predicate.value))} or ${left} is null)`;
    case "in":
      return `${left} in (${predicate.values.map((value) => literal(stored(value))).join(", ")})`;
    case "startsWith":
      return `${left} like ${likeLiteral(stored(predicate.value), "start")}`;
    case "endsWith":
      return `${left} like ${likeLiteral(stored(predicate.value), "end")}`;
    case "contains":
      return `${left} like ${likeLiteral(stored(predicate.value), "anywhere")}`;
    case "within":
      return `regexp_like(${left}, ${literal(`(?i)${networkPattern(predicate.network)}`)})`;
    case "isNull":
      return `${left} is null`;
    case "isNotNull":
      return `${left} is not null`;
  }
}

/** A test on a partition column, in the column's own type. */
export function termSql({ column, op, values }: PartitionTerm): string {
  const name = identifier(column.name);
  const write = (value: string) =>
    column.type === "integer" ? String(Number(value)) : literal(value);
  const [first = "", last = ""] = values;
  if (op === "between") return `${name} between ${write(first)} and ${write(last)}`;
  if (op === "in") return `${name} in (${values.map(write).join(", ")})`;
  return `${name} ${op} ${write(first)}`;
}

const boxSql = (box: PartitionBox): string => box.map(termSql).join(" and ");

/** Conditions of which one must hold, as lines: alone, or a disjunction in parentheses. */
function anyOfLines(conditions: readonly string[]): readonly string[] {
  if (conditions.length === 1) return conditions;
  return conditions.map((condition, index) => {
    const opening = index === 0 ? `(${condition}` : `  or ${condition}`;
    return index === conditions.length - 1 ? `${opening})` : opening;
  });
}

/** The planned times as lines. */
export function timesSql(times: readonly PartitionBox[]): readonly string[] {
  return anyOfLines(times.map(boxSql));
}

/** A test on the path of the row's log file, which is a hidden column, as lines. */
export function pathsSql(ranges: readonly PathRange[]): readonly string[] {
  const path = identifier("$path");
  return anyOfLines(
    ranges.map(({ from, to }) =>
      [
        ...(from === null ? [] : [`${path} >= ${literal(from)}`]),
        ...(to === null ? [] : [`${path} < ${literal(to)}`]),
      ].join(" and "),
    ),
  );
}
