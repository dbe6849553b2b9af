"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
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

/** The whole record of the open event, from the source that its investigation asks. */
export function useRecord(event: OpenEvent, { scope, source }: Investigation): RecordState {
  const [confirmedId, confirm] = useState<string | null>(null);
  const isConfirmed = confirmedId === event.id;
  const { data, error } = useQuery({
    queryKey: ["record", event, scope.accounts, scope.regions, source, isConfirmed],
    queryFn: ({ signal }) =>
      fetchRecord(event, { scope, ...sourceOf({ source }) }, isConfirmed, signal),
    retry: false,
  });
  if (data?.kind === "record") return { state: "ready", record: data.record };
  if (data) return { state: "asks-first", ...data, onConfirm: () => confirm(event.id) };
  return error ? { state: "failed", message: error.message } : { state: "loading" };
}
