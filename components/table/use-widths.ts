"use client";
/** The column widths that a person chose. */
import { useRef, useState } from "react";
import { type ColumnWidths, widthWithin } from "@/lib/investigation/link-table";

export type Resizing = {
  /** A width while it is dragged; null is by content again. */
  readonly onWidth: (column: string, width: number | null) => void;
  /** The drag is over. */
  readonly onDone: () => void;
};

/**
 * The widths that a person chose, and how to change them. They show while they are dragged, and go
 * into the address at the end.
 */
export function useWidths(
  inAddress: ColumnWidths,
  onChoose: (widths: ColumnWidths) => void,
): readonly [ColumnWidths, Resizing] {
  const [draft, setDraft] = useState<ColumnWidths | null>(null);
  const latest = useRef<ColumnWidths | null>(null);
  if (draft && JSON.stringify(draft) === JSON.stringify(inAddress)) setDraft(null);
  const onWidth = (column: string, width: number | null): void => {
    const { [column]: _, ...others } = latest.current ?? draft ?? inAddress;
    latest.current = width === null ? others : { ...others, [column]: widthWithin(width) };
    setDraft(latest.current);
  };
  const onDone = (): void => {
    if (latest.current) onChoose(latest.current);
    latest.current = null;
  };
  return [draft ?? inAddress, { onWidth, onDone }];
}
