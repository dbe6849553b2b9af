"use client";
import { useQuery } from "@tanstack/react-query";
import type { EventRecord } from "@/lib/answers";
import { type OpenEvent, sourceOf } from "@/lib/investigation";

export type RecordState =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "ready"; readonly record: EventRecord };

async function fetchRecord(
  { id, at }: OpenEvent,
  source: string | undefined,
  signal: AbortSignal,
): Promise<EventRecord> {
  const query = new URLSearchParams({ at, ...sourceOf({ source }) });
  const response = await fetch(`/api/events/${encodeURIComponent(id)}?${query}`, { signal });
  const body: EventRecord & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "The record could not be read.");
  return body;
}

/** The whole record of the open event, from the source that its investigation asks. */
export function useRecord(event: OpenEvent | null, source: string | undefined): RecordState {
  const { data, error } = useQuery({
    queryKey: ["record", event?.id, event?.at, source],
    enabled: event !== null,
    queryFn: ({ signal }) => fetchRecord(event ?? { id: "", at: "" }, source, signal),
    retry: false,
  });
  if (data) return { state: "ready", record: data };
  return error ? { state: "failed", message: error.message } : { state: "loading" };
}
