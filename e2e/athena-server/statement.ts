/** A statement's text: whether it is SQL at all, which tables it reads, how its columns are named. */
import { Dialect, parse } from "@polyglot-sql/sdk";
import { invalidRequest, type WireError } from "./wire-error";

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One read of a table: its name, and the name that the select's conditions may call it by. */
export type TableRead = { readonly table: string; readonly alias: string };

export type Statement = {
  /** Whether it is a query; nothing else runs here. */
  readonly isQuery: boolean;
  /** What the selects read, in the order of translate()'s conditions. */
  readonly reads: readonly TableRead[];
  /** Tables that are joined to another one. */
  readonly joined: readonly TableRead[];
  readonly commonTables: ReadonlySet<string>;
  /** Names of the answer's columns where Athena's differ from DuckDB's, by place. */
  readonly unnamed: readonly boolean[];
  readonly hasLimit: boolean;
  readonly hasOrder: boolean;
};

const QUERIES = ["select", "union", "intersect", "except", "values", "subquery", "paren"];

const nameIn = (value: unknown): string =>
  isNode(value) && typeof value.name === "string" ? value.name.toLowerCase() : "";

function readOf(entry: unknown): readonly TableRead[] {
  if (!isNode(entry) || !isNode(entry.table)) return [];
  const table = nameIn(entry.table.name);
  return [{ table, alias: nameIn(entry.table.alias) || table }];
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const part of value) walk(part, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const part of Object.values(value)) walk(part, visit);
}

const line = (sql: string, offset: number): string => {
  const before = sql.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
};

/** The position of a name in the statement, as Trino counts it. */
export function positionOf(sql: string, name: string): string {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(`(?<![\\w.])"?${escaped}\\b`, "i").exec(sql) ?? { index: 0 };
  return line(sql, found.index);
}

/** Reads a statement. Returns the refusal where it is not one statement of Trino's SQL. */
export function readStatement(sql: string): Statement | WireError {
  const parsed = parse(sql, Dialect.Trino);
  const statements: unknown = parsed.ast;
  if (!parsed.success || !Array.isArray(statements)) {
    const offset = parsed.errorStart ?? 0;
    const near = /^\S+/.exec(sql.slice(offset))?.[0] ?? "<EOF>";
    const message = `line ${line(sql, offset)}: mismatched input '${near}'. Expecting: <expression>`;
    return invalidRequest(message, "MALFORMED_QUERY");
  }
  if (statements.length !== 1) {
    return invalidRequest("Only one sql statement is allowed.", "MALFORMED_QUERY");
  }
  const [root]: readonly unknown[] = statements;
  const [kind = ""] = isNode(root) ? Object.keys(root) : [];
  const top = isNode(root) ? root[kind] : null;
  const reads: TableRead[] = [];
  const joined: TableRead[] = [];
  const commonTables = new Set<string>();
  walk(statements, ({ select, ctes }) => {
    if (Array.isArray(ctes)) {
      for (const each of ctes) if (isNode(each)) commonTables.add(nameIn(each.alias));
    }
    if (!isNode(select)) return;
    const from = isNode(select.from) ? select.from.expressions : [];
    const read = Array.isArray(from) ? from.flatMap(readOf) : [];
    // As many as translate() has conditions: one for each select that reads a table.
    reads.push(...read.slice(0, 1));
    joined.push(...read.slice(1));
    const joins = Array.isArray(select.joins) ? select.joins : [];
    joined.push(...joins.flatMap((join) => (isNode(join) ? readOf(join.this) : [])));
  });
  const expressions = isNode(top) && Array.isArray(top.expressions) ? top.expressions : [];
  return {
    isQuery: QUERIES.includes(kind),
    reads,
    joined,
    commonTables,
    unnamed: expressions.map(
      (each) => isNode(each) && !["alias", "column", "star", "dot"].some((named) => named in each),
    ),
    hasLimit: isNode(top) && isNode(top.limit),
    hasOrder: isNode(top) && isNode(top.order_by),
  };
}
