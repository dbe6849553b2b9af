"use client";
import { useMemo, useState } from "react";
import { shownColumns, usualColumns } from "@/components/table/table-columns";

type Choice = readonly string[] | null;

const keyOf = (choice: Choice): string => choice?.join() ?? "";

/**
 * The columns shown of an answer, and how to choose others. A choice shows at once: the address, which
 * keeps it, changes what is drawn a moment later, and the next click must not start from before.
 */
export function useColumns(
  columns: readonly string[],
  inAddress: Choice,
  onChoose: (choice: Choice) => void,
): readonly [shown: readonly string[], choose: (shown: readonly string[]) => void] {
  const [draft, setDraft] = useState<{ readonly choice: Choice } | null>(null);
  if (draft && keyOf(draft.choice) === keyOf(inAddress)) setDraft(null);
  const choose = (shown: readonly string[]): void => {
    const choice = keyOf(shown) === keyOf(usualColumns(columns)) ? null : shown;
    setDraft({ choice });
    onChoose(choice);
  };
  const choice = draft ? draft.choice : inAddress;
  // The same columns are the same list: the table is drawn again for another.
  const shown = useMemo(() => shownColumns(columns, choice), [columns, choice]);
  return [shown, choose];
}
