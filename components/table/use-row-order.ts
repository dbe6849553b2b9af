"use client";
/** The order of sorted rows. */
import { useMemo } from "react";
import type { Row } from "@/lib/api/run";
import type { Sort } from "@/lib/investigation/investigation";
import { sortedOrder } from "./row-order";

/** `sortedOrder`, once for the same rows and an equal sort: the address gives a new one each time. */
export function useRowOrder(
  rows: readonly Row[],
  columns: readonly string[],
  sort: Sort | null,
): Uint32Array | null {
  const column = sort?.column ?? null;
  const descending = sort?.descending ?? false;
  return useMemo(
    () => (column === null ? null : sortedOrder(rows, columns, { column, descending })),
    [rows, columns, column, descending],
  );
}
