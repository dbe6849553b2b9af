/** Starts the run of a step for the command line, or says why it did not start. */
import type { StepAnswer } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import { fail, type Result, succeed } from "@/lib/result";
import type { RunRequest } from "@/lib/runs/request";
import { startStep } from "@/lib/runs/start-step";
import { formatBytes } from "@/lib/text/format";
import { inputSentence } from "./input-sentence";

export type Started = Extract<StepAnswer, { kind: "started" }>;

function limitSentence({ estimate, limitBytes }: Extract<StepAnswer, { kind: "asks-first" }>) {
  const { reads, unknown, cutoffBytes } = estimate;
  if (reads === null)
    return `${unknown} The query may scan more than ${formatBytes(limitBytes)}. Use --yes to run it.`;
  const limit = formatBytes(Math.min(limitBytes, cutoffBytes ?? limitBytes));
  return `The query would scan ${formatBytes(reads.bytes)} in ${reads.partitions} partitions; the limit is ${limit}. Use --yes to run it.`;
}

/** Starts a run by a request, which is sent again while the scan is estimated. */
export async function startBy(ask: () => Promise<StepAnswer>): Promise<Result<Started>> {
  let answer = await ask();
  while (answer.kind === "estimating") answer = await ask();
  switch (answer.kind) {
    case "started":
      return succeed(answer);
    case "needs-inputs":
      return fail("bad-input", inputSentence(answer.problems));
    case "asks-first":
      return fail("over-limit", limitSentence(answer));
    case "refused":
    case "other-query":
      return fail("bad-input", answer.message);
    default:
      return fail("bad-input", "Nothing was run.");
  }
}

/** Starts the run of a step. */
export function startRun(backend: Backend, request: RunRequest): Promise<Result<Started>> {
  // No slices: a slice for a single question is wasted.
  return startBy(() => startStep({ ...backend, slices: null }, request));
}
