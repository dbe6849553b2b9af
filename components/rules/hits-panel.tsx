"use client";
/** The time range of the hits, what finding them costs, and the button that does. */
import { WindowField } from "@/components/scope/window-field";
import { Button } from "@/components/ui/button";
import { FIELD_GROUP } from "@/components/ui/field-button";
import type { SourceSummary } from "@/lib/api/answers";
import type { Start } from "@/lib/investigation/home-link";
import { formatRules } from "@/lib/investigation/rules-link";
import { HitsStatus } from "./hits-status";
import type { Hits } from "./use-hits";
import { useHitsCost } from "./use-hits-cost";

type Props = {
  readonly summary: SourceSummary;
  readonly start: Start;
  readonly hits: Hits;
  readonly onStart: (start: Start) => void;
};

/** The row above the rules. */
export function HitsPanel({ summary, start, hits, onStart }: Props) {
  const link = formatRules(start);
  const cost = useHitsCost({ link, rule: null }, summary);
  return (
    <section aria-label="Hits" className="flex flex-col items-start gap-2.5">
      <div className="flex flex-wrap items-center gap-2.5">
        <div className={FIELD_GROUP}>
          <WindowField
            summary={summary}
            scope={start.scope}
            onChange={(scope) => onStart({ ...start, scope })}
          />
        </div>
        <Button
          look="main"
          onClick={() => hits.start({ kind: "hits", rule: null, link, confirmed: false })}
        >
          Find hits
        </Button>
        <span className="text-[12px] text-ink-2">{cost}</span>
      </div>
      <HitsStatus hits={hits} summary={summary} one="rule with hits" many="rules with hits" />
    </section>
  );
}
