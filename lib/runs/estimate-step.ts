/** What a step would cost, without running it. */
import type { StepCost } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import { fail, type Result, succeed } from "@/lib/result";
import { fromRollups, withScan } from "./from-rollups";
import { estimateStepWithin, hasRun, prepareStep, sliceOf } from "./prepare-step";
import type { RunRequest } from "./request";

/** A person looks at an open menu: what is not known by then is reported as not known. */
const PATIENCE_MS = 10_000;

/**
 * Estimates what a step would read if it ran now: nothing where cached events answer it, or a run of
 * the same query is there.
 */
export async function estimateStep(
  backend: Backend,
  request: RunRequest,
): Promise<Result<StepCost>> {
  const step = await prepareStep(backend, request);
  if ("kind" in step) {
    return fail("bad-input", "message" in step ? step.message : "The step needs its inputs.");
  }
  const rollups = await fromRollups(step);
  if (rollups !== null) {
    const { scan } = rollups;
    if (scan === null || (await hasRun(scan, scan.compiled))) return succeed({ kind: "cached" });
    const estimate = await estimateStepWithin(withScan(step, scan), PATIENCE_MS);
    return succeed({ kind: "scan", estimate });
  }
  const from = await sliceOf(step);
  if (from !== null && from.runId !== null) return succeed({ kind: "cached" });
  if (await hasRun(step, from?.fetch ?? step.compiled)) return succeed({ kind: "cached" });
  return succeed({ kind: "scan", estimate: await estimateStepWithin(step, PATIENCE_MS) });
}
