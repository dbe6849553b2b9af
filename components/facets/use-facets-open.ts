"use client";
/** Whether the facets are shown beside a listing. */
import { useEffect, useState } from "react";

const KEY = "facets";

/** Below this width the facets cover the page, so that they open only when a person asks. */
const BESIDE = "(min-width: 1024px)";

/** A browser may refuse to store anything; the panel then only forgets. */
function remember(subject: string | null): void {
  try {
    if (subject === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, subject);
  } catch {}
}

function wasOpen(subject: string): boolean {
  try {
    return sessionStorage.getItem(KEY) === subject && window.matchMedia(BESIDE).matches;
  } catch {
    return false;
  }
}

export type FacetsOpen = {
  readonly isOpen: boolean;
  /** A person has just opened them: they take the focus. */
  readonly isFresh: boolean;
  readonly toggle: () => void;
};

/**
 * Whether the facets are shown: as this tab had them last for the same subject. Another subject
 * starts without them.
 * @param subject what the investigation is about, as a text
 */
export function useFacetsOpen(subject: string): FacetsOpen {
  const [state, setState] = useState({ subject, isOpen: false, isFresh: false });
  if (state.subject !== subject) setState({ subject, isOpen: false, isFresh: false });
  useEffect(() => {
    if (wasOpen(subject)) setState({ subject, isOpen: true, isFresh: false });
  }, [subject]);
  const { isOpen, isFresh } = state;
  const toggle = (): void => {
    remember(isOpen ? null : subject);
    setState({ subject, isOpen: !isOpen, isFresh: !isOpen });
  };
  return { isOpen, isFresh, toggle };
}
