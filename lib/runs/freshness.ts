/** The freshness of a result: the data version that it read, and the notice if there is a newer one. */
import type { RunNotice } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import type { PreparedQuery } from "./prepare-query";

const MAX_NOTED = 5_000;

/** Run ids to data versions, oldest first. It lives on the process: Next bundles actions and routes apart. */
const shared = globalThis as { trailbookDataVersions?: Map<string, string> };

function noted(): Map<string, string> {
  shared.trailbookDataVersions ??= new Map();
  return shared.trailbookDataVersions;
}

/** Notes the data version that a run reads; the first note of a run holds. */
export function noteDataVersion(runId: string, version: string): void {
  const versions = noted();
  if (versions.has(runId)) return;
  versions.set(runId, version);
  for (const [oldest] of versions) {
    if (versions.size <= MAX_NOTED) return;
    versions.delete(oldest);
  }
}

/**
 * The data version that a run read. One that this process did not start, or that it started under
 * another id, is as old as the engine says.
 */
export function dataVersionRead(
  { compiled, facts, dataVersion }: PreparedQuery,
  runId: string,
  state: RunState,
): string {
  const startedMs = "startedMs" in state ? state.startedMs : undefined;
  const version = noted().get(runId);
  if (version !== undefined || startedMs === undefined) return version ?? dataVersion.name;
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
