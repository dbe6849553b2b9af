/** A failure as a response of the GET routes: a status and one sentence. */
import type { Failure, FailureCode } from "@/lib/result";

const STATUS: Partial<Record<FailureCode, number>> = {
  "bad-input": 400,
  "not-found": 404,
  "lake-missing": 404,
  cancelled: 409,
  "over-limit": 409,
  "queue-full": 429,
  "lake-damaged": 503,
  "lake-newer": 503,
  "not-writable": 503,
};

export function failureResponse({ code, message }: Failure): Response {
  return Response.json({ message }, { status: STATUS[code] ?? 500 });
}
