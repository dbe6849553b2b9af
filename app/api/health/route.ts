import { workplace } from "@/lib/engine";
import { failureResponse } from "@/lib/failure-response";

/** Whether the process can answer: its configuration is right and its engine is open. */
export async function GET(): Promise<Response> {
  const place = await workplace();
  return place.ok ? Response.json({ ok: true }) : failureResponse(place.failure);
}
