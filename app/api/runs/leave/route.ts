import * as z from "zod";
import { backend } from "@/lib/backend";
import { Viewer } from "@/lib/runs/request-limits";
import { leave } from "@/lib/runs/subscribers";

const Leaving = z.object({ viewer: Viewer });

/** A tab says that it closes, by beacon: runs that nobody else watches are cancelled. */
export async function POST(request: Request): Promise<Response> {
  const parsed = Leaving.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return new Response(null, { status: 400 });
  const place = await backend();
  if (place.ok) await leave(place.value.engine, parsed.data.viewer, Date.now());
  return new Response(null, { status: 204 });
}
