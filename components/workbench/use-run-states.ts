"use client";
/** Polling of live runs. */
import { useEffect, useEffectEvent, useState } from "react";
import { RETRYING, requestProblem } from "@/components/ui/request-problem";
import type { RunActions, RunStates } from "@/lib/api/answers";
import { isLive } from "@/lib/api/run";
import { pollPauseMs } from "./poll-pace";

export type RunStatesOptions = {
  /** Runs, and where each was when it was started or joined. */
  readonly started: RunStates;
  readonly pollRuns: RunActions["pollRuns"];
  readonly subscriber: string;
  /** Requests are on their way to the server: runs may start of which nothing is known here yet. */
  readonly isSending: boolean;
  /** The server no longer knows these live runs: it was restarted, and the request has to be sent again. */
  readonly onLost: (ids: readonly string[]) => void;
};

/**
 * Follows runs to their end: one call for all that are live, less often the longer it takes. When
 * the tab closes, it says so to the server, so that no run goes on without a subscriber.
 */
export function useRunStates(options: RunStatesOptions): {
  readonly states: RunStates;
  /** Why the runs cannot be followed, a sentence; null while they can. */
  readonly offline: string | null;
} {
  const { started, pollRuns, subscriber, isSending } = options;
  const onLost = useEffectEvent(options.onLost);
  const [polled, setPolled] = useState<RunStates>({});
  const [offline, setOffline] = useState<string | null>(null);
  const states = { ...started, ...polled };
  const live = Object.keys(started)
    .filter((id) => isLive(states[id]))
    .sort()
    .join(",");

  useEffect(() => {
    if (live === "") return;
    const ids = live.split(",");
    let isOver = false;
    const sinceMs = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      try {
        const next = await pollRuns(ids, subscriber);
        if (isOver) return;
        const lost = ids.filter((id) => next[id]?.state === "unknown");
        const known = Object.entries(next).filter(([id]) => !lost.includes(id));
        setPolled((before) => ({ ...before, ...Object.fromEntries(known) }));
        setOffline(null);
        if (lost.length > 0) onLost(lost);
      } catch (error) {
        if (isOver) return;
        setOffline(requestProblem(error, RETRYING));
      }
      timer = setTimeout(poll, pollPauseMs(performance.now() - sinceMs));
    };
    timer = setTimeout(poll, pollPauseMs(0));
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [live, pollRuns, subscriber]);

  useEffect(() => {
    if (live === "" && !isSending) return;
    const leave = () => navigator.sendBeacon("/api/runs/leave", JSON.stringify({ subscriber }));
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, [live, isSending, subscriber]);

  return { states, offline };
}
