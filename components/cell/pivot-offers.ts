"use client";
import { createContext, type ReactNode } from "react";
import type { PivotTarget } from "@/queries/pivots";

type Offers = {
  /** A pivot is likely to be followed: its menu is open and it is the first, or it is pressed. */
  readonly onLikely: (target: PivotTarget) => void;
  /** What following a pivot costs, such as `0 bytes` or `1.8 GB · ≈ $0.009`. */
  readonly costOf: (target: PivotTarget) => ReactNode;
};

/** What surrounds the menus of an answer and knows where their pivots lead. */
export const PivotOffers = createContext<Offers>({ onLikely: () => {}, costOf: () => null });
