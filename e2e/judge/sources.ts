/** What is judged on each layout: the source as the app would describe it, and the lake it must equal. */
import { lakeSource } from "@/lib/lake/lake-source";
import { type Layout, type LogFolder, layouts, type Source } from "@/queries/layouts";
import { HOUR_MS, type Scope } from "@/queries/scope";
import { isOnePlace, type OnePlace, tableOf } from "./data/tables";

/** What the tables were made over. */
export type Judged = {
  readonly schema: string;
  /** The organization's folder as Trino names it, with its slash. */
  readonly root: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
};

/** A time range, with the place whose table is read on layouts that hold one place. */
export type JudgedWindow = {
  readonly name: string;
  readonly scope: Scope;
  readonly place: OnePlace;
  /** Files are skipped by their names. */
  readonly paths: boolean;
};

export const allLayouts: readonly Layout[] = Object.values(layouts);

/** A source to compile for, its scope, and the same for the lake. */
export type Sides = {
  readonly source: Source;
  readonly scope: Scope;
  readonly lake: Source;
  readonly lakeScope: Scope;
};

function foldersOf(layout: Layout, place: OnePlace, judged: Judged): readonly LogFolder[] {
  const { root: base, accounts, regions } = judged;
  const seen = { accounts, regions };
  if (isOnePlace(layout)) return [{ base, ...place, seen }];
  return layout.tablePerAccount
    ? accounts.map((account) => ({ base, account, seen }))
    : [{ base, seen }];
}

/** Both sides of a comparison. */
export function sidesOf(layout: Layout, judged: Judged, window: JudgedWindow): Sides {
  const { scope, place, paths } = window;
  const { schema, accounts, regions } = judged;
  const isOne = isOnePlace(layout);
  const lacks = layout.lacksNewerFields ? { lacksNewerFields: true as const } : {};
  return {
    source: {
      table: `${schema}.${tableOf(layout, place)}`,
      layout,
      deliveryLagMs: HOUR_MS,
      mayHoldDuplicates: true,
      regions,
      ...(isOne ? {} : { accounts }),
      ...(paths ? { logFolders: foldersOf(layout, place, judged) } : {}),
    },
    scope: isOne ? { ...scope, accounts: [], regions: [] } : scope,
    lake: { ...lakeSource, layout: { ...lakeSource.layout, ...lacks } },
    lakeScope: isOne ? { ...scope, accounts: [place.account], regions: [place.region] } : scope,
  };
}
