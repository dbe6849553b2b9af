/** GET and POST /api/suppressions: the findings that are suppressed on this server. */
import { failureResponse } from "@/lib/api/failure-response";
import { readConfig } from "@/lib/config";
import { changeSuppressions, readSuppressions } from "@/lib/page/suppressions";

/** The suppressions that hold now. */
export async function GET(): Promise<Response> {
  const config = readConfig();
  if (!config.ok) return failureResponse(config.failure);
  const read = await readSuppressions({ config: config.value, nowMs: Date.now() });
  return read.ok ? Response.json(read.value) : failureResponse(read.failure);
}

/** Suppresses findings, or ends a suppression; the proxy refuses it from other sites. */
export async function POST(request: Request): Promise<Response> {
  const config = readConfig();
  if (!config.ok) return failureResponse(config.failure);
  const value: unknown = await request.json().catch(() => null);
  const changed = await changeSuppressions({ config: config.value, nowMs: Date.now() }, value);
  return changed.ok ? Response.json(changed.value) : failureResponse(changed.failure);
}
