"use client";
import { createContext, type ReactNode } from "react";
import type { PivotTarget } from "@/queries/pivots";

type Offers = {
  /** Hears which pivots a menu offers: whoever opened it is about to follow one of them. */
  readonly onOffer: (targets: readonly PivotTarget[]) => void;
  /** What following a pivot costs, such as `0 bytes` or `1.8 GB · ≈ $0.009`. */
  readonly costOf: (target: PivotTarget) => ReactNode;
};

/** What surrounds the menus of an answer and knows where their pivots lead. */
export const PivotOffers = createContext<Offers>({ onOffer: () => {}, costOf: () => null });
