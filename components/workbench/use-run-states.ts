"use client";
import { useEffect, useState } from "react";
import type { RunActions, RunStates } from "@/lib/answers";
import type { RunState } from "@/lib/engine/port";

const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 2_000;

const isLive = (state: RunState | undefined | null): boolean =>
  state?.state === "queued" || state?.state === "running";

/**
 * Follows runs to their end: one call for all that are live, less often the longer it takes. When
 * the tab closes, the server is told, so that nothing runs on for nobody.
 */
export function useRunStates(
  started: RunStates,
  pollRuns: RunActions["pollRuns"],
  viewer: string,
): { readonly states: RunStates; readonly isOffline: boolean } {
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
    let delayMs = FIRST_POLL_MS;
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      try {
        const next = await pollRuns(ids, viewer);
        if (isOver) return;
        setPolled((before) => ({ ...before, ...next }));
        setOffline(false);
      } catch {
        if (isOver) return;
        setOffline(true);
      }
      delayMs = Math.min(delayMs * 1.3, LONGEST_POLL_MS);
      timer = setTimeout(poll, delayMs);
    };
    const leave = () => navigator.sendBeacon("/api/runs/leave", JSON.stringify({ viewer, ids }));
    timer = setTimeout(poll, delayMs);
    window.addEventListener("pagehide", leave);
    return () => {
      isOver = true;
      clearTimeout(timer);
      window.removeEventListener("pagehide", leave);
    };
  }, [live, pollRuns, viewer]);

  return { states, isOffline };
}
