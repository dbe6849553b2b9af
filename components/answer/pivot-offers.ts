"use client";
import { createContext } from "react";
import type { PivotTarget } from "@/queries/pivots";

/** Hears which pivots a menu offers: whoever opened it is about to follow one of them. */
export const PivotOffers = createContext<(targets: readonly PivotTarget[]) => void>(() => {});
