/** GetQueryResults. */

import type { TextRow } from "./csv";
import type { Execution } from "./execution";
import { readLines } from "./result-file";
import { invalidRequest } from "./wire-error";

const MAX_PAGE = 1000;

function checkState({ state }: Execution): void {
  if (state === "SUCCEEDED") return;
  if (state === "CANCELLED") throw invalidRequest("Could not find results", "RESULT_NOT_FOUND");
  const message =
    state === "FAILED"
      ? "Query did not finish successfully. Final query state: FAILED"
      : `Query has not yet finished. Current state: ${state}`;
  throw invalidRequest(message, "INVALID_QUERY_EXECUTION_STATE");
}

const tokenOf = (id: string, line: number): string =>
  Buffer.from(`${id}:${line}`).toString("base64");

function lineOf(id: string, token: string | undefined): number {
  if (token === undefined) return 0;
  const [owner, line] = Buffer.from(token, "base64").toString("utf8").split(":");
  const start = Number(line);
  if (owner !== id || !Number.isSafeInteger(start) || start < 0) {
    throw invalidRequest("Invalid NextToken");
  }
  return start;
}

const describeRow = (row: TextRow) => ({
  Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
});

/** A page of a result. The header is row 0 of the first page, and counts. */
export async function queryResults(
  execution: Execution,
  request: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
  buckets: readonly string[],
) {
  checkState(execution);
  const { id, file, columns, resultLocation } = execution;
  const isLost = resultLocation !== null && !buckets.includes(resultLocation.split("/")[2] ?? "");
  if (!file || isLost) throw invalidRequest("Could not find results", "RESULT_NOT_FOUND");
  const size = request.MaxResults ?? MAX_PAGE;
  if (size > MAX_PAGE) {
    throw invalidRequest(`MaxResults is more than maximum allowed length ${MAX_PAGE}.`);
  }
  const start = lineOf(id, request.NextToken);
  const rows = await readLines(file, start, start + size);
  const next = start + rows.length;
  return {
    UpdateCount: 0,
    ResultSet: {
      Rows: rows.map(describeRow),
      ResultSetMetadata: {
        ColumnInfo: columns.map(({ Name, Type, Precision, Scale }) => ({
          CatalogName: "hive",
          SchemaName: "",
          TableName: "",
          Name,
          Label: Name,
          Type,
          Precision,
          Scale,
          Nullable: "UNKNOWN",
          CaseSensitive: Type === "varchar",
        })),
      },
    },
    ...(next < file.lines ? { NextToken: tokenOf(id, next) } : {}),
  };
}
