"use client";
/** Answers that name rules: rules and tactics by their names in a plain table, whose cells hold ids. */
import type { ReactNode } from "react";
import type { WordsOf } from "@/components/cell/cell-content";
import type { Cell } from "@/lib/api/run";
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

/** Why a rule is worth a look, and what it is about in ATT&CK; null where it is not known here. */
export function aboutRule(id: string): string | null {
  const rule = knownRule(id);
  return rule && `${rule.why} ATT&CK: ${tacticName(rule.tactic)} ${rule.technique}.`;
}

type Props = {
  readonly inputs: InputValues;
  readonly history: History;
  readonly plain: PlainRows;
};

/** A plain table with the titles of rules and the names of tactics, under the only rule if there is one. */
export function RuleWords({ inputs, history, plain }: Props) {
  const rule = inputs.rule === undefined ? null : knownRule(inputs.rule);
  return (
    <>
      {rule && <RuleLine rule={weighedRule(rule, history)} />}
      {plain({ wordsOf, aboutOf: aboutRule })}
    </>
  );
}
