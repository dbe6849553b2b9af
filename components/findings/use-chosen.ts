"use client";
/** The chosen facets, as this tab had them last for the same findings: on the way back they are there. */
import { useState } from "react";
import type { Investigation } from "@/lib/investigation/investigation";
import { ALL, type Chosen, FACETS } from "./filter-findings";

const KEY = "finding-facets";

/** A browser may refuse to store anything; the choice is then only forgotten. */
function remember(subject: string, chosen: Chosen): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([subject, ...FACETS.map((facet) => chosen[facet])]));
  } catch {}
}

function remembered(subject: string): Chosen {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (!Array.isArray(kept) || kept[0] !== subject) return ALL;
    const valueAt = (at: number) => (typeof kept[at] === "string" ? kept[at] : null);
    return { tactic: valueAt(1), actor: valueAt(2), account: valueAt(3) };
  } catch {
    return ALL;
  }
}

/** The chosen facets of an investigation's findings. */
export function useChosen({ scope, filters, source }: Investigation) {
  const subject = JSON.stringify([scope, filters, source]);
  const [state, setState] = useState(() => ({ subject, chosen: remembered(subject) }));
  if (state.subject !== subject) setState({ subject, chosen: remembered(subject) });
  const choose = (chosen: Chosen): void => {
    remember(subject, chosen);
    setState({ subject, chosen });
  };
  return [state.chosen, choose] as const;
}
