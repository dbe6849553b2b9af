/** The severity of findings about firsts where there is no history: no history is not new. */
import { type History, hasNoHistory } from "./finding-text";
import type { Finding, RuleFacts } from "./read-findings";

/** Findings of rules about firsts are at most medium where no day before the range has logs. */
export function weighed(findings: readonly Finding[], history: History): readonly Finding[] {
  if (!hasNoHistory(history)) return findings;
  return findings.map((finding) => {
    const { rule } = finding;
    if (rule.severity !== "high" || !rule.isAboutFirsts) return finding;
    return { ...finding, rule: { ...rule, severity: "medium", isLowered: true } };
  });
}

/** Why a rule is less severe than it is written, a sentence; null where it is not. */
export function weighedWords({ isLowered }: RuleFacts): string | null {
  return isLowered
    ? "Medium instead of high: no logs of the 30 days before show what is usual."
    : null;
}
