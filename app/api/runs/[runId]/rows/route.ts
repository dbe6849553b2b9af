/** GET /api/runs/ID/rows: a page of a result's rows. */
import { failureResponse } from "@/lib/api/failure-response";
import { backend } from "@/lib/backend";

/** One page of a run's rows: `?cursor=` from the page before. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ runId: string }> },
): Promise<Response> {
  const place = await backend();
  if (!place.ok) return failureResponse(place.failure);
  const { runId } = await params;
  const cursor = new URL(request.url).searchParams.get("cursor");
  const page = await place.value.engine.rows(runId, cursor);
  return page.ok ? Response.json(page.value) : failureResponse(page.failure);
}
