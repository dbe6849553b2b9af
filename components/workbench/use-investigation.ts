"use client";
/** The investigation in the address bar. */
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useState } from "react";
import { leaving } from "@/components/shell/leaving";
import type { DefaultScopes } from "@/lib/investigation/default-range";
import {
  formatInvestigation,
  type Investigation,
  parseInvestigation,
  type Reading,
} from "@/lib/investigation/investigation";

/**
 * `push` goes on, `replace` stays, and `amend` writes what has become known into the address that
 * it belongs to: where a person has gone on meanwhile, it does nothing.
 */
export type Go = (next: Investigation, how?: "push" | "replace" | "amend") => void;

const NONE: readonly string[] = [];

/** What was wrong with a link, still shown after the link was corrected. */
type Kept = { readonly search: string; readonly problems: readonly string[] };

/**
 * The investigation that the address bar shows, and the only way to another one. Null where the
 * path names no playbook.
 */
export function useInvestigation(scopes: DefaultScopes): {
  readonly reading: Reading | null;
  readonly go: Go;
} {
  const playbookId = usePathname().split("/")[2] ?? "";
  const search = useSearchParams().toString();
  const [kept, setKept] = useState<Kept>({ search: "", problems: NONE });
  useEffect(() => {
    leaving.isUnderWay = false;
  }, []);
  const parsed = useMemo(
    () => parseInvestigation(playbookId, new URLSearchParams(search), scopes),
    [playbookId, search, scopes],
  );
  const problems = kept.search === search ? kept.problems : (parsed?.problems ?? NONE);
  const reading = useMemo(() => parsed && { ...parsed, problems }, [parsed, problems]);
  const go = useCallback<Go>(
    (next, how = "push") => {
      const href = formatInvestigation(next);
      // The address changes at once, what is drawn from it a moment later.
      const shown = new URLSearchParams(window.location.search).toString();
      if (how === "amend" && (shown !== search || leaving.isUnderWay)) return;
      // The page needs nothing from the server for this, so the address changes without a request.
      if (how === "push") window.history.pushState(null, "", href);
      else {
        window.history.replaceState(null, "", href);
        setKept({ search: new URL(href, window.location.href).searchParams.toString(), problems });
      }
    },
    [problems, search],
  );
  return { reading, go };
}
