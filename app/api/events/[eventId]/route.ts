import { failureResponse } from "@/lib/api/failure-response";
import { backend } from "@/lib/backend";
import { findRecord, readRecordQuery } from "@/lib/runs/event-record";

/**
 * The whole record of an event: `?at=` its time, so that it is looked for in its day alone. Over the
 * limit it starts nothing: `?run=` names the run that `startRecord` has started.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ eventId: string }> },
): Promise<Response> {
  const place = await backend();
  if (!place.ok) return failureResponse(place.failure);
  const { eventId } = await params;
  const asked = readRecordQuery(eventId, new URL(request.url).searchParams);
  if (!asked.ok) return failureResponse(asked.failure);
  const { request: record, joined } = asked.value;
  const found = await findRecord(place.value, record, request.signal, joined);
  return found.ok ? Response.json(found.value) : failureResponse(found.failure);
}
