/** The numbers of the overview that the watchlist's findings hold, each with the step that lists it. */
import { type Finding, SEVERITIES } from "@/components/findings/read-findings";
import { LOOKS } from "@/components/findings/severity-look";
import type { HomeStart } from "@/lib/investigation/home-link";
import { formatCounted } from "@/lib/text/format";
import type { Severity } from "@/queries/watchlist/rule";
import { hrefIn } from "./glance-link";
import type { GlanceNumber } from "./glance-number";

type RuleNumber = Pick<GlanceNumber, "label" | "hint"> & {
  readonly rule: string;
  /** What one of its events is called; empty where the label says it. */
  readonly unit: string;
  /** Its findings are counted, and its events named second. */
  readonly countsFindings?: true;
};

/** The numbers that single rules hold. */
const BY_RULE: readonly RuleNumber[] = [
  {
    rule: "denied-burst",
    label: "Denied bursts",
    unit: "call",
    countsFindings: true,
    hint: "The bursts of one actor count once. The link lists their calls.",
  },
  { rule: "console-without-mfa", label: "Sign-ins without MFA", unit: "" },
  { rule: "root-activity", label: "Root changes and sign-ins", unit: "event" },
];

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

/** The number and its unit: of events, or of findings with their events. */
function counted(own: readonly Finding[], { unit, countsFindings }: RuleNumber) {
  const events = own.reduce((sum, { total }) => sum + total, 0);
  if (!countsFindings)
    return { value: events, unit: unit === "" || events === 1 ? unit : `${unit}s` };
  return { value: own.length, unit: events === 0 ? "" : `in ${formatCounted(events, unit)}` };
}

/** The events behind the findings of single rules, or their bursts; null while these are not known. */
export function ruleNumbers(
  findings: readonly Finding[] | null,
  start: HomeStart,
): readonly GlanceNumber[] {
  return BY_RULE.map((number) => {
    const { rule, label, hint } = number;
    const own = findings?.filter((finding) => finding.rule.id === rule);
    return {
      label,
      ...(own ? counted(own, number) : { value: null, unit: "" }),
      href: hrefIn(start, "watchlist/finding-events", { inputs: { rule } }),
      ...(hint === undefined ? {} : { hint }),
    };
  });
}
