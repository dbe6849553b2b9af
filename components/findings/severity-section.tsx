"use client";
/** The findings of a severity: high ones open, others folded by rule. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatCounted } from "@/lib/text/format";
import type { FindingActions } from "./finding-row";
import type { SeverityGroup } from "./group-findings";
import { RuleSection } from "./rule-section";
import { LOOKS } from "./severity-look";

type Props = { readonly group: SeverityGroup; readonly actions: FindingActions };

export function SeveritySection({ group, actions }: Props) {
  const { severity, groups, findings } = group;
  const isOpenAtFirst = severity === "high";
  // Those that are not as they were at first, by rule.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const isOpen = (id: string): boolean => isOpenAtFirst !== turned.has(id);
  const areAllOpen = groups.every(({ rule }) => isOpen(rule.id));
  const toggle = (id: string): void => {
    const next = new Set(turned);
    if (!next.delete(id)) next.add(id);
    setTurned(next);
  };
  const setAll = (open: boolean): void =>
    setTurned(new Set(open === isOpenAtFirst ? [] : groups.map(({ rule }) => rule.id)));

  return (
    <section aria-label={`${LOOKS[severity].name} severity`} className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <h3 className="font-semibold text-[13px]">
          {LOOKS[severity].name}{" "}
          <span className="font-normal text-ink-2">
            {formatCounted(findings, "finding")} of {formatCounted(groups.length, "rule")}
          </span>
        </h3>
        <Button
          className="ml-auto"
          aria-label={`${areAllOpen ? "Fold" : "Unfold"} all of ${severity} severity`}
          onClick={() => setAll(!areAllOpen)}
        >
          {areAllOpen ? "Fold all" : "Unfold all"}
        </Button>
      </div>
      <ul className="flex flex-col gap-2">
        {groups.map((each) => (
          <RuleSection
            key={each.rule.id}
            group={each}
            isOpen={isOpen(each.rule.id)}
            onToggle={() => toggle(each.rule.id)}
            actions={actions}
          />
        ))}
      </ul>
    </section>
  );
}
