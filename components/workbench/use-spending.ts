"use client";
/** The cost ledger of an investigation in this tab. */
import { useEffect, useState } from "react";
import {
  formatKept,
  isNews,
  noteRun,
  parseKept,
  type SeenRun,
  type Spending,
} from "@/lib/investigation/spending";

/** Where the tab keeps it: it outlives a reload and ends with the tab. */
const KEY = "trailbook.spending";

/** The same, for a browser that keeps nothing for this site. */
let memory: string | null = null;

function readTab(): string | null {
  try {
    return sessionStorage.getItem(KEY) ?? memory;
  } catch {
    return memory;
  }
}

function writeTab(text: string): void {
  memory = text;
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // Full, or not allowed: it lasts until the next load.
  }
}

const NOTHING: Spending = {};

/** What the investigation of this subject has spent, as this tab knows, and how to note its runs. */
export function useSpending(subject: string): {
  readonly spending: Spending;
  readonly note: (runs: readonly SeenRun[]) => void;
} {
  const [kept, setKept] = useState<Readonly<Record<string, Spending>>>({});
  // The server knows nothing of the tab, so this comes after the first picture.
  useEffect(() => setKept(parseKept(readTab())), []);
  const spending = kept[subject] ?? NOTHING;
  const note = (runs: readonly SeenRun[]): void => {
    const news = runs.filter((run) => isNews(spending, run));
    if (news.length === 0) return;
    const text = readTab();
    const before = parseKept(text)[subject] ?? NOTHING;
    const after = news.reduce(noteRun, before);
    if (after === before) return;
    writeTab(formatKept(text, subject, after));
    setKept((all) => ({ ...all, [subject]: after }));
  };
  return { spending, note };
}
