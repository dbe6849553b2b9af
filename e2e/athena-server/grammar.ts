/** Trino's own grammar, for the refusals that StartQueryExecution makes before anything runs. */
import { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";
import { invalidRequest, type WireError } from "./wire-error";

const parser = new TrinoSQL();

/** Statements of Hive's grammar or for the catalogue, which are no queries. */
const NO_QUERY = /^\s*(alter|create|describe|desc|drop|insert|msck|show|unload)\b/i;

/** Whether a statement is one that reads only. */
export const isQuery = (sql: string): boolean => !NO_QUERY.test(sql);

/** The refusal of a text that is not SQL, with the place where it stops to be. */
export function syntaxError(sql: string): WireError | null {
  if (!isQuery(sql)) return null;
  const [error] = parser.validate(sql);
  if (!error) return null;
  const [found] = /(?<=^').*(?=' is not valid)/s.exec(error.message) ?? ["<EOF>"];
  const place = `line ${error.startLine}:${error.startColumn}`;
  return invalidRequest(
    `${place}: mismatched input '${found}'. Expecting: <expression>`,
    "MALFORMED_QUERY",
  );
}
