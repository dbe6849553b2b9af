/** GET /api/rules/cost: the scan estimate of the hits of all rules, or of the events of one. */
import { failureResponse } from "@/lib/api/failure-response";
import { backend } from "@/lib/backend";
import { estimateParts, partsOf } from "@/lib/runs/hits";
import { readHitsRequest } from "@/lib/runs/hits-request";

/** What they would cost: `?link=` the page's scope, `&rule=` a rule. Starts nothing. */
export async function GET(request: Request): Promise<Response> {
  const { link, rule = null } = Object.fromEntries(new URL(request.url).searchParams);
  const kind = rule === null ? "hits" : "hit-events";
  const read = await readHitsRequest({ kind, rule, link, confirmed: false }, "");
  if (!read.ok) return failureResponse(read.failure);
  const opened = await backend();
  if (!opened.ok) return failureResponse(opened.failure);
  const parts = partsOf(opened.value, read.value);
  if (!parts.ok) return failureResponse(parts.failure);
  const cost = await estimateParts(opened.value, parts.value);
  return cost.ok ? Response.json(cost.value) : failureResponse(cost.failure);
}
