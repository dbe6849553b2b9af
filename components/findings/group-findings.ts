/** Findings by severity and by rule. */
import type { Severity } from "@/queries/watchlist/rule";
import { type Finding, type RuleFacts, SEVERITIES } from "./read-findings";

/** The findings of one rule, one for each actor. */
export type RuleGroup = {
  readonly rule: RuleFacts;
  readonly findings: readonly Finding[];
  /** Events behind all of them, and those that were denied. */
  readonly events: number;
  readonly denied: number;
};

export type SeverityGroup = {
  readonly severity: Severity;
  readonly groups: readonly RuleGroup[];
  readonly findings: number;
};

const isDenied = ({ denied, total }: Finding): boolean => denied === total;

/** Findings by rule, in their order; what was only tried comes last. */
function groupByRule(findings: readonly Finding[]): readonly RuleGroup[] {
  const groups = new Map<string, Finding[]>();
  const ordered = findings.toSorted((a, b) => Number(isDenied(a)) - Number(isDenied(b)));
  for (const finding of ordered) {
    const group = groups.get(finding.rule.id);
    if (group) group.push(finding);
    else groups.set(finding.rule.id, [finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const events = group.reduce((sum, { total }) => sum + total, 0);
    const denied = group.reduce((sum, finding) => sum + finding.denied, 0);
    return first ? [{ rule: first.rule, findings: group, events, denied }] : [];
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
