/**
 * Athena's SQL in, DuckDB's out. The text is read as `trino`: the `athena` reader takes a backslash
 * in a literal for an escape and would turn one safe literal into an injection.
 */
import { Dialect, generate, parse, transpile } from "@polyglot-sql/sdk";
import { fail, type Result, succeed } from "@/lib/result";

export type Translated = {
  readonly sql: string;
  /** The conditions on partition columns alone, as DuckDB SQL, one for each table read; none without such columns. */
  readonly partitionConditions: readonly string[];
};

type Node = { readonly [key: string]: unknown };

/** Functions whose translation changes their meaning; macros of these names keep Trino's. */
const KEPT_BY_MACRO: Readonly<Record<string, readonly string[]>> = {
  json_extract_scalar: ["this", "path"],
};

/** Trino's meaning, for what DuckDB lacks or means otherwise. */
export const TRINO_MACROS: readonly string[] = [
  // A value that is no scalar, or text that is no JSON, is NULL in Trino.
  `create or replace macro trino_json_extract_scalar(j, p) as
     case when json_valid(j) and json_type(j, p) not in ('OBJECT', 'ARRAY') then json_extract_string(j, p) end`,
];

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

function keepByMacro(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keepByMacro);
  if (!isNode(value)) return value;
  for (const [name, args] of Object.entries(KEPT_BY_MACRO)) {
    const call = value[name];
    if (isNode(call) && args.every((arg) => arg in call)) {
      return {
        function: {
          name: `trino_${name}`,
          args: args.map((arg) => keepByMacro(call[arg])),
          distinct: false,
          quoted: false,
        },
      };
    }
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, keepByMacro(part)]));
}

function columnsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(columnsIn);
  if (!isNode(value)) return [];
  const { column } = value;
  const own =
    isNode(column) && isNode(column.name) && typeof column.name.name === "string"
      ? [column.name.name]
      : [];
  return [...own, ...Object.values(value).flatMap(columnsIn)];
}

function conjuncts(condition: unknown): readonly unknown[] {
  if (!isNode(condition)) return [];
  const { and } = condition;
  return isNode(and) ? [...conjuncts(and.left), ...conjuncts(and.right)] : [condition];
}

/** The selects that read a table by name, wherever they are nested. */
function tableSelects(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(tableSelects);
  if (!isNode(value)) return [];
  const { select } = value;
  const inner = Object.values(value).flatMap(tableSelects);
  const from = isNode(select) && isNode(select.from) ? select.from.expressions : [];
  const readsTable = Array.isArray(from) && from.some((entry) => isNode(entry) && "table" in entry);
  return isNode(select) && readsTable ? [select, ...inner] : inner;
}

function partitionCondition(select: Node, partitionColumns: ReadonlySet<string>): string {
  const where = isNode(select.where_clause) ? select.where_clause.this : null;
  const terms = conjuncts(where).filter((term) => {
    const columns = columnsIn(term);
    return columns.length > 0 && columns.every((column) => partitionColumns.has(column));
  });
  const [first, ...rest] = terms;
  if (first === undefined) return "";
  const both = rest.reduce(
    (left, right) => ({ and: { left, right, left_comments: [], operator_comments: [] } }),
    first,
  );
  const result = generate([both], Dialect.DuckDB);
  const [sql] = result.sql ?? [];
  if (!result.success || sql === undefined)
    throw new Error(`Cannot write a condition: ${result.error}`);
  return sql;
}

const NOT_ONE = fail(
  "engine-failed",
  "The query could not be read as one statement of Athena's SQL.",
);

/** Translates one statement. Fails with a sentence on text that is not one SELECT in Trino's grammar. */
export function translate(sql: string, partitionColumns: ReadonlySet<string>): Result<Translated> {
  const needsMacro = Object.keys(KEPT_BY_MACRO).some((name) => sql.includes(name));
  // The tree of a statement takes four times as long to get as its translation.
  if (partitionColumns.size === 0 && !needsMacro) {
    const sqls = transpile(sql, Dialect.Trino, Dialect.DuckDB).sql ?? [];
    const [only] = sqls;
    if (only === undefined || sqls.length !== 1) return NOT_ONE;
    return succeed({ sql: only, partitionConditions: [] });
  }
  const parsed = parse(sql, Dialect.Trino);
  const statements: unknown = parsed.ast;
  if (!parsed.success || !Array.isArray(statements) || statements.length !== 1) return NOT_ONE;
  const trino = needsMacro ? generate(keepByMacro(statements), Dialect.Trino).sql?.[0] : sql;
  const translated = trino === undefined ? null : transpile(trino, Dialect.Trino, Dialect.DuckDB);
  const [duckdb] = translated?.sql ?? [];
  if (duckdb === undefined)
    return fail("engine-failed", "The query could not be translated for the local engine.");
  return succeed({
    sql: duckdb,
    partitionConditions: tableSelects(statements).map((select) =>
      partitionCondition(select, partitionColumns),
    ),
  });
}
