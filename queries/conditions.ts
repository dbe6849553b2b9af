/** Conditions as SQL: predicates over the dictionary and terms on partition columns. */
import { type FieldName, fieldOf } from "./fields";
import type { Source } from "./layouts";
import { identifier, likeLiteral, literal } from "./literal";
import type { PartitionBox, PartitionTerm } from "./partitions";
import type { Predicate } from "./query";

/** A field as the source's table has it: a typed NULL where it lacks the column. */
export function expressionOf(name: FieldName, source: Source): string {
  const { expression, newer } = fieldOf(name);
  if (source.layout.isSlice) return identifier(name);
  return newer && source.layout.lacksNewerFields ? "cast(null as varchar)" : expression;
}

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
  switch (predicate.op) {
    case "is":
      return `${left} = ${literal(predicate.value)}`;
    case "isNot":
      return `(${left} <> ${literal(predicate.value)} or ${left} is null)`;
    case "in":
      return `${left} in (${predicate.values.map(literal).join(", ")})`;
    case "startsWith":
      return `${left} like ${likeLiteral(predicate.value, "start")}`;
    case "endsWith":
      return `${left} like ${likeLiteral(predicate.value, "end")}`;
    case "contains":
      return `${left} like ${likeLiteral(predicate.value, "anywhere")}`;
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

/** The planned times as lines: one box, or a disjunction in parentheses. */
export function timesSql(times: readonly PartitionBox[]): readonly string[] {
  const boxes = times.map(boxSql);
  if (boxes.length === 1) return boxes;
  return boxes.map((box, index) => {
    const opening = index === 0 ? `(${box}` : `  or ${box}`;
    return index === boxes.length - 1 ? `${opening})` : opening;
  });
}
