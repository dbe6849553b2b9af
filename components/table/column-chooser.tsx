"use client";
/** The lists of columns to choose from. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { headingOf } from "@/components/cell/column-heading";
import { Button } from "@/components/ui/button";
import { TEXT_FIELD } from "@/components/ui/styles";
import { type FieldName, isFieldName } from "@/queries/fields";
import { meaningOf } from "@/queries/filter-words";
import { columnGroups, moveColumn, toggleColumn } from "./column-choice";
import { ColumnName } from "./column-name";
import { ShownColumns } from "./shown-columns";

export type ColumnChoice = {
  /** The columns of the step itself. */
  readonly own: readonly string[];
  readonly shown: readonly string[];
  /** Whether any field can be added, as to a listing. */
  readonly canAdd: boolean;
  /** A field that the answer does not have is queried, which may cost money. */
  readonly isPaid: boolean;
  /** Fields that the source's table lacks, as far as that is known. */
  readonly missing: readonly FieldName[];
  readonly onShown: (shown: readonly string[]) => void;
  /** Back to the usual columns and widths; null while they are the usual ones. */
  readonly onReset: (() => void) | null;
};

/** Moves the focus to a control of the list again after the list has changed. */
function useFocusAfter() {
  const panel = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    const name = wanted.current;
    wanted.current = null;
    if (name !== null)
      panel.current?.querySelector<HTMLElement>(`[data-choice="${name}"]`)?.focus();
  });
  return [panel, (name: string) => (wanted.current = name)] as const;
}

/** The columns of a table: those shown in their order, those of the step, and every other field. */
export function ColumnChooser(props: ColumnChoice) {
  const { own, shown, canAdd, missing, onShown, onReset } = props;
  const [search, setSearch] = useState("");
  const [news, setNews] = useState("");
  const searchField = useRef<HTMLInputElement>(null);
  const [panel, focusAfter] = useFocusAfter();
  // The panel was open before this file was there, so nothing in it has the focus yet.
  useEffect(() => searchField.current?.focus({ preventScroll: true }), []);
  const groups = columnGroups(own, shown, canAdd, search);
  const isNone = groups.shown.length + groups.hidden.length + groups.others.length === 0;

  const toggle = (column: string): void => {
    const next = toggleColumn(own, shown, column);
    // A table without columns has nothing to show.
    if (next.length === 0) return;
    focusAfter(column);
    onShown(next);
  };
  const move = (column: string, to: number, control: string): void => {
    const next = moveColumn(shown, column, to);
    if (next === shown) return;
    focusAfter(control);
    setNews(`${headingOf(column)}, column ${next.indexOf(column) + 1} of ${next.length}`);
    onShown(next);
  };
  const list = { missing, onToggle: toggle };

  return (
    <div ref={panel} className="flex max-h-[min(560px,calc(100dvh-40px))] flex-col gap-1.5">
      <input
        ref={searchField}
        type="search"
        aria-label="Search columns"
        placeholder={canAdd ? "Search all fields" : "Search columns"}
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className={`${TEXT_FIELD} shrink-0`}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ShownColumns
          columns={groups.shown}
          canMove={groups.shown.length === shown.length}
          placeOf={(column) => shown.indexOf(column)}
          onMove={move}
          {...list}
        />
        <Group title="Of this step" columns={groups.hidden} {...list} />
        <Group
          title="All fields"
          note={
            props.isPaid
              ? "Adding one runs the query again. Without a cached slice, that is a scan."
              : "Adding one runs the query again."
          }
          columns={groups.others}
          {...list}
        />
        {isNone && <p className="px-2 py-1 text-ink-2">No column matches.</p>}
      </div>
      {onReset && (
        <div className="flex shrink-0 justify-end">
          <Button onClick={onReset}>Reset columns</Button>
        </div>
      )}
      <span className="sr-only" aria-live="polite">
        {news}
      </span>
    </div>
  );
}

type GroupProps = {
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly string[];
  readonly missing: readonly FieldName[];
  readonly onToggle: (column: string) => void;
};

function Group({ title, note, columns, missing, onToggle }: GroupProps) {
  const id = useId();
  if (columns.length === 0) return null;
  return (
    <fieldset>
      <legend className="px-2 pt-2 pb-0.5 text-[11.5px] text-ink-3">{title}</legend>
      {note && <p className="px-2 pb-1 text-[11.5px] text-ink-2">{note}</p>}
      {columns.map((column) => (
        <label
          key={column}
          htmlFor={`${id}${column}`}
          title={isFieldName(column) ? meaningOf(column) : undefined}
          className="flex min-h-7 items-center gap-2 rounded-md px-2 hover:bg-line-soft"
        >
          <input
            id={`${id}${column}`}
            type="checkbox"
            data-choice={column}
            className="accent-accent"
            checked={false}
            onChange={() => onToggle(column)}
          />
          <ColumnName column={column} missing={missing} />
        </label>
      ))}
    </fieldset>
  );
}
