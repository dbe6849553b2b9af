"use client";
/** The columns that an answer shows. */
import { useMemo, useState } from "react";
import { usualColumns } from "@/components/table/table-columns";

type Choice = readonly string[] | null;

const keyOf = (choice: Choice): string => choice?.join() ?? "";

/**
 * The columns shown of an answer, and how to choose others. A choice shows at once: the address, which
 * keeps it, changes what is drawn a moment later, and the next click must not start from before.
 *
 * @param own the columns of the step itself
 * @param isOfOneRule whether all rows are of the same watchlist rule
 */
export function useColumns(
  own: readonly string[],
  inAddress: Choice,
  onChoose: (choice: Choice) => void,
  isOfOneRule: boolean,
) {
  const [draft, setDraft] = useState<{ readonly choice: Choice } | null>(null);
  if (draft && keyOf(draft.choice) === keyOf(inAddress)) setDraft(null);
  const usual = useMemo(() => usualColumns(own, isOfOneRule), [own, isOfOneRule]);
  const choice = draft ? draft.choice : inAddress;
  // The same columns are the same list: the table is drawn again for another.
  const key = keyOf(choice);
  const shown = useMemo(() => (key === "" ? usual : key.split(",")), [usual, key]);
  return {
    shown,
    isUsual: choice === null,
    choose: (next: readonly string[]): void => {
      const chosen = keyOf(next) === keyOf(usual) ? null : next;
      setDraft({ choice: chosen });
      onChoose(chosen);
    },
    /** Shows the usual columns; the caller changes the address. */
    reset: (): void => setDraft({ choice: null }),
  };
}
