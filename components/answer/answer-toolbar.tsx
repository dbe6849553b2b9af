"use client";
/** The toolbar of an answer. */
import type { ReactNode } from "react";
import { CONTENT } from "@/components/shell/skip-link";
import type { ColumnChoice } from "@/components/table/column-chooser";
import { ColumnsPopover } from "@/components/table/columns-popover";
import { Button, buttonClass } from "@/components/ui/button";
import { CopyLabel } from "@/components/ui/copy-label";
import { LogValue } from "@/components/ui/log-text";
import { useCopy } from "@/components/ui/use-copy";
import type { Row } from "@/lib/api/run";
import type { Sort } from "@/lib/investigation/investigation";
import { shorten, valueText, visibleText } from "@/lib/text/visible-text";
import { describeFilter } from "@/queries/filter-words";
import { type Filter, formatFilter } from "@/queries/filters";
import { copiedText } from "./exported-columns";

export type AnswerToolbarProps = {
  /** The step's question. */
  readonly title: string;
  readonly columns: readonly string[];
  /** Those shown, in order, which Copy copies, and how to choose others. */
  readonly columnChoice: ColumnChoice;
  /** Grouped rows have separate columns. */
  readonly isGrouped: boolean;
  /** The loaded rows, which Copy copies. */
  readonly rows: readonly Row[];
  /** The order in which they are shown, and copied. */
  readonly sort: Sort | null;
  /** The filter on values with a mark; null where there are none. */
  readonly marked: ReactNode;
  readonly areFacetsOpen: boolean;
  /** Null for an answer without facets. */
  readonly onToggleFacets: (() => void) | null;
  readonly isSqlOpen: boolean;
  /** Null while there is no SQL to show. */
  readonly onToggleSql: (() => void) | null;
  /** Null while there is nothing to download. */
  readonly downloadHref: ((format: "csv" | "json") => string) | null;
  readonly filters: readonly Filter[];
  readonly onRemoveFilter: (index: number) => void;
};

function FilterChip({
  filter,
  onRemove,
}: {
  readonly filter: Filter;
  readonly onRemove: () => void;
}) {
  const { subject, value } = describeFilter(filter);
  return (
    <li className="flex min-w-0 items-center rounded-md border border-line bg-panel text-[12px]">
      <span
        className="truncate py-px pl-2"
        title={value.length > 40 ? visibleText(shorten(value, 500)) : undefined}
      >
        <span className="text-ink-3">{subject}</span>{" "}
        <span className="font-mono">
          <LogValue value={value} length={40} />
        </span>
      </span>
      <button
        type="button"
        aria-label={`Remove the filter ${subject} ${valueText(shorten(value, 60))}`}
        onClick={onRemove}
        className="rounded-r-md px-1.5 text-ink-3 leading-[22px] hover:bg-line-soft hover:text-ink"
      >
        ×
      </button>
    </li>
  );
}

/** The toolbar above an answer: its question, copy and download, and its filters. */
export function AnswerToolbar(props: AnswerToolbarProps) {
  const { columns, columnChoice, rows, sort, downloadHref, filters } = props;
  const [copyState, copy] = useCopy();
  const copyRows = (): void => copy(copiedText(columnChoice.shown, columns, rows, sort));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
        <h2
          id={CONTENT}
          tabIndex={-1}
          className="font-semibold text-[14px] tracking-[-0.01em] max-sm:w-full"
        >
          {props.title}
        </h2>
        <div className="ml-auto flex flex-wrap items-center gap-1.5 max-sm:ml-0 max-sm:max-w-full max-sm:flex-nowrap max-sm:overflow-x-auto">
          {props.marked}
          {props.onToggleFacets && (
            <Button
              data-facets-button=""
              aria-expanded={props.areFacetsOpen}
              title="The values of these events, with counts (f)"
              onClick={props.onToggleFacets}
            >
              Facets
            </Button>
          )}
          {props.onToggleSql && (
            <Button aria-expanded={props.isSqlOpen} onClick={props.onToggleSql}>
              SQL
            </Button>
          )}
          {columns.length > 0 && !props.isGrouped && <ColumnsPopover {...columnChoice} />}
          {rows.length > 0 && (
            <Button onClick={copyRows} title="Copy the loaded rows for a spreadsheet">
              <CopyLabel state={copyState} />
            </Button>
          )}
          {downloadHref && (
            <>
              <a className={buttonClass()} href={downloadHref("csv")} download>
                CSV
              </a>
              <a className={buttonClass()} href={downloadHref("json")} download>
                JSON
              </a>
            </>
          )}
        </div>
      </div>
      {filters.length > 0 && (
        <ul aria-label="Filters" className="flex flex-wrap gap-1.5">
          {filters.map((filter, index) => (
            <FilterChip
              key={formatFilter(filter)}
              filter={filter}
              onRemove={() => props.onRemoveFilter(index)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
