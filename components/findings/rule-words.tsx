"use client";
/** Answers that name rules: rules and tactics by their names in a plain table, whose cells hold ids. */
import { type ReactNode, useMemo } from "react";
import type { WordsOf } from "@/components/cell/cell-content";
import type { Cell, Row } from "@/lib/api/run";
import type { PivotTarget } from "@/queries/pivots";
import type { InputValues } from "@/queries/playbook";
import { tacticName } from "@/queries/watchlist/tactics";
import type { History } from "./finding-text";
import { knownRule, ruleTitle } from "./read-findings";
import { RuleLine } from "./rule-line";
import { weighedRule } from "./weigh-findings";

/** The rows of an answer as a plain table. */
export type PlainRows = (own?: {
  readonly wordsOf?: WordsOf;
  readonly aboutOf?: (rule: string) => string | null;
  readonly onPivot?: (target: PivotTarget) => void;
}) => ReactNode;

/** The title of a rule and the name of a tactic. */
export function wordsOf(column: string, cell: Cell): string | null {
  if (typeof cell !== "string") return null;
  if (column === "rule") return ruleTitle(cell);
  return column === "tactic" ? tacticName(cell) : null;
}

const FIRSTS = " for the first time";

/** The same beside an event, without what a title says of the first of several; whole on request. */
function wordsBeside(column: string, cell: Cell, isWhole = false): string | null {
  const words = wordsOf(column, cell);
  return column !== "rule" || isWhole ? words : (words?.replace(FIRSTS, "") ?? null);
}

/** Why a rule is worth a look, and what it is about in ATT&CK; null where it is not known here. */
export function aboutRule(id: string): string | null {
  const rule = knownRule(id);
  return rule && `${rule.why} ATT&CK: ${tacticName(rule.tactic)} ${rule.technique}.`;
}

type Props = {
  readonly inputs: InputValues;
  readonly history: History;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly plain: PlainRows;
};

/** A plain table with the titles of rules and the names of tactics, under the only rule if there is one. */
export function RuleWords({ inputs, history, columns, rows, plain }: Props) {
  const rule = inputs.rule === undefined ? null : knownRule(inputs.rule);
  const ruleAt = columns.indexOf("rule");
  const hasFirsts = useMemo(
    () => rows.some((row) => ruleTitle(String(row[ruleAt])).endsWith(FIRSTS)),
    [rows, ruleAt],
  );
  return (
    <>
      {rule && <RuleLine rule={weighedRule(rule, history)} />}
      {rule === null && hasFirsts ? (
        <p role="note" className="text-[12px] text-ink-2">
          Rules about what is new list every event of what an actor did for the first time.
        </p>
      ) : null}
      {plain({ wordsOf: wordsBeside, aboutOf: aboutRule })}
    </>
  );
}
