"use client";
/** The table of an answer. */
import { type CSSProperties, type ReactNode, use, useMemo, useRef } from "react";
import { AccountNamesContext } from "@/components/cell/account-names";
import { rowFacts, type WordsOf } from "@/components/cell/cell-content";
import { PivotOffers } from "@/components/cell/pivot-offers";
import { useCellMenu } from "@/components/cell/use-cell-menu";
import { useCellTitle } from "@/components/cell/use-cell-title";
import { type CopyState, useCopy } from "@/components/ui/use-copy";
import { useKeptScroll } from "@/components/ui/use-kept-scroll";
import type { Row } from "@/lib/api/run";
import { answerAddress } from "@/lib/investigation/answer-address";
import type { ColumnWidths, Investigation, Sort } from "@/lib/investigation/investigation";
import { formatCount } from "@/lib/text/format";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";
import { cellEvents } from "./cell-events";
import { type CellPlace, placeOfId } from "./cell-place";
import type { RowSlots } from "./row-slots";
import { columnTemplate, isTight, tableWidth } from "./table-columns";
import { TableHeader } from "./table-header";
import { ROW_HEIGHT, TableRow, type TableRowProps } from "./table-row";
import { type TableView, tableView } from "./table-view";
import { useAddressLabels } from "./use-address-labels";
import { useColumnWidths } from "./use-column-widths";
import { useGridFocus } from "./use-grid-focus";
import { useReveal } from "./use-reveal";
import { useRowOrder } from "./use-row-order";
import { useVisibleRows } from "./use-visible-rows";
import { useWidths } from "./use-widths";

export type AnswerTableProps = {
  readonly step: Step;
  readonly columns: readonly string[];
  /** Those of them to show, in order. */
  readonly shown: readonly string[];
  readonly rows: readonly Row[];
  /** The row count of the whole answer; `rows` may be only the first. */
  readonly totalRows: number;
  readonly investigation: Investigation;
  /** The names of what cells hold, where these are ids. */
  readonly wordsOf?: WordsOf | undefined;
  /** What a rule that they name is about. */
  readonly aboutOf?: ((rule: string) => string | null) | undefined;
  readonly onSort: (sort: Sort | null) => void;
  readonly onWidths: (widths: ColumnWidths) => void;
  /** A pointer or the focus has entered a listing: an event is about to be opened. */
  readonly onTouchListing: () => void;
  /** `index` is the row's place in the order shown. */
  readonly onOpenRow: (row: Row, index: number) => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
};

