/** From the tables of a database to the sources that can be queried: tables per account become one. */
import { type DetectedLayout, detectLayout, type TableMetadata } from "./detect-layout";
import type { LogFolder, Source } from "./layouts";

/** A source that was found, with what its metadata says about it. */
export type FoundSource = Omit<DetectedLayout, "layout" | "accounts" | "location"> & {
  readonly source: Source;
  /** Where its tables' metadata says that the log files are. Nothing there is read yet. */
  readonly locations: readonly LogFolder[];
  /** The accounts that it is known to hold; empty if unknown. */
  readonly accounts: readonly string[];
};

/** A table that looks like CloudTrail and cannot be used: the reason and the way out, sentences. */
export type RefusedTable = { readonly table: string; readonly problem: string };

export type GatheredSources = {
  readonly found: readonly FoundSource[];
  /** Tables that look like a source. */
  readonly refused: readonly RefusedTable[];
  /** All others, for a table that the settings name. */
  readonly others: readonly RefusedTable[];
};

type Detected = DetectedLayout & { readonly table: string };

const OF_ACCOUNT = /^(.+)_(\d{12})$/;

const accountOf = (table: string): string => OF_ACCOUNT.exec(table)?.[2] ?? "";

/** What has to be equal for tables to share one query. */
const shapeOf = ({ layout }: Detected): string =>
  layout.columns
    .map(({ name, means, format, type }) => [name, means, format, type].join(" "))
    .sort()
    .join();

const sourceOf = (
  table: string,
  { layout, regions, mustName }: DetectedLayout,
  deliveryLagMs: number,
): Source => ({
  table,
  layout,
  deliveryLagMs,
  mayHoldDuplicates: true,
  ...(regions === null ? {} : { regions }),
  ...(mustName.length === 0 ? {} : { mustName }),
});

/** One source of the tables of a prefix. Old ones among them decide which fields all have. */
function united(
  prefix: string,
  tables: readonly Detected[],
  deliveryLagMs: number,
): FoundSource | null {
  const [first] = tables;
  if (!first) return null;
  const lacksNewer = tables.some(({ layout }) => layout.lacksNewerFields);
  const { lacksNewerFields: _, ...rest } = first.layout;
  const layout = {
    ...rest,
    tablePerAccount: true as const,
    ...(lacksNewer ? { lacksNewerFields: true as const } : {}),
  };
  const accounts = tables.map(({ table }) => accountOf(table)).sort();
  return {
    source: sourceOf(prefix, { ...first, layout }, deliveryLagMs),
    accounts,
    regions: first.regions,
    covers: { accounts, regions: first.covers.regions, times: first.covers.times },
    unreadReason: first.unreadReason,
    readsRestored: tables.every(({ readsRestored }) => readsRestored),
    mustName: first.mustName,
    locations: tables.flatMap(({ table, location }) =>
      location?.account === accountOf(table) ? [location] : [],
    ),
    warnings: [...new Set(tables.flatMap(({ warnings }) => warnings))],
  };
}

/** Gathers the sources of a database. `deliveryLagMs` is allowed for on every one of them. */
export function gatherSources(
  tables: readonly TableMetadata[],
  deliveryLagMs: number,
): GatheredSources {
  const single: FoundSource[] = [];
  const refused: RefusedTable[] = [];
  const byPrefix = new Map<string, Detected[]>();
  for (const table of tables) {
    const detected = detectLayout(table);
    if ("problem" in detected) {
      refused.push({ table: table.name, problem: detected.problem });
      continue;
    }
    const [, prefix] = OF_ACCOUNT.exec(table.name) ?? [];
    const hasAccount = detected.layout.columns.some(({ means }) => means === "account");
    if (prefix !== undefined && !hasAccount) {
      byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), { ...detected, table: table.name }]);
      continue;
    }
    const { layout: _, accounts, location, ...rest } = detected;
    const source = sourceOf(table.name, detected, deliveryLagMs);
    const locations = location ? [location] : [];
    single.push({ source, accounts: accounts ?? [], locations, ...rest });
  }
  const perAccount = [...byPrefix].flatMap(([prefix, all]) => {
    const shapes = [...new Set(all.map(shapeOf))];
    const [most = []] = shapes
      .map((shape) => all.filter((each) => shapeOf(each) === shape))
      .toSorted((a, b) => b.length - a.length);
    for (const { table } of all.filter((each) => !most.includes(each))) {
      const problem = `It is partitioned differently from the other tables named ${prefix}_…: create it the same way.`;
      refused.push({ table, problem });
    }
    return united(prefix, most, deliveryLagMs) ?? [];
  });
  const found = [...single, ...perAccount].toSorted((a, b) =>
    a.source.table < b.source.table ? -1 : 1,
  );
  // A view over the tables of a prefix is part of that source, and tables of other logs need no mention.
  const isNews = ({ table, problem }: RefusedTable) =>
    !byPrefix.has(table) && !problem.includes("does not hold CloudTrail events");
  const parts = perAccount.flatMap(({ source: { table: prefix }, accounts }) =>
    accounts.map((account) => ({
      table: `${prefix}_${account}`,
      problem: `It is a part of the source ${prefix}, which has a table for each account: choose ${prefix}, and the account in the scope.`,
    })),
  );
  return {
    found,
    refused: refused.filter(isNews),
    others: [...refused.filter((each) => !isNews(each)), ...parts],
  };
}
