"use client";
/** The findings of one rule: its title and numbers, and on demand why it matters and each finding. */
import { useId } from "react";
import { eventsText } from "@/lib/text/denied-text";
import { formatCounted } from "@/lib/text/format";
import { tacticName } from "@/queries/watchlist/tactics";
import { stopOf } from "./finding-keys";
import { type FindingActions, FindingRow } from "./finding-row";
import type { RuleGroup } from "./group-findings";
import { LOOKS } from "./severity-look";
import { weighedWords } from "./weigh-findings";

type Props = {
  readonly group: RuleGroup;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly actions: FindingActions;
};

export function RuleSection({ group, isOpen, onToggle, actions }: Props) {
  const { rule, findings, events, denied } = group;
  const bodyId = useId();
  const { name, badge } = LOOKS[rule.severity];
  const lowered = weighedWords(rule);
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
          <span
            className={`shrink-0 rounded border px-1.5 font-medium text-[11px] leading-[17px] ${badge}`}
          >
            {name}
          </span>
          <span className="min-w-0 font-[550]">{rule.title}</span>
          <span className="text-[12px] text-ink-2 sm:ml-auto">
            {tacticName(rule.tactic)} <span className="font-mono">{rule.technique}</span> ·{" "}
            {formatCounted(findings.length, "finding")} · {eventsText(events, denied)}
          </span>
          <span aria-hidden="true" className="text-ink-3">
            {isOpen ? "▾" : "▸"}
          </span>
        </button>
      </h4>
      {isOpen ? (
        <div id={bodyId}>
          <div className="flex max-w-[100ch] flex-col gap-1 px-3 pb-2 text-[12.5px] text-ink-2">
            {rule.why === "" ? null : <p>{rule.why}</p>}
            {lowered === null ? null : <p className="font-medium text-ink">{lowered}</p>}
            {rule.benign === "" ? null : (
              <p>
                <span className="font-medium text-ink">Often harmless:</span> {rule.benign}
              </p>
            )}
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
