"use client";
/** The record of the open event. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RecordState } from "@/components/record/event-sheet";
import type {
  PlaybookActions,
  RecordAnswer,
  RecordConfirmation,
  RecordRequest,
} from "@/lib/api/answers";
import {
  formatInvestigation,
  type Investigation,
  sourceOf,
  startAt,
} from "@/lib/investigation/investigation";
import type { OpenEvent } from "@/lib/investigation/open-event";

/** The link of a record: the event, open in the scope that it was found in. */
function recordLink(investigation: Investigation, event: OpenEvent): string {
  const { playbookId, stepId, scope } = investigation;
  const place = { playbookId, stepId, scope, inputs: {}, filters: [], ...sourceOf(investigation) };
  return formatInvestigation({ ...startAt(place), event });
}

async function fetchRecord(request: RecordRequest, signal: AbortSignal): Promise<RecordAnswer> {
  const body = JSON.stringify(request);
  const response = await fetch("/api/record", { method: "POST", body, signal });
  const answer: RecordAnswer & { message?: string } = await response.json();
  if (!response.ok) throw new Error(answer.message ?? "The record could not be read.");
  return answer;
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

type Options = {
  /** It costs nothing to look for it. */
  readonly isFree: boolean;
  readonly confirm: PlaybookActions["confirmRecord"];
};

/** The whole record of the open event, from the source that its investigation queries. */
export function useRecord(
  event: OpenEvent,
  investigation: Investigation,
  { isFree, confirm }: Options,
): RecordState {
  const isRested = useRested(event, isFree ? 0 : RESTS_MS).id === event.id;
  const link = recordLink(investigation, event);
  const found = useQuery({
    queryKey: ["record", link],
    queryFn: ({ signal }) => fetchRecord({ link }, signal),
    enabled: isRested,
    retry: false,
  });
  const confirming = useMutation({
    mutationFn: async (confirmed: RecordConfirmation) => {
      const started = await confirm(confirmed);
      if (!started.ok) throw new Error(started.message);
      return started.runId;
    },
    // It is pending until the record is there.
    onSuccess: () => found.refetch(),
  });
  const isOfThis = confirming.variables?.link === link;
  if (isOfThis && confirming.isPending) return { state: "loading" };
  if (isOfThis && confirming.error) return { state: "failed", message: confirming.error.message };
  const { data, error } = found;
  if (data?.kind === "record") {
    const { foundBy } = data.record;
    // The run that was confirmed is one of this page.
    const isOwn = isOfThis && foundBy !== null && foundBy.runId === confirming.data;
    const record = isOwn ? { ...data.record, foundBy: { ...foundBy, isNew: true } } : data.record;
    return { state: "ready", record };
  }
  // A confirmed run may fail, and then the earlier answer is still there.
  if (error) return { state: "failed", message: error.message };
  if (!data) return { state: "loading" };
  const { place } = data;
  return { state: "asks-first", ...data, onConfirm: () => confirming.mutate({ link, place }) };
}
