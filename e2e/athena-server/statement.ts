/** A statement's text: whether it is SQL at all, which tables it reads, how its columns are named. */
import { ParserRuleContext } from "antlr4ng";
import {
  AliasedRelationContext,
  AndContext,
  ColumnReferenceContext,
  DereferenceContext,
  NamedQueryContext,
  QueryNoWithContext,
  QuerySpecificationContext,
  type SelectItemContext,
  SingleStatementContext,
  SubqueryRelationContext,
  TableNameContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import { withColumns } from "@/queries/short-sql.fixture";
import { isQuery, parseQuery } from "./grammar";
import { invalidRequest, WireError } from "./wire-error";

/** One of the conditions that a `where` joins by `and`. */
export type Conjunct = { readonly sql: string; readonly columns: readonly string[] };

/** One read of a table: its name, the name that conditions may call it by, and those conditions. */
export type TableRead = {
  readonly table: string;
  readonly alias: string;
  readonly conjuncts: readonly Conjunct[];
};

export type Statement = {
  /** Whether it is a query; nothing else runs here. */
  readonly isQuery: boolean;
  /** What the selects read. A table that is joined to another one has no conditions here. */
  readonly reads: readonly TableRead[];
  readonly commonTables: ReadonlySet<string>;
  /** By place in the result: true for a column without a name, which Athena calls `_col0` and so on. */
  readonly unnamed: readonly boolean[];
  readonly hasLimit: boolean;
  readonly hasOrder: boolean;
};

const NOT_A_QUERY: Statement = {
  isQuery: false,
  reads: [],
  commonTables: new Set(),
  unnamed: [],
  hasLimit: false,
  hasOrder: false,
};

/** The position of a name in the statement, as Trino counts: lines and columns from 1. */
export function positionOf(sql: string, name: string): string {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(`(?<![\\w])"?${escaped}\\b`, "i").exec(sql) ?? { index: 0 };
  const before = sql.slice(0, found.index).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

type NodeClass<T extends ParserRuleContext> = new (...args: never[]) => T;

/** The nodes of a class below a node, in the order of the text; not below those for which `enters` is false. */
function nodesOf<T extends ParserRuleContext>(
  node: ParserRuleContext,
  of: NodeClass<T>,
  enters: (child: ParserRuleContext) => boolean = () => true,
): readonly T[] {
  return (node.children ?? []).flatMap((child) => {
    if (!(child instanceof ParserRuleContext) || !enters(child)) return [];
    return [...(child instanceof of ? [child] : []), ...nodesOf(child, of, enters)];
  });
}

const nameIn = (text: string): string => text.replaceAll('"', "").toLowerCase();
const lastName = (text: string): string => nameIn(text).split(".").at(-1) ?? "";

/** The column that a reference names, which may begin with its table's alias. */
function columnIn(text: string, alias: string): string {
  const [first = "", second = first] = nameIn(text).split(".");
  return first === alias ? second : first;
}

/** The text of a node. The grammar counts by code points. */
const textOf = ({ start, stop }: ParserRuleContext, codePoints: readonly string[]): string =>
  start && stop ? codePoints.slice(start.start, stop.stop + 1).join("") : "";

const conjunctsOf = (condition: ParserRuleContext): readonly ParserRuleContext[] =>
  condition instanceof AndContext
    ? condition.booleanExpression().flatMap(conjunctsOf)
    : [condition];

function readsOf(
  select: QuerySpecificationContext,
  codePoints: readonly string[],
): readonly TableRead[] {
  const isOutside = (child: ParserRuleContext) => !(child instanceof SubqueryRelationContext);
  const named = select
    .relation()
    .flatMap((relation) => nodesOf(relation, AliasedRelationContext, isOutside))
    .flatMap((relation) => {
      const primary = relation.relationPrimary();
      if (!(primary instanceof TableNameContext)) return [];
      const table = lastName(primary.getText());
      return [{ table, alias: nameIn(relation.identifier()?.getText() ?? table) }];
    });
  const where = select.whereClause()?.booleanExpression();
  return named.map(({ table, alias }, index) => ({
    table,
    alias,
    conjuncts:
      index > 0 || !where
        ? []
        : conjunctsOf(where).map((part) => ({
            sql: textOf(part, codePoints),
            columns: nodesOf(part, ColumnReferenceContext).map((column) =>
              columnIn(column.getText(), alias),
            ),
          })),
  }));
}

/** Whether Athena has to name a column of the result itself. */
function isUnnamed(item: SelectItemContext): boolean {
  if (item.identifier() || item.selectLiteralColumnName()) return false;
  const expression = item.selectExpressionColumnName()?.expression();
  if (!expression) return false;
  const [path] = nodesOf(expression, DereferenceContext);
  return path?.getText() !== expression.getText();
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

function parseStatement(whole: string): Statement | WireError {
  if (!isQuery(whole)) return NOT_A_QUERY;
  // Another test parses the app's long fields.
  const sql = withColumns(whole);
  const tree = parseQuery(sql);
  if (tree instanceof WireError) return tree;
  if (nodesOf(tree, SingleStatementContext).length !== 1) {
    const message = `Only one sql statement is allowed. Got: ${whole}`;
    return invalidRequest(message, "MALFORMED_QUERY");
  }
  const codePoints = [...sql];
  const selects = nodesOf(tree, QuerySpecificationContext);
  const isOutside = (child: ParserRuleContext) => !(child instanceof NamedQueryContext);
  const [top] = nodesOf(tree, QueryNoWithContext, isOutside);
  const [first] = nodesOf(tree, QuerySpecificationContext, isOutside);
  return {
    isQuery: true,
    reads: selects.flatMap((select) => readsOf(select, codePoints)),
    commonTables: new Set(
      nodesOf(tree, NamedQueryContext).map((query) => nameIn(query.identifier().getText())),
    ),
    unnamed: first?.selectList().selectItem().map(isUnnamed) ?? [],
    hasLimit: Boolean(top?.KW_LIMIT()),
    hasOrder: Boolean(top?.KW_ORDER()),
  };
}
