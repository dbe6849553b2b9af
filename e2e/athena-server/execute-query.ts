/** Executes a query: checks it, plans its files, and writes its result. */
import { join } from "node:path";
import { CATALOG, DATABASES } from "./catalogue";
import type { Execution } from "./execution";
import type { QueryEngine, QueryResult } from "./query-engine";
import { type Failure, failure, failureOf } from "./query-errors";
import { positionOf } from "./statement";

/** How a query ended, before its execution does. */
export type Outcome =
  | { readonly kind: "result"; readonly result: QueryResult }
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "over-cutoff"; readonly cutoff: number };

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why a statement fails before any file is read. */
function refusal({ request: { sql, statement, catalog, database } }: Execution): Failure | null {
  if (!statement.isQuery) {
    return failure("NOT_SUPPORTED: This test server runs queries only", 1200);
  }
  if (catalog.toLowerCase() !== CATALOG.toLowerCase()) {
    return failure(`CATALOG_NOT_FOUND: Catalog '${catalog}' does not exist`, 1301);
  }
  if (DATABASES.includes(database.toLowerCase())) return null;
  const position = positionOf(sql, "from");
  return failure(`SCHEMA_NOT_FOUND: line ${position}: Schema '${database}' does not exist`, 1301);
}

/** Executes a query into a file of `resultsDir`, or fails it with the injected failure. */
export async function executeQuery(
  engine: QueryEngine,
  resultsDir: string,
  execution: Execution,
  injected: Failure | null,
): Promise<Outcome> {
  const refused = refusal(execution);
  if (refused) return { kind: "failure", failure: refused };
  const { sql, statement, database, workGroup } = execution.request;
  try {
    const plan = await engine.plan(statement);
    execution.scan = { ...plan, partitions: plan.folders.length };
    if (plan.unnamed !== null) {
      const reason = `CONSTRAINT_VIOLATION: For the injected projected partition column ${plan.unnamed}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`;
      return { kind: "failure", failure: failure(reason, 1006) };
    }
    if (injected) return { kind: "failure", failure: injected };
    const cutoff = workGroup.bytesScannedCutoff;
    if (cutoff !== null && execution.scan.bytes > cutoff) return { kind: "over-cutoff", cutoff };
    const path = join(resultsDir, `${execution.id}.csv`);
    const { signal } = execution.abort;
    const result = await engine.run({ sql, statement, database, plan, path, signal });
    return { kind: "result", result };
  } catch (error) {
    return { kind: "failure", failure: failureOf(messageOf(error), { sql, database }) };
  }
}
