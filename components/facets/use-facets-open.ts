"use client";
import { useEffect, useState } from "react";

const KEY = "facets";
const OPEN = "open";

/** Below this width the facets cover the page, so that they open only when a person asks. */
const BESIDE = "(min-width: 1024px)";

/** A browser may refuse to store anything; the panel then only forgets. */
function remember(isOpen: boolean): void {
  try {
    if (isOpen) localStorage.setItem(KEY, OPEN);
    else localStorage.removeItem(KEY);
  } catch {}
}

function wasOpen(): boolean {
  try {
    return localStorage.getItem(KEY) === OPEN && window.matchMedia(BESIDE).matches;
  } catch {
    return false;
  }
}

/** Whether the facets are shown: as this browser had them last. */
export type FacetsOpen = {
  readonly isOpen: boolean;
  /** A person has just opened them: they take the focus. */
  readonly isFresh: boolean;
  readonly toggle: () => void;
};

export function useFacetsOpen(): FacetsOpen {
  const [state, setState] = useState({ isOpen: false, isFresh: false });
  useEffect(() => {
    if (wasOpen()) setState({ isOpen: true, isFresh: false });
  }, []);
  const toggle = (): void => {
    const isOpen = !state.isOpen;
    remember(isOpen);
    setState({ isOpen, isFresh: isOpen });
  };
  return { ...state, toggle };
}
