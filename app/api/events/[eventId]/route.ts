import { workplace } from "@/lib/engine";
import { findRecord, readRecordRequest } from "@/lib/event-record";
import { failureResponse } from "@/lib/failure-response";

/** The whole record of an event: `?at=` its time, so that it is looked for in its day alone. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ eventId: string }> },
): Promise<Response> {
  const place = await workplace();
  if (!place.ok) return failureResponse(place.failure);
  const { eventId } = await params;
  const asked = readRecordRequest(eventId, new URL(request.url).searchParams);
  if (!asked.ok) return failureResponse(asked.failure);
  const found = await findRecord(place.value, asked.value, request.signal);
  return found.ok ? Response.json(found.value) : failureResponse(found.failure);
}
