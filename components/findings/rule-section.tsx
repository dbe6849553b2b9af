"use client";
/** The findings of one rule: its title and numbers, and on demand why it matters and each finding. */
import { useId } from "react";
import { eventsText } from "@/lib/text/denied-text";
import { formatCounted } from "@/lib/text/format";
import { stopOf } from "./finding-keys";
import { type FindingActions, FindingRow } from "./finding-row";
import type { RuleGroup } from "./group-findings";
import { RuleAttack, RuleSentences, RuleTitle } from "./rule-line";

type Props = {
  readonly group: RuleGroup;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly actions: FindingActions;
};

export function RuleSection({ group, isOpen, onToggle, actions }: Props) {
  const { rule, findings, events, denied } = group;
  const bodyId = useId();
  return (
    <li className="overflow-hidden rounded-[10px] border border-line bg-panel">
      <h4 {...stopOf(rule)}>
        <button
          type="button"
          tabIndex={0}
          aria-expanded={isOpen}
          aria-controls={isOpen ? bodyId : undefined}
          onClick={onToggle}
          className="flex w-full flex-wrap items-baseline gap-x-2.5 gap-y-1 px-3 py-2 text-left outline-offset-[-2px] hover:bg-line-soft"
        >
          <RuleTitle rule={rule} />
          <span className="text-[12px] text-ink-2 sm:ml-auto">
            <RuleAttack rule={rule} /> · {formatCounted(findings.length, "finding")} ·{" "}
            {eventsText(events, denied)}
          </span>
          <span aria-hidden="true" className="text-ink-3">
            {isOpen ? "▾" : "▸"}
          </span>
        </button>
      </h4>
      {isOpen ? (
        <div id={bodyId}>
          <div className="px-3 pb-2 text-[12.5px]">
            <RuleSentences rule={rule} />
          </div>
          <ul aria-label={`Findings of ${rule.title}`}>
            {findings.map((finding) => (
              <FindingRow key={finding.actor} {...{ finding, actions }} />
            ))}
          </ul>
        </div>
      ) : null}
    </li>
  );
}
