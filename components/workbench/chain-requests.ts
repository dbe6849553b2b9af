/** The requests that follow the sessions around a key: back to their openers, and on to what they opened. */
import type { StepRequest } from "@/lib/api/answers";
import { type Place, sourceOf } from "@/lib/investigation/investigation";
import { type Filter, formatList, ONLY_SUCCESSES } from "@/queries/filters";
import { LONGEST_SESSION_MS } from "@/queries/openings";
import { OPENS_SESSION } from "@/queries/playbooks/sessions-opened";
import { DAY_MS, type Scope } from "@/queries/scope";
import { requestOf } from "./step-requests";

export type ChainPlace = {
  readonly investigation: Place;
  /** A scan costs nothing. */
  readonly isFree: boolean;
  readonly maxWindowDays: number;
};

/** The time range, and where a scan is free also the hours before in which its sessions may have started. */
export function chainScope({ investigation, isFree, maxWindowDays }: ChainPlace): Scope {
  const { scope } = investigation;
  const earliestMs = Math.max(
    scope.fromMs - LONGEST_SESSION_MS,
    scope.toMs - maxWindowDays * DAY_MS,
  );
  return isFree ? { ...scope, fromMs: Math.min(scope.fromMs, earliestMs) } : scope;
}

const requestAt = (
  place: Omit<Place, "source">,
  { investigation, isFree }: ChainPlace,
  columns?: readonly string[],
): StepRequest => ({
  ...requestOf({ ...place, ...sourceOf(investigation) }, "rows", columns),
  mode: isFree ? "open" : "cached-only",
});

/** Calls that opened sessions, by some filters. */
function searchRequest(scope: Scope, filters: readonly Filter[], chain: ChainPlace): StepRequest {
  const opens: Filter = { field: "eventname", op: "any", value: formatList(OPENS_SESSION) };
  const place = { playbookId: "general-purpose", stepId: "search", scope, inputs: {} };
  return requestAt({ ...place, filters: [opens, ...filters] }, chain, ["accesskeyid", "issuedkey"]);
}

/**
 * The call that returned a key, also where a service made it: in the time range, as the step asks, and
 * then also before it.
 */
export function openingRequests(key: string, chain: ChainPlace): readonly StepRequest[] {
  const inputs = { accessKeyId: key };
  const place = { playbookId: "access-key-exposure", stepId: "opened-by", inputs, filters: [] };
  const { scope } = chain.investigation;
  const before = chainScope(chain);
  return (before.fromMs === scope.fromMs ? [scope] : [scope, before]).map((each) =>
    requestAt({ ...place, scope: each }, chain),
  );
}

/** The call that returned a key, where another key made it: of all such calls one scan is enough. */
export function openingByKeyRequest(key: string, chain: ChainPlace): StepRequest {
  const filters: readonly Filter[] = [
    { field: "accesskeyid", op: "present" },
    { field: "issuedkey", op: "is", value: key },
  ];
  return searchRequest(chainScope(chain), filters, chain);
}

/** The calls of some keys that opened sessions. */
export function openingsRequest(keys: readonly string[], chain: ChainPlace): StepRequest {
  const byKeys: Filter = { field: "accesskeyid", op: "any", value: formatList(keys) };
  return searchRequest(chain.investigation.scope, [byKeys, ONLY_SUCCESSES], chain);
}
