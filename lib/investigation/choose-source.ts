/** The sources that can be queried, and which one a question uses. Pure: page and server agree. */
import type { Offered, SourceChoice, SourceChoices } from "@/lib/api/sources";
import { fail, type Result, succeed } from "@/lib/result";
import { coverageNotes } from "@/lib/text/not-in-table";
import { UNLIMITED } from "@/queries/coverage";
import type { FoundSource, RefusedTable } from "@/queries/gather-sources";
import type { Source } from "@/queries/layouts";

export type Sources = Offered<FoundSource> & {
  /** Other tables, with the reason why they are not a source, for a table that is named. */
  readonly others: readonly RefusedTable[];
};

/** A single source, which needs no choice. */
export function onlySource(source: Source, place = "This engine"): Sources {
  return {
    usable: [
      {
        source,
        accounts: [],
        regions: null,
        covers: UNLIMITED,
        unreadReason: "",
        readsRestored: false,
        mustName: [],
        locations: [],
        warnings: [],
      },
    ],
    refused: [],
    others: [],
    chosen: source.table,
    place,
    database: null,
  };
}

const listed = (names: readonly string[]): string => names.join(", ") || "none";

/**
 * The name of a table as the catalogue writes it: in lower case, without quotes, and without the
 * name of the database before it, as in `"Security"."CloudTrail"`. The name of another database is kept.
 */
export function tableNamed(name: string, database: string | null): string {
  const parts = name.trim().toLowerCase().replace(/["`]/g, "").split(".");
  const table = parts.at(-1) ?? "";
  const isOurs = parts.length === 1 || parts.at(-2) === database?.toLowerCase();
  return isOurs ? table : parts.join(".");
}

/** The source for a name, or the default without one; null if the user has to choose. */
const meantBy = (
  { chosen, database }: Pick<Offered<unknown>, "chosen" | "database">,
  wanted: string | undefined,
): string | null => (wanted === undefined ? chosen : tableNamed(wanted, database));

/** Why questions with this source name, or without one, cannot be answered; null if they can. */
export function sourceProblem(
  sources: Omit<Offered<unknown>, "usable"> & { readonly others?: readonly RefusedTable[] },
  names: readonly string[],
  wanted: string | undefined,
): string | null {
  const { refused, others = [], place } = sources;
  const name = meantBy(sources, wanted);
  if (name !== null && names.includes(name)) return null;
  const why = [...refused, ...others].find(({ table }) => table === name);
  if (why) return `The table ${why.table} cannot be queried. ${why.problem}`;
  if (name !== null) {
    return `${place} has no usable table “${name}” of CloudTrail events; choose from ${listed(names)}.`;
  }
  return names.length === 0
    ? `${place} has no partitioned table of CloudTrail events, or Lake Formation hides it from this server; docs/athena.md shows how to create one.`
    : `${place} has several tables of CloudTrail events: choose one on the page or with --table, or set ATHENA_TABLE (${listed(names)}).`;
}

/** The source that a question names, or the default. */
export function chooseSource(sources: Sources, wanted: string | undefined): Result<FoundSource> {
  const names = sources.usable.map(({ source }) => source.table);
  const problem = sourceProblem(sources, names, wanted);
  if (problem !== null) return fail("bad-input", problem);
  const name = meantBy(sources, wanted);
  const found = sources.usable.find(({ source }) => source.table === name);
  return found ? succeed(found) : fail("not-found", `There is no source “${name}”.`);
}

/** A source in words, for the page; `held` is what it is known to contain. */
export function describeSource(
  { source, covers, mustName, warnings }: FoundSource,
  held: Pick<SourceChoice, "accounts" | "regions">,
): SourceChoice {
  const { table, layout, deliveryLagMs, mayHoldDuplicates } = source;
  return {
    name: table,
    layout: layout.title,
    partitionColumns: layout.columns,
    accounts: held.accounts,
    regions: held.regions,
    isTablePerAccount: layout.tablePerAccount === true,
    deliveryLagMs,
    mayHoldDuplicates,
    mustName,
    notes: coverageNotes(covers),
    warnings,
  };
}

/** What the page knows of a source before any run. */
type Known = {
  readonly sources: SourceChoices;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly deliveryLagMs: number;
};

/**
 * The source of a page whose URL names `wanted`: the summary with that source's facts and its name,
 * or why none can be queried.
 */
export function asked<Summary extends Known>(
  summary: Summary,
  wanted: string | undefined,
): { readonly summary: Summary; readonly name: string | null; readonly problem: string | null } {
  const { sources } = summary;
  const names = sources.usable.map(({ name }) => name);
  const problem = sourceProblem(sources, names, wanted);
  const meant = meantBy(sources, wanted);
  const choice = sources.usable.find(({ name }) => name === meant);
  if (problem !== null || !choice) return { summary, name: null, problem };
  const { name, accounts, regions, deliveryLagMs } = choice;
  return { summary: { ...summary, accounts, regions, deliveryLagMs }, name, problem };
}
