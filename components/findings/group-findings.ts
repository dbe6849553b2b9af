/** Findings by severity and by rule. */
import type { Severity } from "@/queries/watchlist/rule";
import { type Finding, type RuleFacts, SEVERITIES } from "./read-findings";

/** The findings of one rule, one for each actor. */
export type RuleGroup = {
  readonly rule: RuleFacts;
  readonly findings: readonly Finding[];
  /** Events behind all of them. */
  readonly events: number;
};

export type SeverityGroup = {
  readonly severity: Severity;
  readonly groups: readonly RuleGroup[];
  readonly findings: number;
};

/** Findings by rule, in their order. */
function groupByRule(findings: readonly Finding[]): readonly RuleGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule.id);
    if (group) group.push(finding);
    else groups.set(finding.rule.id, [finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const events = group.reduce((sum, { total }) => sum + total, 0);
    return first ? [{ rule: first.rule, findings: group, events }] : [];
  });
}

/** The severities that have findings, the highest first, each by rule. */
export function groupBySeverity(findings: readonly Finding[]): readonly SeverityGroup[] {
  return SEVERITIES.flatMap((severity) => {
    const own = findings.filter(({ rule }) => rule.severity === severity);
    if (own.length === 0) return [];
    return [{ severity, groups: groupByRule(own), findings: own.length }];
  });
}
