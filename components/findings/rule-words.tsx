"use client";
/** Rules and tactics by their names in a plain table, whose cells hold ids. */
import type { ReactNode } from "react";
import type { WordsOf } from "@/components/cell/cell-content";
import type { Cell } from "@/lib/api/run";
import type { PivotTarget } from "@/queries/pivots";
import { tacticName } from "@/queries/watchlist/tactics";
import { ruleTitle } from "./read-findings";

/** The rows of an answer as a plain table. */
export type PlainRows = (own?: {
  readonly wordsOf?: WordsOf;
  readonly onPivot?: (target: PivotTarget) => void;
}) => ReactNode;

/** The title of a rule and the name of a tactic. */
export function wordsOf(column: string, cell: Cell): string | null {
  if (typeof cell !== "string") return null;
  if (column === "rule") return ruleTitle(cell);
  return column === "tactic" ? tacticName(cell) : null;
}

/** A plain table with the titles of rules and the names of tactics. */
export function RuleWords({ plain }: { readonly plain: PlainRows }) {
  return plain({ wordsOf });
}
