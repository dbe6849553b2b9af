/** What of a scope a table cannot contain, in words. Pure: page and command line use the same. */

import { type Coverage, datesOf, type Outside } from "@/queries/coverage";
import type { FoundSource } from "@/queries/gather-sources";
import { formatCounted } from "./format";

/** More names than these are counted. */
const MOST_NAMED = 4;

const listed = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(", ")
    : `${names.slice(0, MOST_NAMED).join(", ")} and ${names.length - MOST_NAMED} more`;

function placesSentence(
  one: "account" | "region",
  missing: readonly string[],
  contained: readonly string[] | null,
  table: string,
): readonly string[] {
  if (missing.length === 0 || contained === null) return [];
  const [subject, verb] = missing.length === 1 ? [`The ${one}`, "is"] : [`The ${one}s`, "are"];
  const only = contained.length === 0 ? `no ${one}` : `only ${listed(contained)}`;
  return [`${subject} ${listed(missing)} ${verb} not in this table: ${table} covers ${only}.`];
}

const BY_HAND =
  "This is from its location. If partitions of others were added, set ATHENA_ACCOUNTS and ATHENA_REGIONS to everything in the table.";

function daysSentence(days: readonly string[], { times }: Coverage): readonly string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const columns = [...new Set(times.map(({ column }) => `projection.${column}`))].join(", ");
  const which =
    days.length === 1
      ? `The day ${first} is`
      : `${formatCounted(days.length, "day")} from ${first} to ${last} are`;
  return [`${which} not in this table: ${columns} allows other dates only.`];
}

/** What of a scope is not in a table, sentences; none if all of it is. */
export function notInTableSentences(
  { accounts, regions, days }: Outside,
  { source: { table }, covers }: Pick<FoundSource, "source" | "covers">,
): readonly string[] {
  return [
    ...placesSentence("account", accounts, covers.accounts, table),
    ...placesSentence("region", regions, covers.regions, table),
    ...daysSentence(days, covers),
    ...(covers.mayHoldMore && accounts.length + regions.length > 0 ? [BY_HAND] : []),
  ];
}

/** The limits of a table from its location or projection, sentences. */
export function coverageNotes(covers: Coverage): readonly string[] {
  const { accounts, regions } = covers;
  const others = [...(accounts ? ["accounts"] : []), ...(regions ? ["regions"] : [])];
  const { first, last } = datesOf(covers);
  const until = last === null ? "" : ` and end on ${last}`;
  return [
    ...(others.length > 0 ? [`Logs of other ${others.join(" and ")} are not in this table.`] : []),
    ...(first === null ? [] : [`Its dates begin on ${first}${until}.`]),
  ];
}
