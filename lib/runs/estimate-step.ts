/** What a question would cost, without asking it. */
import type { StepCost, StepRequest } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import { fail, type Result, succeed } from "@/lib/result";
import { estimateWithin, hasRun, prepareStep, sliceOf } from "./prepare-step";

/** Somebody looks at an open menu: what is not known by then is told as not known. */
const PATIENCE_MS = 10_000;

/**
 * Tells what a step would read if it were asked now: nothing where events that are held answer it,
 * or a run of the same question is there.
 */
export async function estimateStep(
  place: Backend,
  request: StepRequest,
): Promise<Result<StepCost>> {
  const asking = await prepareStep(place, request);
  if ("kind" in asking) {
    return fail("bad-input", "message" in asking ? asking.message : "The step needs its inputs.");
  }
  const from = await sliceOf(asking);
  if (from !== null && from.runId !== null) return succeed({ kind: "held" });
  if (await hasRun(asking, from?.fetch ?? asking.prepared.compiled))
    return succeed({ kind: "held" });
  return succeed({ kind: "scan", estimate: await estimateWithin(asking, PATIENCE_MS) });
}
