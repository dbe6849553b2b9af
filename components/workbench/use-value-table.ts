"use client";
import { useMemo } from "react";
import { markedFilter, type Table, withValueColumns } from "@/components/evidence/value-rows";
import type { Row } from "@/lib/api/run";
import type { QuickFilter } from "@/queries/playbook";
import type { Evidence } from "./use-evidence";

/** An answer's table with what is known of its values, and the filter on those with a mark. */
export function useValueTable(
  evidence: Evidence,
  columns: readonly string[],
  rows: readonly Row[],
): { readonly table: Table; readonly marked: QuickFilter | null } {
  const { column, factsOf, values } = evidence;
  return useMemo(() => {
    const own = { columns, rows };
    if (column === null) return { table: own, marked: null };
    return {
      table: withValueColumns(own, column, factsOf),
      marked: markedFilter(own, column, values.markOf),
    };
  }, [column, factsOf, values, columns, rows]);
}
