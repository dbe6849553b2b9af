/** Runs a step in this process: all that the app's server does from a request to its rows. */

import type { Row } from "@/lib/api/run";
import { type Backend, backend } from "@/lib/backend";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";

export type Answered = {
  readonly ms: number;
  /** What the engine says that the run took. */
  readonly engineMs: number;
  readonly scannedBytes: number;
  readonly sql: string;
  readonly rows: readonly Row[];
};

/** The backend over a lake, without slices; a process has one. */
export async function backendOver(lake: string): Promise<Backend> {
  process.env.TRAILBOOK_DATA = lake;
  const place = await backend();
  if (!place.ok) throw new Error(place.failure.message);
  return { ...place.value, slices: null };
}

/** The request for a step over all accounts and regions. */
export function requestFor(
  address: string,
  [from, to]: readonly [from: string, to: string],
  inputs: Readonly<Record<string, string>> = {},
): AskedStep {
  const [playbookId = "", stepId = ""] = address.split("/");
  return { playbookId, stepId, inputs, accounts: [], regions: [], from, to, filters: [] };
}

/** Runs a step and reads all rows. Another `retryOf` is another run, so that no run is joined. */
export async function ask(place: Backend, request: AskedStep, retryOf: string): Promise<Answered> {
  const startedAt = performance.now();
  const [answer] = await startSteps(place, [{ ...request, mode: { retryOf } }]);
  if (answer?.kind !== "started") throw new Error(`${request.stepId} was not run.`);
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") throw new Error(`${request.stepId} ended as ${state.state}.`);
  const rows: Row[] = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  const ms = performance.now() - startedAt;
  const { elapsedMs: engineMs, scannedBytes, sql } = state;
  return { ms, engineMs, scannedBytes, sql, rows };
}

/** Rows of the app and of a bare DuckDB in one form, to be compared. */
export function asText(rows: readonly (readonly unknown[])[]): string {
  return JSON.stringify(
    rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
  );
}
