/** Query result reuse: an earlier execution's result serves for the same query. */
import { type Execution, type ExecutionRequest, end, enter } from "./execution";

const NOT_DETERMINISTIC =
  /\b(rand|random|shuffle|uuid|now)\s*\(|\bcurrent_(date|time|timestamp)\b/i;

/** Whether Athena would reuse a statement's result for another query. */
function isReusable({ sql, statement }: ExecutionRequest): boolean {
  return !NOT_DETERMINISTIC.test(sql) && (!statement.hasLimit || statement.hasOrder);
}

/** The latest of the executions whose result may serve for a request; null where none may. */
export function reusableFor(
  request: ExecutionRequest,
  executions: readonly Execution[],
): Execution | null {
  const { reuseMaxAgeMinutes } = request;
  if (reuseMaxAgeMinutes === null || !isReusable(request)) return null;
  const oldestMs = Date.now() - reuseMaxAgeMinutes * 60_000;
  const fits = (execution: Execution) =>
    execution.state === "SUCCEEDED" &&
    execution.reusedFrom === null &&
    (execution.endedMs ?? 0) >= oldestMs &&
    execution.request.sql === request.sql &&
    execution.request.workGroupName === request.workGroupName &&
    execution.request.catalog === request.catalog &&
    execution.request.database === request.database &&
    execution.request.outputLocation === request.outputLocation;
  return executions.findLast(fits) ?? null;
}

/** Ends an execution with the result of an earlier one. */
export function reuse(execution: Execution, from: Execution): void {
  execution.columns = from.columns;
  execution.file = from.file;
  execution.scan = from.scan;
  execution.resultLocation = from.resultLocation;
  execution.reusedFrom = from.id;
  enter(execution, "RUNNING");
  end(execution, "SUCCEEDED");
}
