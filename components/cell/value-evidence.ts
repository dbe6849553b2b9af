"use client";
/** What is unusual about an answer's values, as a context for its cells. */
import { createContext } from "react";
import type { Cell } from "@/lib/api/run";
import type { Mark } from "@/queries/signals/marks";

/** The time that lanes show: the baseline, then the range. */
export type LaneSpan = {
  readonly fromMs: number;
  /** Where the range begins; the same as `fromMs` without a baseline. */
  readonly rangeMs: number;
  readonly toMs: number;
};

export type ValueEvidence = {
  /** The mark of a cell's value; null for a usual one, and for columns that are not compared. */
  readonly markOf: (column: string, cell: Cell) => Mark | null;
  /** Marks in words beside counts; as dots in a listing, which has no room for them. */
  readonly areMarksInWords: boolean;
  /** Null where there are no lanes. */
  readonly span: LaneSpan | null;
};

/** The context of an answer's values: what is unusual about them. */
export const ValueEvidenceContext = createContext<ValueEvidence>({
  markOf: () => null,
  areMarksInWords: false,
  span: null,
});
