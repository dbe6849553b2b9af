"use client";
/** Copying text, and how it went. */
import { useCallback, useEffect, useState } from "react";

const SHOWN_MS = 1600;

export type CopyState = "idle" | "copied" | "failed";

/** Copies text; for a moment the state is how it went. */
export function useCopy(): readonly [CopyState, (text: string) => void] {
  const [state, setState] = useState<CopyState>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = useCallback((text: string) => {
    // Absent on plain http beyond localhost.
    if (!navigator.clipboard) {
      setState("failed");
      return;
    }
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  }, []);
  return [state, copy];
}
