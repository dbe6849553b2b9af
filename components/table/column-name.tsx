/** The name of a column in the column chooser. */
import { headingOf } from "@/components/cell/column-heading";
import type { FieldName } from "@/queries/fields";

type Props = {
  readonly column: string;
  /** Fields that the source's table lacks. */
  readonly missing: readonly FieldName[];
};

/** A column by its heading, and the name that links and files have for it. */
export function ColumnName({ column, missing }: Props) {
  const isMissing = missing.some((field) => field === column);
  return (
    <>
      <span className="shrink-0">{headingOf(column)}</span>
      <span aria-hidden="true" className="ml-auto truncate pl-2 font-mono text-[11px] text-ink-3">
        {isMissing ? "not in this table" : column}
      </span>
    </>
  );
}
