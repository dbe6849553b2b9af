"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RecordState } from "@/components/answer/event-sheet";
import type { RecordAnswer } from "@/lib/answers";
import { type Investigation, sourceOf } from "@/lib/investigation";
import { formatWhere, type OpenEvent } from "@/lib/open-event";

async function fetchRecord(
  { id, at, where }: OpenEvent,
  { scope, source }: Pick<Investigation, "scope" | "source">,
  isConfirmed: boolean,
  signal: AbortSignal,
): Promise<RecordAnswer> {
  const query = new URLSearchParams({ at, ...sourceOf({ source }) });
  if (where) query.append("where", formatWhere(where));
  for (const account of scope.accounts) query.append("account", account);
  for (const region of scope.regions) query.append("region", region);
  if (isConfirmed) query.append("confirmed", "1");
  const response = await fetch(`/api/events/${encodeURIComponent(id)}?${query}`, { signal });
  const body: RecordAnswer & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "The record could not be read.");
  return body;
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
 * that it costs nothing to look for it.
 */
export function useRecord(
  event: OpenEvent,
  { scope, source }: Investigation,
  isFree: boolean,
): RecordState {
  const [confirmedId, confirm] = useState<string | null>(null);
  const isConfirmed = confirmedId === event.id;
  const isRested = useRested(event, isFree ? 0 : RESTS_MS).id === event.id;
  const { data, error } = useQuery({
    queryKey: ["record", event, scope.accounts, scope.regions, source, isConfirmed],
    queryFn: ({ signal }) =>
      fetchRecord(event, { scope, ...sourceOf({ source }) }, isConfirmed, signal),
    enabled: isRested,
    retry: false,
  });
  if (data?.kind === "record") return { state: "ready", record: data.record };
  if (data) return { state: "asks-first", ...data, onConfirm: () => confirm(event.id) };
  return error ? { state: "failed", message: error.message } : { state: "loading" };
}
