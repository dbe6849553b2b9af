"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import {
  formatInvestigation,
  type Investigation,
  parseInvestigation,
  type Reading,
} from "@/lib/investigation";
import type { Scope } from "@/queries/scope";

export type Go = (next: Investigation, how?: "push" | "replace") => void;

/**
 * The investigation that the address bar shows, and the only way to another one. Null where the
 * path names no playbook.
 */
export function useInvestigation(fallback: Scope): {
  readonly reading: Reading | null;
  readonly go: Go;
} {
  const playbookId = usePathname().split("/")[2] ?? "";
  const search = useSearchParams().toString();
  const reading = useMemo(
    () => parseInvestigation(playbookId, new URLSearchParams(search), fallback),
    [playbookId, search, fallback],
  );
  const go = useCallback<Go>((next, how = "push") => {
    const href = formatInvestigation(next);
    // The page needs nothing from the server for this, so the address changes without a request.
    if (how === "push") window.history.pushState(null, "", href);
    else window.history.replaceState(null, "", href);
  }, []);
  return { reading, go };
}
