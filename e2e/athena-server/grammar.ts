/** Trino's own grammar: the tree of a statement, or the refusal that StartQueryExecution makes before anything runs. */
import type { ParserRuleContext } from "antlr4ng";
import { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";
import { invalidRequest, type WireError } from "./wire-error";

const parser = new TrinoSQL();

/** Statements of Hive's grammar or for the catalogue, which are not queries. */
const NO_QUERY = /^\s*(alter|create|describe|desc|drop|insert|msck|show|unload)\b/i;

/** Whether a statement is one that reads only. */
export function isQuery(sql: string): boolean {
  return !NO_QUERY.test(sql);
}

type SyntaxError = {
  readonly startLine: number;
  readonly startColumn: number;
  readonly message: string;
};

/** The refusal of a text that is not SQL, with the place where it stops being SQL. */
function syntaxError({ startLine, startColumn, message }: SyntaxError): WireError {
  const [found] = /(?<=^').*(?=' is not valid)/s.exec(message) ?? ["<EOF>"];
  return invalidRequest(
    `line ${startLine}:${startColumn}: mismatched input '${found}'. Expecting: <expression>`,
    "MALFORMED_QUERY",
  );
}

/** Parses a query. */
export function parseQuery(sql: string): ParserRuleContext | WireError {
  const errors: SyntaxError[] = [];
  const tree = parser.parse(sql, (error) => errors.push(error));
  const [first] = errors;
  return first ? syntaxError(first) : tree;
}
