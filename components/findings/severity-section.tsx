"use client";
/** The findings of a severity: high ones open, others collapsed by rule. */
import { Button } from "@/components/ui/button";
import { formatCounted } from "@/lib/text/format";
import type { FindingActions } from "./finding-row";
import type { SeverityGroup } from "./group-findings";
import { RuleSection } from "./rule-section";
import { LOOKS } from "./severity-look";
import type { Folding } from "./use-folded";

type Props = {
  readonly group: SeverityGroup;
  readonly folding: Folding;
  readonly actions: FindingActions;
};

export function SeveritySection({ group, folding, actions }: Props) {
  const { severity, groups, findings } = group;
  const rules = groups.map(({ rule }) => rule);
  const areAllOpen = rules.every(folding.isOpen);
  return (
    <section aria-label={`${LOOKS[severity].name} severity`} className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <h3 className="font-semibold text-[13px]">
          {LOOKS[severity].name}{" "}
          <span className="font-normal text-ink-2">
            {formatCounted(findings, "finding")} from {formatCounted(groups.length, "rule")}
          </span>
        </h3>
        <Button
          className="ml-auto"
          aria-label={`${areAllOpen ? "Collapse" : "Expand"} all rules of ${severity} severity`}
          onClick={() => folding.setOpen(rules, !areAllOpen)}
        >
          {areAllOpen ? "Collapse all" : "Expand all"}
        </Button>
      </div>
      <ul className="flex flex-col gap-2">
        {groups.map((each) => (
          <RuleSection
            key={each.rule.id}
            group={each}
            isOpen={folding.isOpen(each.rule)}
            onToggle={() => folding.setOpen([each.rule], !folding.isOpen(each.rule))}
            actions={actions}
          />
        ))}
      </ul>
    </section>
  );
}
