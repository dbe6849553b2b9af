/** GET /api/cost: the scan estimate of a step. */
import { failureResponse } from "@/lib/api/failure-response";
import { backend } from "@/lib/backend";
import { estimateStep } from "@/lib/runs/estimate-step";
import { readRequest } from "@/lib/runs/request";

/** What a step would cost: `?link=` its link, `&wants=` as in a request. Starts nothing. */
export async function GET(request: Request): Promise<Response> {
  const { link, wants } = Object.fromEntries(new URL(request.url).searchParams);
  const step = readRequest({ link, wants, mode: "open", confirmed: false });
  if (!step.ok) return failureResponse(step.failure);
  const opened = await backend();
  if (!opened.ok) return failureResponse(opened.failure);
  const cost = await estimateStep(opened.value, step.value);
  return cost.ok ? Response.json(cost.value) : failureResponse(cost.failure);
}
