/** The numbers of the overview that the watchlist's findings hold, each with the step that lists it. */
import { type Finding, SEVERITIES } from "@/components/findings/read-findings";
import { LOOKS } from "@/components/findings/severity-look";
import type { HomeStart } from "@/lib/investigation/home-link";
import type { Severity } from "@/queries/watchlist/rule";
import { hrefIn } from "./glance-link";
import type { GlanceNumber } from "./glance-number";

/** The numbers of events that a rule finds. */
const BY_RULE = [
  { rule: "denied-burst", label: "Denied bursts", unit: "call" },
  { rule: "console-without-mfa", label: "Sign-ins without MFA", unit: "" },
  { rule: "root-activity", label: "Root changes and sign-ins", unit: "event" },
] as const;

/** The findings of each severity; null while they are not known. */
export function severityNumbers(
  shown: readonly Finding[] | null,
  start: HomeStart,
): readonly (GlanceNumber & { readonly severity: Severity })[] {
  return SEVERITIES.map((severity) => ({
    severity,
    label: LOOKS[severity].name,
    value: shown?.filter(({ rule }) => rule.severity === severity).length ?? null,
    unit: "",
    href: hrefIn(start, "watchlist/findings", { facets: { severity } }),
  }));
}

/** The events behind the findings of single rules; null while these are not known. */
export function ruleNumbers(
  findings: readonly Finding[] | null,
  start: HomeStart,
): readonly GlanceNumber[] {
  return BY_RULE.map(({ rule, label, unit }) => {
    const own = findings?.filter((finding) => finding.rule.id === rule);
    const value = own?.reduce((sum, { total }) => sum + total, 0) ?? null;
    return {
      label,
      value,
      unit: unit === "" || value === 1 ? unit : `${unit}s`,
      href: hrefIn(start, "watchlist/finding-events", { inputs: { rule } }),
    };
  });
}
