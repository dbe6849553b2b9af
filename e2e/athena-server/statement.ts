/** A statement's text: whether it is SQL at all, which tables it reads, how its columns are named. */
import { Dialect, parse } from "@polyglot-sql/sdk";
import { isQuery, syntaxError } from "./grammar";
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
  /** By place in the answer: true for a column without a name, which Athena calls `_col0` and so on. */
  readonly unnamed: readonly boolean[];
  readonly hasLimit: boolean;
  readonly hasOrder: boolean;
};

const NOT_A_QUERY: Statement = {
  isQuery: false,
  reads: [],
  joined: [],
  commonTables: new Set(),
  unnamed: [],
  hasLimit: false,
  hasOrder: false,
};
const NAMED = ["alias", "column", "star", "dot"];

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

/** Where a name stands in the statement, as Trino counts: lines and columns from 1. */
export function positionOf(sql: string, name: string): string {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(`(?<![\\w])"?${escaped}\\b`, "i").exec(sql) ?? { index: 0 };
  const before = sql.slice(0, found.index).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/** Where the answer's columns and its order are: at the top, or in a union's first select. */
function outermost(root: unknown): { readonly top: Node; readonly first: Node } | null {
  if (!isNode(root)) return null;
  const [top] = Object.values(root);
  if (!isNode(top)) return null;
  return { top, first: "expressions" in top ? top : (outermost(top.left)?.first ?? top) };
}

const MAX_KNOWN = 200;
const known = new Map<string, Statement | WireError>();

/** Reads a statement. Returns the refusal where it is not one statement of Trino's SQL. */
export function readStatement(sql: string): Statement | WireError {
  // Parsing costs most of a start, and tests send the same texts again and again.
  const found = known.get(sql) ?? parseStatement(sql);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(sql, found);
  return found;
}

function parseStatement(sql: string): Statement | WireError {
  const refused = syntaxError(sql);
  if (refused) return refused;
  if (!isQuery(sql)) return NOT_A_QUERY;
  const parsed = parse(sql, Dialect.Trino);
  const statements: unknown = parsed.ast;
  if (!parsed.success || !Array.isArray(statements)) {
    return invalidRequest(`line 1:1: ${parsed.error}`, "MALFORMED_QUERY");
  }
  if (statements.length !== 1) {
    const message = `Only one sql statement is allowed. Got: ${sql}`;
    return invalidRequest(message, "MALFORMED_QUERY");
  }
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
  const outer = outermost(statements[0]);
  const expressions = Array.isArray(outer?.first.expressions) ? outer.first.expressions : [];
  return {
    isQuery: true,
    reads,
    joined,
    commonTables,
    unnamed: expressions.map((each) => isNode(each) && !NAMED.some((named) => named in each)),
    hasLimit: isNode(outer?.top.limit),
    hasOrder: isNode(outer?.top.order_by),
  };
}
