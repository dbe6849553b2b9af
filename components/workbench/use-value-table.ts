"use client";
/** The table of a counting step, with its marks and their filter. */
import { useMemo } from "react";
import {
  markedFilter,
  succeededFirst,
  type Table,
  withValueColumns,
} from "@/components/evidence/value-rows";
import type { Row } from "@/lib/api/run";
import type { QuickFilter, Step } from "@/queries/playbook";
import type { Evidence } from "./use-evidence";

/** An answer's table with what is known of its values, and the filter on those with a mark. */
export function useValueTable(
  { answer }: Step,
  evidence: Evidence,
  columns: readonly string[],
  rows: readonly Row[],
): { readonly table: Table; readonly marked: QuickFilter | null } {
  const { column, factsOf, values } = evidence;
  const isOfRules = answer.kind === "rule-matches";
  return useMemo(() => {
    const own = { columns, rows: isOfRules ? succeededFirst(columns, rows) : rows };
    if (column === null) return { table: own, marked: null };
    return {
      table: withValueColumns(own, column, factsOf),
      marked: markedFilter(own, column, values.markOf),
    };
  }, [isOfRules, column, factsOf, values, columns, rows]);
}
