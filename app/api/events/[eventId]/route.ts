import { audit } from "@/lib/audit";
import { workplace } from "@/lib/engine";
import { findRecord } from "@/lib/event-record";
import { failureResponse } from "@/lib/failure-response";

/** The whole record of an event: `?at=` its time, so that it is looked for in its day alone. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ eventId: string }> },
): Promise<Response> {
  const place = await workplace();
  if (!place.ok) return failureResponse(place.failure);
  const { eventId } = await params;
  const { searchParams } = new URL(request.url);
  const at = searchParams.get("at") ?? "";
  await audit(place.value.config.dataDir, { did: "open-record", eventId, at });
  const record = await findRecord(
    place.value,
    eventId,
    at,
    searchParams.get("source") ?? undefined,
    request.signal,
  );
  return record.ok ? Response.json(record.value) : failureResponse(record.failure);
}
