/** What the kinds of daily roll-ups have in common. */
import type { Scope } from "../scope";
import type { OverSlice } from "../slices";
import type { PlannedStatement, Refusal } from "../statement";

export type Window = Pick<Scope, "fromMs" | "toMs">;

/** The roll-ups of some days. */
export type RollupRows = Scope & {
  /** The files of kept days. */
  readonly files: readonly string[];
  /** Further days, or the events of the range, are in the rows of a slice. */
  readonly hasSlice: boolean;
};

/** How a query is answered from the roll-ups of one kind. */
export type RollupForm = {
  /** Which roll-ups these are among those of the same accounts and regions. */
  readonly of: readonly string[];
  /** The whole days that are rolled up. */
  readonly days: Window;
  /** The events of the range are read in any case, and the days not kept with them. */
  readonly readsRange: boolean;
  /** What was scanned for this query may be kept. */
  readonly isKept: boolean;
  /** What the roll-ups of a scope are made of: where it differs, kept ones are not read. */
  readonly meaningOf: (scope: Scope) => readonly string[];
  /**
   * The statement for what is not kept: the events of a scope, but for those of `gap`. It asks for one
   * row more than `mostRows`.
   */
  readonly scanOf: (
    scope: Scope,
    gap: Window | null,
    mostRows: number,
  ) => PlannedStatement | Refusal;
  /** The statement that writes the roll-up of a day, out of the rows of a slice, to a file. */
  readonly keepSql: (scope: Scope, day: string, file: string) => string;
  /** The query over its rows. */
  readonly over: (rows: RollupRows) => OverSlice | Refusal;
};
