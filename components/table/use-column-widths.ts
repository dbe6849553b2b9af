"use client";
/** The widths of a table's columns, from its rows. */
import { type RefObject, use, useLayoutEffect, useMemo, useState } from "react";
import { AddressData } from "@/components/cell/address-data";
import { cellContent, type RowFacts } from "@/components/cell/cell-content";
import { kindOfColumn } from "@/components/cell/column-heading";
import { type ValueEvidence, ValueEvidenceContext } from "@/components/cell/value-evidence";
import type { Row } from "@/lib/api/run";
import type { ColumnWidths } from "@/lib/investigation/investigation";
import { LastTableWidth } from "./last-table-width";
import { type ColumnRoom, columnRooms } from "./table-columns";

/** Rows that the widths of columns are taken from: enough to be typical, few enough to be quick. */
const MEASURED_ROWS = 200;

/** The room that the labels of addresses may have: they arrive when the widths are set. */
const LABEL_LETTERS = 30;

type Measured = {
  readonly columns: readonly string[];
  readonly shown: readonly string[];
  readonly rows: readonly Row[];
  readonly facts: (row: Row | undefined) => RowFacts;
};

/** The length of the longest text of each column shown, among the first rows. */
function longestTexts(
  { columns, shown, rows, facts }: Measured,
  { markOf, areMarksInWords }: ValueEvidence,
): ReadonlyMap<string, number> {
  const sample = rows.slice(0, MEASURED_ROWS).map((row) => ({ row, known: facts(row) }));
  return new Map(
    shown.map((column) => {
      const at = columns.indexOf(column);
      const lengths = sample.map(({ row, known }) => {
        const cell = row[at] ?? null;
        const mark = markOf(column, cell);
        const ofMark = mark === null ? 0 : areMarksInWords ? mark.label.length + 2 : 2;
        return cellContent(column, cell, known).text.length + ofMark;
      });
      return [column, Math.max(0, ...lengths)];
    }),
  );
}

/** The width inside an element that scrolls, CSS pixels. */
function useInnerWidth(ref: RefObject<HTMLElement | null>): number {
  const last = use(LastTableWidth);
  const [width, setWidth] = useState(last?.current ?? 0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void => {
      if (last) last.current = element.clientWidth;
      setWidth(element.clientWidth);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, last]);
  return width;
}

/** The width range of each column shown, from the first rows; later rows change nothing. */
export function useColumnWidths(
  table: RefObject<HTMLElement | null>,
  { columns, shown, rows, facts }: Measured,
  widths: ColumnWidths,
): readonly ColumnRoom[] {
  const [first] = rows;
  const evidence = use(ValueEvidenceContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first row stands for the first ones.
  const longest = useMemo(
    () => longestTexts({ columns, shown, rows, facts }, evidence),
    [columns, shown, first, facts, evidence],
  );
  const width = useInnerWidth(table);
  const labelLetters = use(AddressData).files.length > 0 ? LABEL_LETTERS : 0;
  return useMemo(() => {
    const letters = (column: string): number =>
      (longest.get(column) ?? 0) + (kindOfColumn(column) === "sourceIp" ? labelLetters : 0);
    return columnRooms(shown, letters, widths, width);
  }, [shown, longest, widths, width, labelLetters]);
}