/** An answer's rows: any number of them, by mouse or keyboard, with a menu in each cell. */
export function AnswerTable(props: AnswerTableProps) {
  const { step, columns, shown, rows, totalRows, investigation, wordsOf, aboutOf } = props;
  const { inputs, sort } = investigation;
  const openEventId = investigation.event?.id ?? null;
  const grid = useRef<HTMLDivElement>(null);
  useKeptScroll(grid, answerAddress(investigation));
  const [widths, resizing] = useWidths(investigation.widths, props.onWidths);
  const [openMenu, menu] = useCellMenu(props);
  const [copyState, copy] = useCopy();
  const { onLikely } = use(PivotOffers);
  const accountNames = use(AccountNamesContext);

  // Both are the same for as long as the columns are: a row is drawn again for others.
  const facts = useMemo(
    () => rowFacts(columns, accountNames, wordsOf),
    [columns, accountNames, wordsOf],
  );
  const places = useMemo(() => shown.map((column) => columns.indexOf(column)), [shown, columns]);
  const rooms = useColumnWidths(grid, { columns, shown, rows, facts }, widths);
  const order = useRowOrder(rows, columns, sort);
  const view = tableView({ step, inputs, rows, columns, order, shown, places, facts, aboutOf });

  /** By content again; a second time, wide enough for all of it. */
  const fit = (column: string): void => {
    const room = rooms.find((each) => each.column === column);
    if (widths[column] !== undefined) resizing.onWidth(column, null);
    else if (room && isTight(room)) resizing.onWidth(column, room.most);
    resizing.onDone();
  };

  const focus = useGridFocus(grid, { rows: rows.length, columns: shown.length });
  const { active, goTo } = focus;
  const drawn = useVisibleRows(grid, rows.length, ROW_HEIGHT, active.row);

  const eventIdAt = columns.indexOf("eventid");
  const removedAt = columns.indexOf("removedtime");
  const isOfRules = step.answer.kind === "rule-matches";
  useReveal(rows, eventIdAt, openEventId, (index) => {
    const row = order ? order.indexOf(index) : index;
    if (row !== active.row) goTo({ row, column: active.column }, "scroll");
  });
  const showTitle = useCellTitle(grid, (id) => {
    const place = placeOfId(id);
    return place && place.row >= 0 ? view.titleAt(place.row, place.column) : "";
  });
  const events = cellEvents({
    grid,
    view,
    focus,
    isListing: eventIdAt >= 0,
    onTouchListing: props.onTouchListing,
    onOpenRow: props.onOpenRow,
    onOpenMenu: openMenu,
    onLikely,
    onCopy: copy,
  });

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div ref={grid} className="min-h-0 flex-1 overflow-auto [contain:strict]">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus.
          role="grid"
          tabIndex={-1}
          aria-label={step.question}
          aria-rowcount={totalRows + 1}
          aria-colcount={shown.length}
          onPointerOver={showTitle}
          {...events}
          className="block outline-none"
          style={
            { minWidth: tableWidth(rooms), "--columns": columnTemplate(rooms) } as CSSProperties
          }
        >
          <TableHeader
            columns={shown}
            sort={sort}
            onSort={props.onSort}
            resizing={resizing}
            onFit={fit}
            activeAt={active.row < 0 ? active.column : null}
          />
          <TableRows
            {...{ drawn, view, active, facts, places, rooms }}
            columns={shown}
            count={rows.length}
            isOpen={(row) => openEventId !== null && row[eventIdAt] === openEventId}
            isFaint={(row) =>
              (row[removedAt] ?? null) !== null || (isOfRules && facts(row).isAllDenied === true)
            }
          />
        </table>
      </div>
      <TableNotes loadedRows={rows.length} totalRows={totalRows} copyState={copyState} />
      {menu}
    </div>
  );
}

type RowsProps = Pick<TableRowProps, "columns" | "facts" | "places" | "rooms"> & {
  readonly drawn: RowSlots;
  readonly view: TableView;
  readonly active: CellPlace;
  readonly count: number;
  readonly isOpen: (row: Row) => boolean;
  readonly isFaint: (row: Row) => boolean;
};

/** The rows in view, each at its place in the height of all. */
function TableRows({ drawn, view, active, count, isOpen, isFaint, ...shown }: RowsProps) {
  const addressFacts = useAddressLabels(drawn, view, shown.columns);
  return (
    <tbody
      className="relative block font-mono text-[12px] [font-variant-ligatures:none]"
      style={{ height: count * ROW_HEIGHT }}
    >
      {[...drawn].map(([index, slot]) => {
        const row = view.rowAt(index);
        return (
          row && (
            <TableRow
              key={slot}
              row={row}
              position={index}
              top={index * ROW_HEIGHT}
              {...shown}
              addressFacts={addressFacts}
              isOpen={isOpen(row)}
              isFaint={isFaint(row)}
              activeAt={active.row === index ? active.column : null}
            />
          )
        );
      })}
    </tbody>
  );
}

const COPY_TEXTS = { idle: "", copied: "Copied", failed: "Copy failed" } as const;

type NotesProps = {
  readonly loadedRows: number;
  readonly totalRows: number;
  readonly copyState: CopyState;
};

/** Below the table: how much of the answer it has; and for a screen reader, how a copy went. */
function TableNotes({ loadedRows, totalRows, copyState }: NotesProps): ReactNode {
  return (
    <>
      {loadedRows < totalRows && (
        <p className="border-line border-t px-2.5 py-1 text-[11.5px] text-ink-2">
          The first {formatCount(loadedRows)} of {formatCount(totalRows)} rows are loaded. Sorting
          applies to these only.
        </p>
      )}
      <span className="sr-only" aria-live="polite">
        {COPY_TEXTS[copyState]}
      </span>
    </>
  );
}
