/** POST /api/runs/leave: a tab was closed. */
import * as z from "zod";
import { backend } from "@/lib/backend";
import { Subscriber } from "@/lib/runs/request";
import { leave } from "@/lib/runs/subscribers";

const Leaving = z.object({ subscriber: Subscriber });

/** A tab closes and says so by beacon: runs without another subscriber are cancelled. */
export async function POST(request: Request): Promise<Response> {
  const parsed = Leaving.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return new Response(null, { status: 400 });
  const opened = await backend();
  if (opened.ok) await leave(opened.value.engine, parsed.data.subscriber, Date.now());
  return new Response(null, { status: 204 });
}
