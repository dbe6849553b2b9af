/** The requests that follow the sessions around a key: back to their openers, and on to what they opened. */
import type { StepRequest } from "@/lib/api/answers";
import { type Place, sourceOf } from "@/lib/investigation/investigation";
import { formatList } from "@/queries/filters";
import { OPENS_SESSION } from "@/queries/playbooks/sessions-opened";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { requestOf } from "./step-requests";

/** A session lasts at most this long (STS, GetSessionToken and GetFederationToken). */
const LONGEST_SESSION_MS = 36 * HOUR_MS;

export type ChainPlace = {
  readonly investigation: Place;
  /** A scan costs nothing. */
  readonly isFree: boolean;
  readonly maxWindowDays: number;
};

const requestAt = (
  place: Place,
  { isFree }: ChainPlace,
  columns?: readonly string[],
): StepRequest => ({
  ...requestOf(place, "rows", columns),
  mode: isFree ? "open" : "cached-only",
});

/** The call that returned a key, in a time range that reaches back to when its session began. */
export function openingRequest(key: string, chain: ChainPlace): StepRequest {
  const { investigation, isFree, maxWindowDays } = chain;
  const { scope } = investigation;
  const earliestMs = Math.max(
    scope.fromMs - LONGEST_SESSION_MS,
    scope.toMs - maxWindowDays * DAY_MS,
  );
  const fromMs = isFree ? Math.min(scope.fromMs, earliestMs) : scope.fromMs;
  return requestAt(
    {
      playbookId: "access-key-exposure",
      stepId: "opened-by",
      scope: { ...scope, fromMs },
      inputs: { accessKeyId: key },
      filters: [],
      ...sourceOf(investigation),
    },
    chain,
  );
}

/** The calls of some keys that opened sessions: of one key by its playbook, of several by a search. */
export function openingsRequest(keys: readonly string[], chain: ChainPlace): StepRequest {
  const { scope } = chain.investigation;
  const [only = "", second] = keys;
  const source = sourceOf(chain.investigation);
  if (second === undefined)
    return requestAt(
      {
        playbookId: "access-key-exposure",
        stepId: "sessions-opened",
        scope,
        inputs: { accessKeyId: only },
        filters: [],
        ...source,
      },
      chain,
    );
  return requestAt(
    {
      playbookId: "general-purpose",
      stepId: "search",
      scope,
      inputs: {},
      filters: [
        { field: "accesskeyid", op: "any", value: formatList(keys) },
        { field: "eventname", op: "any", value: formatList(OPENS_SESSION) },
        { field: "outcome", op: "is", value: "success" },
      ],
      ...source,
    },
    chain,
    ["accesskeyid", "issuedkey", "resource"],
  );
}
