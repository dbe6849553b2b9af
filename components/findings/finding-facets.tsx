"use client";
/** The facets of findings, each with its values and their numbers. */
import { use } from "react";
import { AccountNamesContext } from "@/components/cell/account-names";
import { Button } from "@/components/ui/button";
import type { AccountNames } from "@/lib/api/answers";
import type { Facets } from "@/lib/investigation/investigation";
import { accountText } from "@/lib/text/account-text";
import { formatCount, formatCounted } from "@/lib/text/format";
import { shortenMiddle, valueText } from "@/lib/text/visible-text";
import { tacticName } from "@/queries/watchlist/tactics";
import { choose, FACETS, type Facet, facetEntries, matching, SEVERAL } from "./filter-findings";
import { type Finding, isSeverity, ruleTitle } from "./read-findings";
import { LOOKS } from "./severity-look";

type Props = {
  readonly findings: readonly Finding[];
  readonly chosen: Facets;
  readonly onChoose: (chosen: Facets) => void;
};

const LABELS: Readonly<Record<Facet, string>> = {
  severity: "Severity",
  tactic: "Tactic",
  rule: "Rule",
  actor: "Actor",
  account: "Account",
};

/** A select is as wide as its longest option. */
const LONGEST_START = 24;
const LONGEST_END = 15;

function valueWords(facet: Facet, value: string, names: AccountNames): string {
  if (value === "") return `no ${facet}`;
  if (facet === "account" && value === SEVERAL) return "several accounts";
  const text = nameOf(facet, value, names);
  return shortenMiddle(valueText(text), LONGEST_START, LONGEST_END);
}

/** What a value is called where it is an id. */
function nameOf(facet: Facet, value: string, names: AccountNames): string {
  switch (facet) {
    case "severity":
      return isSeverity(value) ? LOOKS[value].name : value;
    case "tactic":
      return tacticName(value);
    case "rule":
      return ruleTitle(value);
    case "actor":
      return value;
    case "account":
      return accountText(value, names);
  }
}

/** Choosing one value of each facet; a rule is chosen in the matrix, and here taken back. */
export function FindingFacets({ findings, chosen, onChoose }: Props) {
  const names = use(AccountNamesContext);
  const isAll = FACETS.every((facet) => chosen[facet] === undefined);
  const count = matching(findings, chosen).length;
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1.5 max-sm:grid max-sm:grid-cols-2">
      <legend className="sr-only">Facets</legend>
      {FACETS.map((facet) => {
        const entries = facetEntries(findings, chosen, facet);
        // The matrix chooses a rule: a list of all rules is as long as the findings.
        const isOffered = facet !== "rule" || chosen.rule !== undefined;
        if (entries.length === 0 || !isOffered) return null;
        return (
          <label key={facet} className="flex min-w-0 items-center gap-1.5 text-[12px] text-ink-2">
            {LABELS[facet]}
            <select
              value={entries.findIndex(({ value }) => value === chosen[facet])}
              onChange={({ target }) => {
                const entry = entries[Number(target.value)];
                onChoose(choose(chosen, facet, entry?.value ?? null));
              }}
              className="h-[30px] min-w-0 max-w-[300px] max-sm:flex-1 cursor-pointer rounded-[7px] border border-line bg-panel px-1.5 text-ink hover:bg-line-soft"
            >
              <option value={-1}>any</option>
              {entries.map(({ value, count: own }, at) => (
                <option key={value} value={at}>
                  {`${valueWords(facet, value, names)} (${formatCount(own)})`}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      {isAll ? null : (
        <>
          <span role="status" className="text-[12px] text-ink-2">
            {formatCounted(count, "finding")} with these values
          </span>
          <Button
            onClick={({ currentTarget }) => {
              // The button goes away with what it undoes.
              currentTarget.closest("fieldset")?.querySelector("select")?.focus();
              onChoose({});
            }}
          >
            Show all
          </Button>
        </>
      )}
    </fieldset>
  );
}
