"use client";
import { useEffect, useEffectEvent, useState } from "react";
import type { RunActions, RunStates } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { pollPauseMs } from "./poll-pace";

const isLive = (state: RunState | undefined | null): boolean =>
  state?.state === "queued" || state?.state === "running";

export type RunStatesOptions = {
  /** Runs and where they were when the server told of them first. */
  readonly started: RunStates;
  readonly pollRuns: RunActions["pollRuns"];
  readonly viewer: string;
  /** Questions are on their way to the server: runs may begin of which nothing is known here yet. */
  readonly isAsking: boolean;
  /** The server no longer knows these live runs: it was started anew, and has to be asked again. */
  readonly onLost: (ids: readonly string[]) => void;
};

/**
 * Follows runs to their end: one call for all that are live, less often the longer it takes. When
 * the tab closes, the server is told, so that nothing runs on for nobody.
 */
export function useRunStates(options: RunStatesOptions): {
  readonly states: RunStates;
  readonly isOffline: boolean;
} {
  const { started, pollRuns, viewer, isAsking } = options;
  const onLost = useEffectEvent(options.onLost);
  const [polled, setPolled] = useState<RunStates>({});
  const [isOffline, setOffline] = useState(false);
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
        const next = await pollRuns(ids, viewer);
        if (isOver) return;
        const lost = ids.filter((id) => next[id]?.state === "unknown");
        const known = Object.entries(next).filter(([id]) => !lost.includes(id));
        setPolled((before) => ({ ...before, ...Object.fromEntries(known) }));
        setOffline(false);
        if (lost.length > 0) onLost(lost);
      } catch {
        if (isOver) return;
        setOffline(true);
      }
      timer = setTimeout(poll, pollPauseMs(performance.now() - sinceMs));
    };
    timer = setTimeout(poll, pollPauseMs(0));
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [live, pollRuns, viewer]);

  useEffect(() => {
    if (live === "" && !isAsking) return;
    const leave = () => navigator.sendBeacon("/api/runs/leave", JSON.stringify({ viewer }));
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, [live, isAsking, viewer]);

  return { states, isOffline };
}
