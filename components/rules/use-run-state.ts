"use client";
/** Where the runs for hits are, as one. A playbook's page follows many, with code that this page does not load. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { RETRYING, requestProblem } from "@/components/ui/request-problem";
import type { RunActions } from "@/lib/api/answers";
import type { HitsAnswer } from "@/lib/api/rules";
import { isLive, type RunState } from "@/lib/api/run";
import { togetherIn } from "./runs-together";

const POLL_MS = 500;
const LOST: RunState = { state: "unknown" };

type Options = {
  /** The runs as they were started or joined; null where there are none. */
  readonly started: Extract<HitsAnswer, { kind: "started" }> | null;
  readonly runIds: readonly string[];
  readonly pollRuns: RunActions["pollRuns"];
  readonly subscriber: string;
  /** How often the request was sent: after a restart of the server, its run is followed again. */
  readonly turn: number;
  /** The server no longer knows a live run: it was restarted, and the request has to be sent again. */
  readonly onLost: () => void;
};

/** Of several runs, the state of the others is not known at first. */
const RUNNING: RunState = { state: "running", sql: "", elapsedMs: 0, progress: null };

/** Follows runs to their end. When the tab closes, the server is informed, so that it can be cancelled. */
export function useRunState(options: Options): {
  readonly state: RunState | null;
  /** Why they cannot be followed, a sentence; null while they can. */
  readonly offline: string | null;
} {
  const { started, runIds, pollRuns, subscriber, turn } = options;
  const onLost = useEffectEvent(options.onLost);
  const first = started && runIds.length > 1 ? RUNNING : (started?.state ?? null);
  const { data, error } = useQuery({
    queryKey: ["run-state", runIds, subscriber, turn],
    enabled: isLive(first),
    queryFn: async () => {
      const states = await pollRuns(runIds, subscriber);
      return togetherIn(runIds.map((runId) => states[runId] ?? LOST));
    },
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
