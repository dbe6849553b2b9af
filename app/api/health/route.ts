/** GET /api/health: whether this server can answer. */
import { backend } from "@/lib/backend";
import { geo } from "@/lib/geo/geo";
import { auditProblem } from "@/lib/runs/audit";

/**
 * Whether questions can be answered: 503 and a sentence where something is in the way. Unusable
 * address files are only a warning: answers then lack countries and networks.
 */
export async function GET(): Promise<Response> {
  const place = await backend();
  const message = place.ok
    ? ((await place.value.problem()) ?? (await auditProblem(place.value.config.auditLog)))
    : place.failure.message;
  if (message !== null) return Response.json({ ok: false, message }, { status: 503 });
  const { problems } = (await geo()).summary;
  return Response.json(problems.length === 0 ? { ok: true } : { ok: true, warnings: problems });
}
