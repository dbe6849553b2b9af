"use client";
/** The record of the open event. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RecordState } from "@/components/record/event-sheet";
import type { RecordAnswer, RecordRequest } from "@/lib/api/answers";
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

/** No record, of which a person has confirmed anything. */
const NOTHING = { eventId: "", times: 0 };

/**
 * The whole record of the open event, from the source that its investigation queries. `isFree` says
 * that it costs nothing to look for it.
 */
export function useRecord(
  event: OpenEvent,
  investigation: Investigation,
  isFree: boolean,
): RecordState {
  const [confirmed, setConfirmed] = useState(NOTHING);
  const times = confirmed.eventId === event.id ? confirmed.times : 0;
  const isRested = useRested(event, isFree ? 0 : RESTS_MS).id === event.id;
  const link = recordLink(investigation, event);
  const { data, error } = useQuery({
    queryKey: ["record", link, times],
    queryFn: ({ signal }) => fetchRecord({ link, confirmed: times > 0 }, signal),
    enabled: isRested,
    retry: false,
  });
  if (data?.kind === "record") return { state: "ready", record: data.record };
  const onConfirm = () => setConfirmed({ eventId: event.id, times: times + 1 });
  if (data) return { state: "asks-first", ...data, onConfirm };
  return error ? { state: "failed", message: error.message } : { state: "loading" };
}
