/** What DuckDB says of a statement, in Trino's words and with Athena's numbers. */
import { CATALOG } from "./catalogue";
import { positionOf } from "./statement";
import type { AthenaError } from "./types";

/** The end of a query that failed. */
export type Failure = { readonly reason: string; readonly error: AthenaError };

/** A failure of a category: 1 the system's, 2 the user's, 3 other. */
export function failure(
  reason: string,
  errorType: number,
  category: 1 | 2 | 3 = 2,
  retryable = false,
): Failure {
  const error = {
    ErrorCategory: category,
    ErrorType: errorType,
    Retryable: retryable,
    ErrorMessage: reason,
  };
  return { reason, error };
}

type Place = { readonly sql: string; readonly database: string };
type Rule = {
  readonly pattern: RegExp;
  readonly errorType: number;
  readonly reason: (found: readonly string[], place: Place) => string;
};

const at = (sql: string, name: string): string => `line ${positionOf(sql, name)}`;

/** A table's full name; DuckDB does not always name the schema. */
function qualified(name: string, { sql, database }: Place): string {
  const bare = name.split(".").at(-1) ?? name;
  const named = new RegExp(`"?(\\w+)"?\\s*\\.\\s*"?${bare}\\b`, "i").exec(sql)?.[1];
  return [CATALOG, named ?? database, bare].join(".").toLowerCase();
}

const unresolved = ([, name = ""]: readonly string[], { sql }: Place): string =>
  `COLUMN_NOT_FOUND: ${at(sql, name)}: Column '${name.toLowerCase()}' cannot be resolved or requester is not authorized to access requested resources`;

const RULES: readonly Rule[] = [
  {
    pattern: /because schema "?([^"]+?)"? does not exist/,
    errorType: 1301,
    reason: ([, name = ""], { sql }) =>
      `SCHEMA_NOT_FOUND: ${at(sql, name)}: Schema '${name}' does not exist`,
  },
  {
    pattern: /Table with name "?([^"\s]+?)"? does not exist/,
    errorType: 1301,
    reason: ([, name = ""], place) =>
      `TABLE_NOT_FOUND: ${at(place.sql, name)}: Table '${qualified(name, place)}' does not exist`,
  },
  { pattern: /Referenced column "([^"]+)" not found/, errorType: 1006, reason: unresolved },
  { pattern: /does not have a column named "([^"]+)"/, errorType: 1006, reason: unresolved },
  { pattern: /Could not find key "([^"]+)" in struct/, errorType: 1006, reason: unresolved },
  {
    pattern: /Function with name "?([^"\s]+?)"? does not exist/,
    errorType: 1303,
    reason: ([, name = ""], { sql }) =>
      `FUNCTION_NOT_FOUND: ${at(sql, name)}: Function '${name.toLowerCase()}' not registered`,
  },
  {
    pattern: /Could not convert string '([^']*)' to (\w+)/,
    errorType: 1100,
    reason: ([, value = "", type = ""]) =>
      `INVALID_CAST_ARGUMENT: Cannot cast '${value}' to ${type.toLowerCase()}`,
  },
  {
    pattern: /column "([^"]+)" must appear in the GROUP BY clause/,
    errorType: 1006,
    reason: ([, name = ""], { sql }) =>
      `EXPRESSION_NOT_AGGREGATE: ${at(sql, name)}: '${name}' must be an aggregate expression or appear in GROUP BY clause`,
  },
  {
    pattern: /No function matches the given name and argument types '([^']+)'/,
    errorType: 1303,
    reason: ([, call = ""], { sql }) =>
      `FUNCTION_NOT_FOUND: ${at(sql, call.split("(")[0] ?? "")}: Unexpected parameters for function ${call}`,
  },
  {
    pattern: /Binder Error: (.+)/,
    errorType: 1002,
    reason: ([, text = ""]) => `TYPE_MISMATCH: line 1:8: ${text}`,
  },
  {
    pattern: /Out of Memory/i,
    errorType: 1,
    reason: () => "Query exhausted resources at this scale factor",
  },
];

/** The failure that Athena would report for an error of DuckDB. */
export function failureOf(message: string, place: Place): Failure {
  for (const { pattern, errorType, reason } of RULES) {
    const found = pattern.exec(message);
    if (found) return failure(reason([...found], place), errorType);
  }
  return failure(`GENERIC_INTERNAL_ERROR: ${message.split("\n")[0]}`, 100, 1, true);
}

const REASONS: Readonly<Record<number, string>> = {
  0: "Query exhausted resources at this scale factor",
  206: "Query timeout",
  210: "Query timeout",
  401: "Error while writing results to S3",
  1006: "SYNTAX_ERROR: line 1:1: injected",
  1110: "Table or view is missing",
  1301: "TABLE_NOT_FOUND: line 1:1: injected",
  1400: "Throttling: Rate exceeded",
  1401: "Glue throttled the request: Rate exceeded",
  1403: "HIVE_CANNOT_OPEN_SPLIT: Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown)",
  1404: "Athena throttled the request: Rate exceeded",
  1500: "PERMISSION_DENIED: User is not authorized to perform this action",
  1501: "PERMISSION_DENIED: Access Denied (Service: Amazon S3; Status Code: 403)",
};

/** A failure made up for a type: the system's types may be tried again, and throttling. */
export function injectedFailure(errorType: number): Failure {
  const isThrottling = errorType >= 1400 && errorType < 1500;
  const isSystem = errorType < 1000 || errorType === 9999;
  const reason = REASONS[errorType] ?? "GENERIC_INTERNAL_ERROR: Internal error";
  return failure(reason, errorType, isSystem ? 1 : 2, isSystem || isThrottling);
}
