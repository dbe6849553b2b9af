/** Finds what a statement uses outside of the common subset, by Trino's own grammar. */
import { ParserRuleContext, TerminalNode } from "antlr4ng";
import {
  FunctionCallContext,
  IdentifierContext,
  TrinoSqlParser,
  TypeContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";
import { SUBSET } from "./subset";

const parser = new TrinoSQL();

type Construct = { readonly kind: keyof typeof SUBSET; readonly name: string };

const OPERATOR = /^[^\w\s"'(),.;*]+$/;

function constructsIn(node: ParserRuleContext): readonly Construct[] {
  // A name is anything, also a keyword that Trino does not reserve.
  if (node instanceof IdentifierContext) return [];
  if (node instanceof TypeContext) return [{ kind: "types", name: node.getText() }];
  const own: readonly Construct[] =
    node instanceof FunctionCallContext
      ? [{ kind: "functions", name: node.functionName().getText() }]
      : [];
  const below = (node.children ?? []).flatMap((child): readonly Construct[] => {
    if (child instanceof ParserRuleContext) return constructsIn(child);
    if (!(child instanceof TerminalNode)) return [];
    const name = child.getText();
    if (OPERATOR.test(name)) return [{ kind: "operators", name }];
    const symbol = TrinoSqlParser.symbolicNames[child.symbol.type] ?? "";
    return symbol.startsWith("KW_") ? [{ kind: "keywords", name }] : [];
  });
  // The name of a function may be a keyword.
  return [...own, ...(node instanceof FunctionCallContext ? below.filter(isNot(own)) : below)];
}

const isNot =
  (own: readonly Construct[]) =>
  ({ name }: Construct): boolean =>
    own.every((each) => each.name !== name);

/** What in a text is outside the subset, such as `functions: approx_distinct`; empty if nothing is. */
export function outsideSubset(sql: string): readonly string[] {
  const errors: string[] = [];
  const tree = parser.parse(sql, ({ message }) => errors.push(`syntax: ${message}`));
  if (errors.length > 0) return errors;
  const outside = constructsIn(tree)
    .map(({ kind, name }) => ({ kind, name: name.toLowerCase() }))
    .filter(({ kind, name }) => !(SUBSET[kind] as readonly string[]).includes(name))
    .map(({ kind, name }) => `${kind}: ${name}`);
  return [...new Set(outside)];
}
