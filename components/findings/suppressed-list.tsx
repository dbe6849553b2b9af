"use client";
/** The suppressed findings of an answer, each with its reason and end. */
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import type { Suppression } from "@/lib/api/suppressions";
import { formatCounted } from "@/lib/text/format";
import { shortenMiddle, valueText } from "@/lib/text/visible-text";
import { type FindingActions, FindingRow } from "./finding-row";
import { dayText } from "./finding-text";
import { LOOKS } from "./severity-look";
import type { SuppressedFinding } from "./suppressed";

type Props = {
  readonly suppressed: readonly SuppressedFinding[];
  readonly actions: FindingActions;
  readonly onEnd: (suppression: Suppression) => void;
};

export function SuppressedList({ suppressed, actions, onEnd }: Props) {
  const bySuppression = new Map<Suppression, SuppressedFinding[]>();
  for (const each of suppressed) {
    const same = bySuppression.get(each.by);
    if (same) same.push(each);
    else bySuppression.set(each.by, [each]);
  }
  return (
    <ul aria-label="Suppressed findings" className="flex flex-col gap-2">
      {[...bySuppression].map(([by, own]) => (
        <li
          key={by.id}
          className="overflow-hidden rounded-[10px] border border-line border-dashed bg-panel"
        >
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2">
            <div className="min-w-0 flex-1 basis-[420px]">
              {own[0] ? (
                <p className="font-[550]">
                  {own[0].finding.rule.title}{" "}
                  <span className="font-normal text-[12px] text-ink-2">
                    {LOOKS[own[0].finding.rule.severity].name} ·{" "}
                    {formatCounted(own.length, "finding")}
                  </span>
                </p>
              ) : null}
              <p className="text-[12.5px] text-ink-2 [overflow-wrap:anywhere]">
                {by.actor === null ? (
                  "Every actor"
                ) : (
                  <LogText text={shortenMiddle(by.actor, 40, 20)} />
                )}
                , until {dayText(by.until)}: <LogText text={by.reason} />
              </p>
            </div>
            <Button
              aria-label={`Show again: ${own[0]?.finding.rule.title ?? by.rule}, ${by.actor === null ? "every actor" : valueText(by.actor)}`}
              onClick={() => onEnd(by)}
            >
              Show again
            </Button>
          </div>
          <ul>
            {own.map(({ finding }) => (
              <FindingRow
                key={finding.actor}
                finding={finding}
                actions={{ ...actions, suppressions: null }}
              />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
