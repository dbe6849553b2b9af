/** StartQueryExecution: what is checked before anything runs. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { CATALOG } from "./catalogue";
import type { ExecutionRequest } from "./execution";
import type { Executions } from "./executions";
import { readStatement } from "./statement";
import type { Limits } from "./types";
import { invalidRequest, WireError } from "./wire-error";
import type { WorkGroup, WorkGroups } from "./work-groups";

export const startQueryShape = z.object({
  QueryString: z.string().min(1),
  ClientRequestToken: z.string().min(32).max(128).optional(),
  QueryExecutionContext: z
    .object({
      Catalog: z.string().max(256).optional(),
      Database: z.string().max(255).optional(),
    })
    .optional(),
  ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).optional(),
  WorkGroup: z.string().optional(),
  ExecutionParameters: z.array(z.string()).optional(),
  ResultReuseConfiguration: z
    .object({
      ResultReuseByAgeConfiguration: z
        .object({
          Enabled: z.boolean(),
          MaxAgeInMinutes: z.number().int().min(0).max(10_080).optional(),
        })
        .optional(),
    })
    .optional(),
});
type StartQuery = z.infer<typeof startQueryShape>;

const MAX_BYTES = 262_144;
const DEFAULT_AGE_MINUTES = 60;
const DEFAULT_DATABASE = "default";
const NO_LOCATION =
  "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input, or enable Athena managed query results.";

function outputLocation(group: WorkGroup, asked: string | undefined): string | null {
  if (group.managedResults) {
    if (asked !== undefined && !group.enforced) {
      throw invalidRequest(
        "An output location cannot be given where managed query results are enabled.",
      );
    }
    return null;
  }
  const location = group.enforced ? group.outputLocation : (asked ?? group.outputLocation);
  if (location === null) throw invalidRequest(NO_LOCATION);
  if (!/^s3:\/\/[a-z0-9][a-z0-9.-]+(\/|$)/.test(location)) {
    throw invalidRequest("outputLocation is not a valid S3 path.");
  }
  return location;
}

function reuseAge(group: WorkGroup, request: StartQuery): number | null {
  const reuse = request.ResultReuseConfiguration?.ResultReuseByAgeConfiguration;
  if (!reuse?.Enabled) return null;
  if (group.managedResults) {
    throw invalidRequest("Result reuse is not supported with managed query results.");
  }
  return reuse.MaxAgeInMinutes ?? DEFAULT_AGE_MINUTES;
}

/** Starts an execution, or joins the one of the same token. */
export function startQuery(
  request: StartQuery,
  executions: Executions,
  workGroups: WorkGroups,
  limits: Limits,
): { readonly QueryExecutionId: string } {
  const sql = request.QueryString;
  if (Buffer.byteLength(sql) > MAX_BYTES) {
    throw invalidRequest(
      "1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length less than or equal to 262144",
    );
  }
  const workGroupName = request.WorkGroup ?? "primary";
  const workGroup = workGroups.get(workGroupName);
  if (!workGroup.enabled) throw invalidRequest(`WorkGroup ${workGroupName} is disabled.`);
  const asked = request.ResultConfiguration?.OutputLocation;
  const same = {
    sql,
    token: request.ClientRequestToken ?? randomUUID(),
    database: request.QueryExecutionContext?.Database ?? DEFAULT_DATABASE,
    askedLocation: asked ?? null,
  };
  const known = executions.known(same);
  if (known) return { QueryExecutionId: known.id };
  const statement = readStatement(sql);
  if (statement instanceof WireError) throw statement;
  if (request.ExecutionParameters) {
    throw invalidRequest("This test server knows no execution parameters.");
  }
  const wanted: ExecutionRequest = {
    ...same,
    statement,
    workGroupName,
    workGroup,
    catalog: request.QueryExecutionContext?.Catalog ?? CATALOG,
    outputLocation: outputLocation(workGroup, asked),
    reuseMaxAgeMinutes: reuseAge(workGroup, request),
  };
  return { QueryExecutionId: executions.start(wanted, limits.concurrentDml).id };
}
