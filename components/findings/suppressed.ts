/** Which findings are suppressed, and by what. */
import { type Suppression, suppressionOf } from "@/lib/api/suppressions";
import type { Finding } from "./read-findings";

export type SuppressedFinding = { readonly finding: Finding; readonly by: Suppression };

export type Split = {
  readonly shown: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
};

/** Findings apart from those that a suppression of their rule, for their actor or for all, is about. */
export function splitSuppressed(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): Split {
  const shown: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const by = suppressionOf({ rule: finding.rule.id, actor: finding.actor }, suppressions);
    if (by) suppressed.push({ finding, by });
    else shown.push(finding);
  }
  return { shown, suppressed };
}
