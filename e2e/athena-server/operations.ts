/** Athena's operations by name: the shape of each request and its effect. */
import * as z from "zod";
import { describeExecution, runtimeStatistics } from "./describe-execution";
import type { Executions } from "./executions";
import { getTableMetadata, listDatabases, listTableMetadata } from "./metadata-api";
import type { QueryEngine } from "./query-engine";
import { queryResults } from "./query-results";
import { startQuery, startQueryShape } from "./start-query";
import type { Limits } from "./types";
import { invalidRequest, WireError } from "./wire-error";
import { describeWorkGroup, type WorkGroups } from "./work-groups";

export type Account = {
  readonly executions: Executions;
  readonly workGroups: WorkGroups;
  readonly engine: QueryEngine;
  readonly limits: () => Limits;
  /** The buckets that exist. */
  readonly buckets: readonly string[];
};

type Operation = (body: unknown, account: Account) => unknown;

/** An operation whose request has a shape; another request is refused as the service does. */
function operation<T>(
  shape: z.ZodType<T>,
  effect: (request: T, account: Account) => unknown,
): Operation {
  return (body, account) => {
    const request = shape.safeParse(body);
    if (request.success) return effect(request.data, account);
    const [issue] = request.error.issues;
    const [first = ""] = issue?.path.map(String) ?? [];
    const member = first.charAt(0).toLowerCase() + first.slice(1);
    throw invalidRequest(
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${issue?.message}`,
    );
  };
}

const byId = z.object({ QueryExecutionId: z.string().min(1).max(128) });
const paged = {
  MaxResults: z.number().int().min(1).max(50).optional(),
  NextToken: z.string().optional(),
};
const inCatalog = { CatalogName: z.string().min(1).max(256), WorkGroup: z.string().optional() };
const inDatabase = { ...inCatalog, DatabaseName: z.string().min(1).max(128) };

function batchGet(ids: readonly string[], { executions }: Account) {
  const found: unknown[] = [];
  const unknown: unknown[] = [];
  for (const id of ids) {
    try {
      found.push(describeExecution(executions.get(id)));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      unknown.push({
        QueryExecutionId: id,
        ErrorCode: error.members.AthenaErrorCode,
        ErrorMessage: error.message,
      });
    }
  }
  return { QueryExecutions: found, UnprocessedQueryExecutionIds: unknown };
}

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  StartQueryExecution: operation(startQueryShape, (request, account) =>
    startQuery(request, account.executions, account.workGroups, account.limits()),
  ),
  GetQueryExecution: operation(byId, (request, { executions }) => ({
    QueryExecution: describeExecution(executions.get(request.QueryExecutionId)),
  })),
  BatchGetQueryExecution: operation(
    z.object({ QueryExecutionIds: z.array(z.string().min(1).max(128)).min(1).max(50) }),
    (request, account) => batchGet(request.QueryExecutionIds, account),
  ),
  StopQueryExecution: operation(byId, (request, { executions }) => {
    executions.stop(request.QueryExecutionId);
    return {};
  }),
  GetQueryResults: operation(
    byId.extend({
      MaxResults: z.number().int().min(1).optional(),
      NextToken: z.string().max(1024).optional(),
    }),
    (request, { executions, buckets }) =>
      queryResults(executions.get(request.QueryExecutionId), request, buckets),
  ),
  GetQueryRuntimeStatistics: operation(byId, (request, { executions }) =>
    runtimeStatistics(executions.get(request.QueryExecutionId)),
  ),
  GetWorkGroup: operation(z.object({ WorkGroup: z.string() }), (request, { workGroups }) =>
    describeWorkGroup(request.WorkGroup, workGroups.get(request.WorkGroup)),
  ),
  ListDatabases: operation(z.object({ ...inCatalog, ...paged }), (request) =>
    listDatabases(request),
  ),
  ListTableMetadata: operation(
    z.object({ ...inDatabase, ...paged, Expression: z.string().max(256).optional() }),
    (request, { engine }) => listTableMetadata(engine.tables, request),
  ),
  GetTableMetadata: operation(
    z.object({ ...inDatabase, TableName: z.string().min(1).max(128) }),
    (request, { engine }) => getTableMetadata(engine.tables, request),
  ),
};
