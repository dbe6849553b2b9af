"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RecordState } from "@/components/record/event-sheet";
import type { RecordAnswer, RecordRequest, RunActions } from "@/lib/api/answers";
import { type Investigation, sourceOf } from "@/lib/investigation/investigation";
import { formatWhere, type OpenEvent } from "@/lib/investigation/open-event";

/** The run that was started for a record, and the subscriber that it was started for. */
type Joined = { readonly run: string; readonly subscriber: string };

const requestFor = (
  { id, at, where }: OpenEvent,
  { scope, source }: Pick<Investigation, "scope" | "source">,
): RecordRequest => ({
  eventId: id,
  at,
  where: where ? formatWhere(where) : null,
  accounts: scope.accounts,
  regions: scope.regions,
  ...sourceOf({ source }),
});

async function fetchRecord(
  { eventId, at, where, accounts, regions, source }: RecordRequest,
  joined: Joined | null,
  signal: AbortSignal,
): Promise<RecordAnswer> {
  const query = new URLSearchParams({ at, ...(source === undefined ? {} : { source }), ...joined });
  if (where !== null) query.append("where", where);
  for (const account of accounts) query.append("account", account);
  for (const region of regions) query.append("region", region);
  const response = await fetch(`/api/events/${encodeURIComponent(eventId)}?${query}`, { signal });
  const body: RecordAnswer & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "The record could not be read.");
  return body;
}

/** Starts the run that looks for a record, which only an action may do over the limit. */
async function startConfirmed(
  startRecord: RunActions["startRecord"],
  request: RecordRequest,
  subscriber: string,
  signal: AbortSignal,
): Promise<Joined> {
  const started = await startRecord(request, subscriber);
  if (started.kind === "refused") throw new Error(started.message);
  // The record was closed meanwhile, so nothing waits for the run.
  if (signal.aborted) navigator.sendBeacon("/api/runs/leave", JSON.stringify({ subscriber }));
  return { run: started.runId, subscriber };
}

/** So long a record has to be open before it is looked for, where that may cost money. */
const RESTS_MS = 250;

/** The event, once a person who goes through the records has come to rest on it. */
function useRested(event: OpenEvent, restMs: number): OpenEvent {
  const [rested, setRested] = useState(event);
  useEffect(() => {
    const timer = setTimeout(() => setRested(event), restMs);
    return () => clearTimeout(timer);
  }, [event, restMs]);
  return restMs === 0 ? event : rested;
}

/**
 * The whole record of the open event, from the source that its investigation asks. `isFree` says
 * that it costs nothing to look for it; `startRecord` looks for it although it is over the limit.
 */
export function useRecord(
  event: OpenEvent,
  { scope, source }: Investigation,
  isFree: boolean,
  startRecord: RunActions["startRecord"],
): RecordState {
  const [confirmed, setConfirmed] = useState({ eventId: "", subscriber: "" });
  const subscriber = confirmed.eventId === event.id ? confirmed.subscriber : null;
  const isRested = useRested(event, isFree ? 0 : RESTS_MS).id === event.id;
  const { data, error } = useQuery({
    queryKey: ["record", event, scope.accounts, scope.regions, source, subscriber],
    queryFn: async ({ signal }) => {
      const request = requestFor(event, { scope, ...sourceOf({ source }) });
      const joined =
        subscriber === null ? null : await startConfirmed(startRecord, request, subscriber, signal);
      return fetchRecord(request, joined, signal);
    },
    enabled: isRested,
    retry: false,
  });
  if (data?.kind === "record") return { state: "ready", record: data.record };
  // A name for each yes: a second one may be needed where the first run did not find the event.
  const onConfirm = () => setConfirmed({ eventId: event.id, subscriber: crypto.randomUUID() });
  if (data) return { state: "asks-first", ...data, onConfirm };
  return error ? { state: "failed", message: error.message } : { state: "loading" };
}
