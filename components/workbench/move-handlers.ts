/** The moves of an investigation as handlers for the parts of its page. */
import type { Row } from "@/lib/api/run";
import {
  type ColumnWidths,
  type Facets,
  follow,
  type Investigation,
  type Place,
  type Sort,
} from "@/lib/investigation/investigation";
import { eventOf } from "@/lib/investigation/open-event";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import type { Scope } from "@/queries/scope";
import type { RowsLink } from "@/queries/signals/phrases";
import * as move from "./moves";
import type { Go } from "./use-investigation";

export type MoveHandlers = ReturnType<typeof moveHandlers>;

/** What the parts of the page call: each goes to another investigation, or shows this one otherwise. */
export function moveHandlers(investigation: Investigation, go: Go) {
  return {
    onOpen: (place: Place) => go(follow(investigation, place)),
    onScope: (scope: Scope) => go(move.toScope(investigation, scope)),
    onWindow: (fromMs: number, toMs: number) =>
      go(move.toScope(investigation, { ...investigation.scope, fromMs, toMs })),
    onSource: (name: string) => go(move.toSource(investigation, name)),
    onGoBack: (index: number) => go(move.backTo(investigation, index)),
    onPivot: (target: PivotTarget) => go(move.toPivot(investigation, target)),
    onFilter: (filter: Filter) => go(move.withFilter(investigation, filter)),
    onRemoveFilter: (index: number) => go(move.withoutFilter(investigation, index)),
    onFilters: (filters: readonly Filter[]) => go(move.withFilters(investigation, filters)),
    onRows: (link: RowsLink) => go(move.toRows(investigation, link)),
    onBaseline: (baselineDays: number) => go({ ...investigation, baselineDays }, "replace"),
    /** The filters in place of all others, those typed into a search among them. */
    onAllFilters: (filters: readonly Filter[]) => go(move.withAllFilters(investigation, filters)),
    onSort: (sort: Sort | null) => go({ ...investigation, sort }, "replace"),
    onColumns: (columns: readonly string[] | null) =>
      go(move.withColumns(investigation, columns), "replace"),
    onWidths: (widths: ColumnWidths) => go({ ...investigation, widths }, "replace"),
    onGrouped: (isGrouped: boolean) => go({ ...investigation, isGrouped }, "replace"),
    onFacets: (facets: Facets) => go({ ...investigation, facets }),
    onResetTable: () => go({ ...move.withColumns(investigation, null), widths: {} }, "replace"),
    /** Opens the event of a row with these columns; a row of counts has none. */
    openRow: (columns: readonly string[], row: Row) => {
      const event = eventOf(columns, row);
      if (event) go({ ...investigation, event }, investigation.event ? "replace" : "push");
    },
    closeEvent: () => go({ ...investigation, event: null }),
  };
}
