"use client";
/** The open event with its neighbours. */
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from "react";
import { EventSheet } from "@/components/record/event-sheet";
import { useRowOrder } from "@/components/table/use-row-order";
import type { FoundBy, PlaybookActions } from "@/lib/api/answers";
import type { Row } from "@/lib/api/run";
import type { Investigation } from "@/lib/investigation/investigation";
import type { OpenEvent } from "@/lib/investigation/open-event";
import { formatCount } from "@/lib/text/format";
import { ANYWHERE, type Filter } from "@/queries/filters";
import { type PivotTarget, searchFor } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";
import { useRecord } from "./use-record";

export type OpenRecordProps = {
  readonly investigation: Investigation;
  readonly event: OpenEvent;
  readonly step: Step;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  readonly onOpenRow: (row: Row) => void;
  /** A person confirms the run that looks for the record. */
  readonly onConfirm: PlaybookActions["confirmRecord"];
  /** The record is there: what finding it took. */
  readonly onFound: (found: FoundBy) => void;
  readonly onClose: () => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
};

/** The open event's record, with the way to its neighbours in the order that the table shows. */
export function OpenRecord(props: OpenRecordProps) {
  const { investigation, event, step, columns, rows, onOpenRow } = props;
  const isFree = props.dollarsPerTb === null;
  const record = useRecord(event, investigation, { isFree, confirm: props.onConfirm });
  const foundBy = record.state === "ready" ? record.record.foundBy : null;
  const tellFound = useEffectEvent((found: FoundBy) => props.onFound(found));
  useEffect(() => {
    if (foundBy) tellFound(foundBy);
  }, [foundBy]);
  const order = useRowOrder(rows, columns, investigation.sort);
  const idColumn = columns.indexOf("eventid");
  const rowAt = (place: number): Row | undefined => rows[order ? (order[place] ?? -1) : place];
  const place = useMemo(() => {
    const index = rows.findIndex((row) => row[idColumn] === event.id);
    return order ? order.indexOf(index) : index;
  }, [rows, order, idColumn, event.id]);
  const isThere = (at: number) => place >= 0 && rowAt(at) !== undefined;
  // Several keys may come before the record of the first is drawn, so each continues from the last
  // target, and the records in between announce nothing.
  const asked = useRef({ place, onTheWay: new Set<number>() });
  useLayoutEffect(() => {
    if (asked.current.place !== place && asked.current.onTheWay.has(place)) return;
    asked.current = { place, onTheWay: new Set() };
  }, [place]);
  const goBy = (by: -1 | 1) => () => {
    const to = asked.current.place + by;
    const beside = rowAt(to);
    if (!beside) return;
    asked.current.place = to;
    asked.current.onTheWay.add(to);
    onOpenRow(beside);
  };
  const row = place < 0 ? undefined : rowAt(place);

  return (
    <EventSheet
      event={event}
      row={row ? { columns, row } : null}
      record={record}
      dollarsPerTb={props.dollarsPerTb}
      position={place < 0 ? null : `${formatCount(place + 1)} of ${formatCount(rows.length)}`}
      onPrevious={isThere(place - 1) ? goBy(-1) : null}
      onNext={isThere(place + 1) ? goBy(1) : null}
      onClose={props.onClose}
      onSearchValue={(text) =>
        props.onPivot(searchFor(text, { field: ANYWHERE, op: "contains", value: text }))
      }
      step={step}
      inputs={investigation.inputs}
      onPivot={props.onPivot}
      onFilter={props.onFilter}
    />
  );
}
