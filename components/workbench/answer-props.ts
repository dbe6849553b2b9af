/** What the answer panel and its parts take. */
import type { ReactNode } from "react";
import type { FacetsOpen } from "@/components/facets/use-facets-open";
import type { LogDays } from "@/components/scope/windows";
import type { Row } from "@/lib/api/run";
import type { KnownEnd } from "@/lib/investigation/answer-end";
import type {
  ColumnWidths,
  Facets,
  Investigation,
  Place,
  Sort,
} from "@/lib/investigation/investigation";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";
import type { StepProgress } from "./step-progress";
import type { Evidence } from "./use-evidence";

export type AnswerPanelProps = {
  readonly investigation: Investigation;
  readonly step: Step;
  /** Absent if the step does not run, as without its inputs. */
  readonly progress: StepProgress | undefined;
  readonly rows: readonly Row[];
  readonly evidence: Evidence;
  readonly rowsError: string | null;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  readonly logs: LogDays & KnownEnd;
  /** Shown instead of the answer while no source is chosen. */
  readonly chooseSource: ReactNode;
  /** Null for an answer without facets. */
  readonly facets: FacetsOpen | null;
  readonly onSort: (sort: Sort | null) => void;
  /** The columns chosen, in order; null is back to the usual ones. */
  readonly onColumns: (columns: readonly string[] | null) => void;
  readonly onWidths: (widths: ColumnWidths) => void;
  readonly onGrouped: (isGrouped: boolean) => void;
  /** Chooses values of findings' facets, in place of those chosen before. */
  readonly onFacets: (facets: Facets) => void;
  /** The usual columns and widths again. */
  readonly onResetTable: () => void;
  readonly onOpenRow: (row: Row) => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onOpen: (place: Place) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onRemoveFilter: (index: number) => void;
  readonly onFilters: (filters: readonly Filter[]) => void;
  readonly onWindow: (fromMs: number, toMs: number) => void;
  readonly onCancel: (runId: string) => void;
  readonly onRetry: () => void;
  readonly onConfirm: () => void;
  /** Runs the step again, in place of the run that the link names. */
  readonly onRunFresh: () => void;
};
