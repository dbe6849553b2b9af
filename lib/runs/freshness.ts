/** The freshness of a result: the data version that it read, and the notice if there is a newer one. */
import type { RunNotice } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import type { RunRecords } from "@/lib/engine/run-registry";
import type { PreparedQuery } from "./prepare-query";

/** Notes the data version that a run reads; the first note of a run holds. */
export function noteDataVersion({ recordOf }: RunRecords, runId: string, version: string): void {
  const run = recordOf(runId);
  if (run) run.dataVersion ??= version;
}

/**
 * The data version that a run read. One that this process did not start, or that it started under
 * another id, is as old as the engine says.
 */
export function dataVersionRead(
  { backend, compiled, facts, dataVersion }: PreparedQuery,
  runId: string,
  state: RunState,
): string {
  const startedMs = "startedMs" in state ? state.startedMs : undefined;
  const version = backend.engine.recordOf(runId)?.dataVersion ?? null;
  if (version !== null || startedMs === undefined) return version ?? dataVersion.name;
  return facts.dataVersionOf(compiled.plan.deliveredUntilMs, startedMs).name;
}

/** The notice of a result over an earlier data version, which another run may differ from. */
export function freshnessNotice(
  { facts, dataVersion }: PreparedQuery,
  version: string,
): RunNotice | null {
  const message = facts.supersededNotice(version, dataVersion.name);
  return message === null ? null : { message, offersRun: true };
}
