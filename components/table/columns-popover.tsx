"use client";
/** The button and panel that choose columns. */
import dynamic from "next/dynamic";
import { buttonClass } from "@/components/ui/button";
import { loadCode } from "@/components/ui/load-code";
import { Popover } from "@/components/ui/popover";
import type { ColumnChoice } from "./column-chooser";
import { offeredColumns } from "./table-columns";

/** The list is needed only once the panel opens. */
const ColumnChooser = dynamic(
  () => loadCode(() => import("./column-chooser")).then((module) => module.ColumnChooser),
  { ssr: false, loading: () => <div className="h-[420px]" aria-hidden="true" /> },
);

/** Which columns the table shows, in which order. */
export function ColumnsPopover(props: ColumnChoice) {
  const hidden = offeredColumns(props.own).filter((column) => !props.shown.includes(column));
  return (
    <Popover
      label="Columns"
      align="end"
      triggerClass={buttonClass()}
      panelClass="w-[340px] max-w-[calc(100vw-16px)] p-2"
      trigger={
        <>
          Columns
          {hidden.length > 0 && (
            <span className="text-ink-3 max-sm:sr-only">{hidden.length} hidden</span>
          )}
        </>
      }
    >
      {() => <ColumnChooser {...props} />}
    </Popover>
  );
}
