"use client";
/** Where one run is. A playbook's page follows many at once, with code that this page does not load. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { RETRYING, requestProblem } from "@/components/ui/request-problem";
import type { RunActions, StepAnswer } from "@/lib/api/answers";
import { isLive, type RunState } from "@/lib/api/run";

const POLL_MS = 500;
const LOST: RunState = { state: "unknown" };

type Options = {
  /** The run as it was started or joined; null where there is none. */
  readonly started: Extract<StepAnswer, { kind: "started" }> | null;
  readonly pollRuns: RunActions["pollRuns"];
  readonly subscriber: string;
  /** How often the request was sent: after a restart of the server, its run is followed again. */
  readonly turn: number;
  /** The server no longer knows the live run: it was restarted, and the request has to be sent again. */
  readonly onLost: () => void;
};

/** Follows a run to its end. When the tab closes, the server is informed, so that it can be cancelled. */
export function useRunState({ started, pollRuns, subscriber, turn, ...options }: Options): {
  readonly state: RunState | null;
  /** Why the run cannot be followed, a sentence; null while it can. */
  readonly offline: string | null;
} {
  const onLost = useEffectEvent(options.onLost);
  const runId = started?.runId ?? "";
  const first = started?.state ?? null;
  const { data, error } = useQuery({
    queryKey: ["run-state", runId, subscriber, turn],
    enabled: isLive(first),
    queryFn: async () => (await pollRuns([runId], subscriber))[runId] ?? LOST,
    refetchInterval: ({ state }) => (isLive(state.data ?? first) ? POLL_MS : false),
    refetchIntervalInBackground: true,
    staleTime: 0,
    retry: false,
  });
  const state = isLive(first) ? (data ?? first) : first;
  const isRunning = isLive(state);
  const isLost = state?.state === "unknown";

  useEffect(() => {
    if (isLost) onLost();
  }, [isLost]);

  useEffect(() => {
    if (!isRunning) return;
    const leave = () => navigator.sendBeacon("/api/runs/leave", JSON.stringify({ subscriber }));
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, [isRunning, subscriber]);

  return { state, offline: error && requestProblem(error, RETRYING) };
}
