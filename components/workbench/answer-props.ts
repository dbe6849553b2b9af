import type { ReactNode } from "react";
import type { LogDays } from "@/components/scope/windows";
import type { Row } from "@/lib/api/run";
import type { Investigation, Sort } from "@/lib/investigation/investigation";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";
import type { StepProgress } from "./step-progress";

export type AnswerPanelProps = {
  readonly investigation: Investigation;
  readonly step: Step;
  /** Absent where the step is not asked, for want of inputs. */
  readonly progress: StepProgress | undefined;
  readonly rows: readonly Row[];
  readonly rowsError: string | null;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  readonly logs: LogDays;
  /** In place of the answer, where it is not told which source to ask. */
  readonly chooseSource: ReactNode;
  readonly onSort: (sort: Sort | null) => void;
  /** The columns chosen, in order; null is back to the usual ones. */
  readonly onColumns: (columns: readonly string[] | null) => void;
  readonly onOpenRow: (row: Row) => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onRemoveFilter: (index: number) => void;
  readonly onFilters: (filters: readonly Filter[]) => void;
  readonly onWindow: (fromMs: number, toMs: number) => void;
  readonly onCancel: (runId: string) => void;
  readonly onRetry: () => void;
  readonly onConfirm: () => void;
  /** Asks anew, in place of the run that the link names. */
  readonly onRunAfresh: () => void;
};
