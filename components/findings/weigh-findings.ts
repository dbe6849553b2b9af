/** The severity of findings about firsts where there is no history: no history is not new. */
import { type History, hasNoHistory } from "./finding-text";
import type { Finding, RuleFacts } from "./read-findings";

/** A rule about firsts is at most medium where no day before the range has logs. */
export function weighedRule(rule: RuleFacts, history: History): RuleFacts {
  const isLowered = hasNoHistory(history) && rule.severity === "high" && rule.isAboutFirsts;
  return isLowered ? { ...rule, severity: "medium", isLowered } : rule;
}

/** Findings with their rules so weighed. */
export function weighed(findings: readonly Finding[], history: History): readonly Finding[] {
  if (!hasNoHistory(history)) return findings;
  return findings.map((finding) => ({ ...finding, rule: weighedRule(finding.rule, history) }));
}

/** Why a rule is less severe than it is written, a sentence; null where it is not. */
export function weighedWords({ isLowered }: RuleFacts): string | null {
  return isLowered ? "Medium instead of high: no history." : null;
}
