/** The freshness of a result: the data version that it read, and the notice if there is a newer one. */
import type { RunNotice } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { dataVersionOfRun } from "./data-versions";
import type { PreparedStep } from "./prepare-step";

type Of = Pick<PreparedStep, "prepared" | "holdings" | "epoch">;

/**
 * The state of the data that a run read. One that this process did not start, or that it started
 * under another id, is as old as the engine says.
 */
export function dataVersionRead(
  { prepared, holdings, epoch }: Of,
  runId: string,
  state: RunState,
): string {
  const begunMs = "begunMs" in state ? state.begunMs : undefined;
  const noted = dataVersionOfRun(runId);
  if (noted !== undefined || begunMs === undefined) return noted ?? epoch.name;
  return holdings.epochOf(prepared.compiled.plan.deliveredUntilMs, begunMs).name;
}

/** Says of an answer from an earlier state of the data that another run may tell more. */
export function freshnessNotice({ holdings, epoch }: Of, read: string): RunNotice | null {
  const message = holdings.overtaken(read, epoch.name);
  return message === null ? null : { message, offersRun: true };
}
