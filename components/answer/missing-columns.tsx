/** The notice about columns that the table does not have. */
import { headingOf } from "@/components/cell/column-heading";
import type { FieldName } from "@/queries/fields";

type Props = {
  /** Fields that the source's table lacks. */
  readonly missing: readonly FieldName[];
  readonly shown: readonly string[];
};

/** Which of the columns shown are empty because the table does not have them. */
export function MissingColumns({ missing, shown }: Props) {
  const empty = missing.filter((field) => shown.includes(field)).map(headingOf);
  if (empty.length === 0) return null;
  return (
    <p className="-mt-1 text-[12px] text-denied-ink">
      This table has no column for {empty.join(", ")}. It is shown as empty.
    </p>
  );
}
