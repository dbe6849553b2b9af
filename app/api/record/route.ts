/** POST /api/record: the whole record of an event. */
import { failureResponse } from "@/lib/api/failure-response";
import { backend } from "@/lib/backend";
import { findRecord, readRecordRequest } from "@/lib/runs/event-record";

/**
 * The whole record of the event that is open in a link. Finding it may take a run, which ends where
 * the request is closed. Over the limit none starts here: a person confirms it by an action.
 */
export async function POST(request: Request): Promise<Response> {
  const read = readRecordRequest(await request.json().catch(() => null));
  if (!read.ok) return failureResponse(read.failure);
  const opened = await backend();
  if (!opened.ok) return failureResponse(opened.failure);
  const found = await findRecord(opened.value, read.value, request.signal);
  return found.ok ? Response.json(found.value) : failureResponse(found.failure);
}
