"use client";
/** What cell menus know of the cost of pivots. */
import { createContext, type ReactNode } from "react";
import type { PivotTarget } from "@/queries/pivots";

type Offers = {
  /** Called when a pivot is likely to be followed: it is first in an open menu, or is pressed. */
  readonly onLikely: (target: PivotTarget) => void;
  /** What following a pivot costs, such as `0 bytes` or `1.8 GB · ≈ $0.009`. */
  readonly costOf: (target: PivotTarget) => ReactNode;
};

/** The context of an answer's menus: the costs and prefetching of their pivots. */
export const PivotOffers = createContext<Offers>({ onLikely: () => {}, costOf: () => null });
