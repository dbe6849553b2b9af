/** Where a value leads, and the keys of its row that decide it. */
import type { StepTarget } from "./entity-steps";
import type { Filter } from "./filters";
import type { Scope } from "./scope";

/** A step to go to. */
export type PivotTarget = StepTarget & {
  /** The pivot's own filters; the answer's filters are kept as well. */
  readonly filters?: readonly Filter[];
  /** What is there is behind the row: the answer's filters are kept beside the pivot's own. */
  readonly isBehind?: true;
  /** The facets' values that are chosen there. */
  readonly facets?: Readonly<Record<string, string>>;
  /** The pivot's own time range; the answer's where it is absent. */
  readonly window?: Pick<Scope, "fromMs" | "toMs">;
};

/** The keys of a row of counts, of a finding, or of what names a rule. */
export type RowKeys = (column: string) => string | null;
