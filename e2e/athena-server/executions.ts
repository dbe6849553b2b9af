/** The account's executions: one for each token, found by id. */
import { randomUUID } from "node:crypto";
import { type Execution, type ExecutionRequest, hasEnded, newExecution } from "./execution";
import type { Lifecycle } from "./lifecycle";
import { reusableFor, reuse } from "./reuse";
import { invalidRequest, tooManyQueries } from "./wire-error";

export type Executions = {
  /** The execution of a token that was seen before. @throws where the request is another one */
  readonly known: (
    request: Pick<ExecutionRequest, "token" | "sql" | "database" | "askedLocation">,
  ) => Execution | null;
  readonly start: (request: ExecutionRequest, concurrent: number | null) => Execution;
  /** @throws the answer to a request for an id that does not exist */
  readonly get: (id: string) => Execution;
  readonly stop: (id: string) => void;
  readonly all: () => readonly Execution[];
  /** Ends all, and forgets them. */
  readonly reset: () => Promise<void>;
};

/** Opens an account without executions. */
export function openExecutions(lifecycle: Lifecycle): Executions {
  const byId = new Map<string, Execution>();
  const byToken = new Map<string, Execution>();
  const running = new Set<Promise<void>>();

  const get = (id: string): Execution => {
    const execution = byId.get(id);
    if (!execution) {
      throw invalidRequest(`QueryExecution ${id} was not found`, "QUERY_EXECUTION_NOT_FOUND");
    }
    lifecycle.progress(execution);
    return execution;
  };

  return {
    get,
    all: () => [...byId.values()],
    known: (request) => {
      const execution = byToken.get(request.token);
      if (!execution) return null;
      const { sql, database, askedLocation } = execution.request;
      const isSame =
        sql === request.sql &&
        database === request.database &&
        askedLocation === request.askedLocation;
      if (!isSame) {
        throw invalidRequest("Idempotent parameters do not match", "IDEMPOTENT_PARAMETER_MISMATCH");
      }
      execution.starts += 1;
      return execution;
    },
    start: (request, concurrent) => {
      const live = [...byId.values()].filter((execution) => !hasEnded(execution)).length;
      if (concurrent !== null && live >= concurrent) throw tooManyQueries();
      const execution = newExecution(randomUUID(), request);
      const from = reusableFor(request, [...byId.values()]);
      byId.set(execution.id, execution);
      byToken.set(request.token, execution);
      if (from) reuse(execution, from);
      else {
        const run = lifecycle.run(execution).finally(() => running.delete(run));
        running.add(run);
      }
      return execution;
    },
    stop: (id) => {
      const execution = get(id);
      if (!hasEnded(execution)) lifecycle.stop(execution);
    },
    reset: async () => {
      for (const execution of byId.values()) {
        execution.endedMs ??= Date.now();
        execution.abort.abort();
      }
      await Promise.allSettled(running);
      byId.clear();
      byToken.clear();
    },
  };
}
