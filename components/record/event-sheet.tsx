"use client";
/** The sheet with one event, beside the table. */
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { ConfirmationState } from "@/components/answer/answer-states";
import { useCellMenu } from "@/components/cell/use-cell-menu";
import { LogText } from "@/components/ui/log-text";
import type { Estimate, EventRecord } from "@/lib/api/answers";
import type { Row } from "@/lib/api/run";
import type { OpenEvent } from "@/lib/investigation/open-event";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import { EventSheetHead } from "./event-sheet-head";
import { readJson } from "./json-tree";
import { summariseRecord, summariseRow } from "./record-summary";
import { RecordSummaryList } from "./record-summary-list";
import { FIRST_LOOK, RecordView } from "./record-view";
import { useSheetKeys } from "./use-sheet-keys";
import { type RecordValue, recordValue, valueMenu } from "./value-menu";

export type RecordState =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | {
      readonly state: "asks-first";
      readonly estimate: Estimate;
      readonly limitBytes: number;
      readonly onConfirm: () => void;
    }
  | { readonly state: "ready"; readonly record: EventRecord };

export type EventSheetProps = {
  readonly event: OpenEvent;
  /** The event's row in the answer, shown until the record has loaded. */
  readonly row: { readonly columns: readonly string[]; readonly row: Row } | null;
  readonly record: RecordState;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  /** `12 of 312`. */
  readonly position: string | null;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onClose: () => void;
  readonly onSearchValue: (text: string) => void;
  readonly step: Step;
  readonly inputs: InputValues;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
};

/** Gives the focus back to where it was when the sheet opened, if it is in the sheet now. */
function useFocusBack(sheet: RefObject<HTMLElement | null>): () => void {
  const openedFrom = useRef<Element | null>(null);
  useEffect(() => {
    openedFrom.current = document.activeElement;
  }, []);
  return () => {
    const from = openedFrom.current;
    if (sheet.current?.contains(document.activeElement) && from instanceof HTMLElement)
      from.focus();
  };
}

type WantingProps = {
  readonly record: Exclude<RecordState, { state: "ready" }>;
  readonly dollarsPerTb: number | null;
};

/** In place of a record that is not there. */
function RecordWanting({ record, dollarsPerTb }: WantingProps) {
  switch (record.state) {
    case "loading":
      return (
        <div role="status" className="h-40 animate-pulse rounded-lg bg-line-soft">
          <span className="sr-only">Loading the record</span>
        </div>
      );
    case "failed":
      return (
        <p role="alert" className="text-error-ink [overflow-wrap:anywhere]">
          <LogText text={record.message} />
        </p>
      );
    case "asks-first":
      return <ConfirmationState {...record} dollarsPerTb={dollarsPerTb} advice={null} />;
  }
}

/** One event next to its table: a summary in six lines, and the whole record. */
export function EventSheet(props: EventSheetProps) {
  const { event, row, record, step, inputs, onClose } = props;
  const sheet = useRef<HTMLElement>(null);
  const [look, setLook] = useState(FIRST_LOOK);
  const [openCellMenu, menu] = useCellMenu(props);
  const giveFocusBack = useFocusBack(sheet);
  const close = (): void => {
    giveFocusBack();
    onClose();
  };
  useSheetKeys({ onPrevious: props.onPrevious, onNext: props.onNext, onClose: close });

  const text = record.state === "ready" ? record.record.text : null;
  const root = useMemo(() => (text === null ? null : readJson(text)), [text]);
  const summary = useMemo(() => {
    if (root) return summariseRecord(root);
    return row ? summariseRow(row.columns, row.row) : null;
  }, [root, row]);

  const hasMenu = (value: RecordValue): boolean => valueMenu(step, value, inputs) !== null;
  const openMenu = (value: RecordValue, anchor: HTMLElement): void => {
    const content = valueMenu(step, value, inputs);
    if (content) openCellMenu({ anchor, value: value.text, menu: content });
  };

  return (
    <aside
      ref={sheet}
      aria-label="Event"
      className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto border-line border-l bg-panel px-4 py-3.5"
    >
      <EventSheetHead
        event={event}
        position={props.position}
        onPrevious={props.onPrevious}
        onNext={props.onNext}
        summary={summary}
        onClose={close}
      />
      {summary && (
        <RecordSummaryList
          summary={summary}
          hasMenu={hasMenu}
          onOpenMenu={openMenu}
          onPivot={props.onPivot}
        />
      )}
      {record.state === "ready" ? (
        <RecordView
          key={event.id}
          record={record.record}
          root={root}
          hasMenu={(node) => hasMenu(recordValue(node))}
          onOpenMenu={(node, anchor) => openMenu(recordValue(node), anchor)}
          onSearchValue={props.onSearchValue}
          look={look}
          onLook={setLook}
        />
      ) : (
        <RecordWanting record={record} dollarsPerTb={props.dollarsPerTb} />
      )}
      {menu}
    </aside>
  );
}
