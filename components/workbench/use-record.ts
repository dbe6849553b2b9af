"use client";
import { useQuery } from "@tanstack/react-query";
import type { EventRecord } from "@/lib/answers";
import type { OpenEvent } from "@/lib/investigation";

export type RecordState =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "ready"; readonly record: EventRecord };

async function fetchRecord({ id, at }: OpenEvent, signal: AbortSignal): Promise<EventRecord> {
  const query = new URLSearchParams({ at });
  const response = await fetch(`/api/events/${encodeURIComponent(id)}?${query}`, { signal });
  const body: EventRecord & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "The record could not be read.");
  return body;
}

/** The whole record of the open event. */
export function useRecord(event: OpenEvent | null): RecordState {
  const { data, error } = useQuery({
    queryKey: ["record", event?.id, event?.at],
    enabled: event !== null,
    queryFn: ({ signal }) => fetchRecord(event ?? { id: "", at: "" }, signal),
    retry: false,
  });
  if (data) return { state: "ready", record: data };
  return error ? { state: "failed", message: error.message } : { state: "loading" };
}
