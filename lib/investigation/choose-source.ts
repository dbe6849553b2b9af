/** The sources that questions can be put to, and which one is meant. Pure: page and server agree. */
import type { Offered, SourceChoice, SourceChoices } from "@/lib/api/sources";
import { fail, type Result, succeed } from "@/lib/result";
import { coverageNotes } from "@/lib/text/not-in-table";
import { UNLIMITED } from "@/queries/coverage";
import type { FoundSource, RefusedTable } from "@/queries/gather-sources";
import type { Source } from "@/queries/layouts";

export type Sources = Offered<FoundSource> & {
  /** Tables that nobody takes for a source: why one of them is none, is known where it is named. */
  readonly others: readonly RefusedTable[];
};

/** One source that needs no choice, with nothing known of it but itself. */
export const onlySource = (source: Source, place = "This engine"): Sources => ({
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
});

const listed = (names: readonly string[]): string => names.join(", ") || "none";

/**
 * The name of a table as the catalogue writes it: in lower case, without quotes, and without the
 * name of the database before it, as in `"Security"."CloudTrail"`. Another database's name stays.
 */
export function tableNamed(name: string, database: string | null): string {
  const parts = name.trim().toLowerCase().replace(/["`]/g, "").split(".");
  const table = parts.at(-1) ?? "";
  const isOurs = parts.length === 1 || parts.at(-2) === database?.toLowerCase();
  return isOurs ? table : parts.join(".");
}

/** The source that is meant by a name, or where none is named; null where a person has to choose. */
const meantBy = (
  { chosen, database }: Pick<Offered<unknown>, "chosen" | "database">,
  wanted: string | undefined,
): string | null => (wanted === undefined ? chosen : tableNamed(wanted, database));

/** Why questions that name this source, or none, cannot be answered; null where they can. */
export function sourceProblem(
  sources: Omit<Offered<unknown>, "usable"> & { readonly others?: readonly RefusedTable[] },
  names: readonly string[],
  wanted: string | undefined,
): string | null {
  const { refused, others = [], place } = sources;
  const name = meantBy(sources, wanted);
  if (name !== null && names.includes(name)) return null;
  const why = [...refused, ...others].find(({ table }) => table === name);
  if (why) return `The table ${why.table} cannot be asked. ${why.problem}`;
  if (name !== null) {
    return `${place} has no usable table “${name}” of CloudTrail events; there is ${listed(names)}.`;
  }
  return names.length === 0
    ? `${place} has no partitioned table of CloudTrail events, or Lake Formation hides it from this server; docs/athena.md shows how to create one.`
    : `${place} has several tables of CloudTrail events, and none is named: choose one in the page or by --table, or set ATHENA_TABLE (${listed(names)}).`;
}

/** The source that a question names, or the one that is meant where it names none. */
export function chooseSource(sources: Sources, wanted: string | undefined): Result<FoundSource> {
  const names = sources.usable.map(({ source }) => source.table);
  const problem = sourceProblem(sources, names, wanted);
  if (problem !== null) return fail("bad-input", problem);
  const name = meantBy(sources, wanted);
  const found = sources.usable.find(({ source }) => source.table === name);
  return found ? succeed(found) : fail("not-found", `There is no source “${name}”.`);
}

/** A source in words, for the page; `held` is what it is known to hold. */
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
 * What the page asks where the URL names `wanted`: the summary with that source's own facts, its
 * name, or why there is none to ask.
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
