import { failureResponse } from "@/lib/api/failure-response";
import { backend } from "@/lib/backend";
import { estimateStep } from "@/lib/runs/estimate-step";
import { parseRequest } from "@/lib/runs/prepare";

/** What a step would cost: `?step=` a request as JSON. Starts nothing. */
export async function GET(request: Request): Promise<Response> {
  const place = await backend();
  if (!place.ok) return failureResponse(place.failure);
  const step = parseRequest(new URL(request.url).searchParams.get("step") ?? "");
  if (!step.ok) return failureResponse(step.failure);
  const cost = await estimateStep(place.value, step.value);
  return cost.ok ? Response.json(cost.value) : failureResponse(cost.failure);
}
