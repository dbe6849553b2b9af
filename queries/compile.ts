/**
 * Turns a query into the one SQL text that runs: Athena's dialect (Trino), partitions named,
 * window exact, every outside text a literal. The text a person reads is the text the engine gets.
 */
import { type FieldName, fieldOf } from "./fields";
import type { Source } from "./layouts";
import { identifier, likeLiteral, literal, tableName } from "./literal";
import { type PartitionBox, type PartitionPlan, type PartitionTerm, plan } from "./partitions";
import { type Answer, columnsOf, type EventQuery, type Predicate } from "./query";
import { formatTime, type Scope } from "./scope";

export type CompiledQuery = {
  readonly sql: string;
  readonly columns: readonly string[];
  readonly plan: PartitionPlan;
  /** Fields asked for that the source's table does not have: they come out as NULL. */
  readonly missingFields: readonly FieldName[];
};

/** A query that cannot be sent, with the reason and the way out. */
export type Refusal = { readonly refused: string };

function expressionOf(name: FieldName, source: Source): string {
  const { expression, newer } = fieldOf(name);
  return newer && source.layout.lacksNewerFields ? "cast(null as varchar)" : expression;
}

function predicateSql(predicate: Predicate, source: Source): string {
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

function termSql({ column, op, values }: PartitionTerm): string {
  const name = identifier(column.name);
  const write = (value: string) =>
    column.type === "integer" ? String(Number(value)) : literal(value);
  const [first = "", last = ""] = values;
  if (op === "between") return `${name} between ${write(first)} and ${write(last)}`;
  if (op === "in") return `${name} in (${values.map(write).join(", ")})`;
  return `${name} ${op} ${write(first)}`;
}

const boxSql = (box: PartitionBox): string => box.map(termSql).join(" and ");

function timesSql(times: readonly PartitionBox[]): string {
  if (times.length === 1) return times.map(boxSql).join("");
  return `(${times.map(boxSql).join("\n    or ")})`;
}

/** Accounts and regions for which the layout has no partition column are told by the event itself. */
function unfiledPlaces(scope: Scope, source: Source): readonly Predicate[] {
  const has = (means: "account" | "region") =>
    source.layout.columns.some((column) => column.means === means);
  const accountsAreTables = source.layout.tablePerAccount === true;
  return [
    ...(scope.accounts.length > 0 && !has("account") && !accountsAreTables
      ? [{ op: "in", field: "recipientaccountid", values: scope.accounts } as const]
      : []),
    ...(scope.regions.length > 0 && !has("region")
      ? [{ op: "in", field: "awsregion", values: scope.regions } as const]
      : []),
  ];
}

function whereSql(query: EventQuery, scope: Scope, source: Source, planned: PartitionPlan): string {
  // Events have whole seconds, so a window with a fraction starts and ends at the next one.
  const second = (ms: number) => literal(formatTime(Math.ceil(ms / 1000) * 1000));
  return [
    ...planned.places.map(termSql),
    timesSql(planned.times),
    `eventtime >= ${second(scope.fromMs)} and eventtime < ${second(scope.toMs)}`,
    ...[...unfiledPlaces(scope, source), ...query.where].map((predicate) =>
      predicateSql(predicate, source),
    ),
  ].join("\n  and ");
}

const named = (name: FieldName, source: Source): string => {
  const expression = expressionOf(name, source);
  return expression === name ? name : `${expression} as ${identifier(name)}`;
};

function orderSql(answer: Answer): string {
  if (answer.kind === "events") return "order by eventtime, eventid";
  return `order by ${[`${answer.as} desc`, ...answer.by.map(identifier)].join(", ")}`;
}

const indent = (text: string): string => text.replaceAll("\n", "\n  ");

function selectSql(
  query: EventQuery,
  source: Source,
  tables: readonly string[],
  where: string,
): string {
  const { answer } = query;
  const from = (columns: readonly string[]) =>
    tables
      .map((table) => `select\n  ${columns.join(",\n  ")}\nfrom ${table}\nwhere ${where}`)
      .join("\nunion all\n");
  const ordinals = (count: number) =>
    Array.from({ length: count }, (_, index) => index + 1).join(", ");

  if (answer.kind === "counts") {
    const count = source.mayHoldDuplicates ? "count(distinct eventid)" : "count(*)";
    const keys = answer.by.map((name) => named(name, source));
    const grouped = `group by ${ordinals(answer.by.length)}`;
    if (tables.length === 1) return `${from([...keys, `${count} as ${answer.as}`])}\n${grouped}`;
    const inner = from([...(source.mayHoldDuplicates ? ["eventid"] : []), ...keys]);
    return `select\n  ${[...answer.by, `${count} as ${answer.as}`].join(",\n  ")}\nfrom (\n  ${indent(inner)}\n)\n${grouped}`;
  }

  // The order needs both columns, whether or not the answer shows them.
  const order: readonly FieldName[] = ["eventtime", "eventid"];
  const inner = [...answer.columns, ...order.filter((name) => !answer.columns.includes(name))];
  if (!source.mayHoldDuplicates && tables.length === 1)
    return from(answer.columns.map((name) => named(name, source)));
  const columns = inner.map((name) => named(name, source));
  if (!source.mayHoldDuplicates)
    return `select\n  ${answer.columns.join(",\n  ")}\nfrom (\n  ${indent(from(columns))}\n)`;
  const copies = "row_number() over (partition by eventid order by eventtime) as copy";
  const body =
    tables.length === 1
      ? from([...columns, copies])
      : `select\n  *,\n  ${copies}\nfrom (\n  ${indent(from(columns))}\n)`;
  return `select\n  ${answer.columns.join(",\n  ")}\nfrom (\n  ${indent(body)}\n)\nwhere copy = 1`;
}

function fieldsIn(predicate: Predicate): readonly FieldName[] {
  if (predicate.op === "and" || predicate.op === "or") return predicate.of.flatMap(fieldsIn);
  return predicate.op === "not" ? fieldsIn(predicate.of) : [predicate.field];
}

function tablesOf(scope: Scope, source: Source): readonly string[] {
  if (!source.layout.tablePerAccount || scope.accounts.length === 0)
    return [tableName(source.table)];
  return [...new Set(scope.accounts)]
    .sort()
    .map((account) => tableName(`${source.table}_${account}`));
}

/**
 * Compiles a query. Refused, with the reason, when the source has no partitions: such a query
 * would read the whole trail.
 */
export function compile(query: EventQuery, scope: Scope, source: Source): CompiledQuery | Refusal {
  const planned = plan(scope, source);
  if (planned.times.length === 0) {
    return {
      refused: `The table ${source.table} has no partition for time, so every question would read all of it. Create a table partitioned by date.`,
    };
  }
  const where = whereSql(query, scope, source, planned);
  const limit = query.limit === null ? "" : `\nlimit ${query.limit}`;
  const used = [
    ...(query.answer.kind === "events" ? query.answer.columns : query.answer.by),
    ...query.where.flatMap(fieldsIn),
  ];
  return {
    sql: `${selectSql(query, source, tablesOf(scope, source), where)}\n${orderSql(query.answer)}${limit}`,
    columns: columnsOf(query.answer),
    plan: planned,
    missingFields: source.layout.lacksNewerFields
      ? [...new Set(used)].filter((name) => fieldOf(name).newer)
      : [],
  };
}
