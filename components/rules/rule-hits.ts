/** The rows of hits by rule, and which rules a page shows. */

import type { RuleSummary } from "@/lib/api/rules";
import type { Row } from "@/lib/api/run";

export type RuleHits = { readonly total: number; readonly first: string; readonly last: string };

const COLUMNS = ["rule", "severity", "title", "author", "total", "first", "last"] as const;
type Column = (typeof COLUMNS)[number];

/** Hits by the id of their rule. */
export function hitsByRule(rows: readonly Row[]): ReadonlyMap<string, RuleHits> {
  const cell = (row: Row, column: Column) => row[COLUMNS.indexOf(column)] ?? "";
  return new Map(
    rows.map((row) => [
      String(cell(row, "rule")),
      {
        total: Number(cell(row, "total")),
        first: String(cell(row, "first")),
        last: String(cell(row, "last")),
      },
    ]),
  );
}

const SEVERITIES = ["high", "medium", "low"] as const;

export type Shown = {
  /** The most severe first; of these, those with the most hits. */
  readonly shown: readonly RuleSummary[];
  /** Rules with more hits than the limit. */
  readonly leftOut: readonly RuleSummary[];
  /** How many others have no hit. */
  readonly withoutHits: number;
};

const textOf = ({ title, id, author, question, file, attack }: RuleSummary): string =>
  [title, id, author ?? "", question, file, ...attack].join("\n").toLowerCase();

/** The rules that contain a text, in the order of what to read first. */
export function chooseRules(
  rules: readonly RuleSummary[],
  hits: ReadonlyMap<string, RuleHits> | null,
  { text, mostHits }: { readonly text: string; readonly mostHits: number | null },
): Shown {
  const wanted = text.trim().toLowerCase();
  const totalOf = ({ id }: RuleSummary): number => hits?.get(id)?.total ?? 0;
  const named = rules.filter((rule) => wanted === "" || textOf(rule).includes(wanted));
  const found = named
    .filter((rule) => hits === null || totalOf(rule) > 0)
    .toSorted(
      (one, other) =>
        SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
        totalOf(other) - totalOf(one),
    );
  const isTooMany = (rule: RuleSummary): boolean => mostHits !== null && totalOf(rule) > mostHits;
  return {
    shown: found.filter((rule) => !isTooMany(rule)),
    leftOut: found.filter(isTooMany),
    withoutHits: named.length - found.length,
  };
}
