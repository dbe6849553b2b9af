"use client";
import { buttonClass } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { type ColumnChoice, ColumnList } from "./column-list";

/** Which columns the table shows. */
export function ColumnsPopover(props: ColumnChoice) {
  const count = props.columns.length - props.shown.length;
  return (
    <Popover
      label="Columns"
      align="end"
      triggerClass={buttonClass()}
      panelClass="min-w-[200px] p-1.5"
      trigger={
        <>
          Columns
          {count > 0 && <span className="text-ink-3 max-sm:sr-only">{count} hidden</span>}
        </>
      }
    >
      {() => <ColumnList {...props} />}
    </Popover>
  );
}
