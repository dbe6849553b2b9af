import { backend } from "@/lib/backend";
import { auditProblem } from "@/lib/runs/audit";

/** Whether questions can be answered: 503 and a sentence where something is in the way. */
export async function GET(): Promise<Response> {
  const place = await backend();
  const message = place.ok
    ? ((await place.value.problem()) ?? (await auditProblem(place.value.config.auditLog)))
    : place.failure.message;
  return message === null
    ? Response.json({ ok: true })
    : Response.json({ ok: false, message }, { status: 503 });
}
