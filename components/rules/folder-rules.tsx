"use client";
/** The rules of a folder, with their hits in a time range. */
import { useDeferredValue, useState } from "react";
import { ErrorState } from "@/components/answer/answer-states";
import { Button } from "@/components/ui/button";
import { TEXT_FIELD } from "@/components/ui/styles";
import { useSubscriber } from "@/components/workbench/use-subscriber";
import type { SourceSummary } from "@/lib/api/answers";
import type { RuleActions, RuleFolderSummary } from "@/lib/api/rules";
import type { Start } from "@/lib/investigation/home-link";
import { formatRules } from "@/lib/investigation/rules-link";
import { formatCount, formatCounted } from "@/lib/text/format";
import { HitsPanel } from "./hits-panel";
import { LicenceNote } from "./licence-note";
import { RefusedRules } from "./refused-rules";
import { RuleCard } from "./rule-card";
import { chooseRules, hitsByRule } from "./rule-hits";
import { useHits } from "./use-hits";
import { useHitsCost } from "./use-hits-cost";

/** The number in a field; null where it is none. */
const numberOf = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

/** A folder may have thousands of rules, and drawing all of them takes seconds. */
const FIRST_RULES = 100;

type Props = {
  readonly summary: SourceSummary;
  readonly start: Start;
  /** The rule that is shown first, by its id; null is all. */
  readonly rule: string | null;
  readonly folder: RuleFolderSummary;
  readonly actions: RuleActions;
  /** Why nothing can be queried yet, a sentence. */
  readonly problem: string | null;
  readonly onStart: (start: Start) => void;
};

/** The rules that were read, what was refused, and the hits. */
export function FolderRules(props: Props) {
  const { summary, start, folder, actions, problem, onStart } = props;
  const subscriber = useSubscriber();
  const hits = useHits(actions, subscriber);
  const [text, setText] = useState(props.rule ?? "");
  const [most, setMost] = useState("");
  const isDone = hits.state?.state === "done" && !hits.isLoadingRows;
  const byRule = isDone ? hitsByRule(hits.rows) : null;
  const [areAllShown, setAllShown] = useState(false);
  // A key is drawn in its field before the list is made for it.
  const wanted = useDeferredValue(text);
  const chosen = { text: wanted, mostHits: numberOf(most) };
  const { shown, leftOut, withoutHits } = chooseRules(folder.rules, byRule, chosen);
  const drawn = areAllShown ? shown : shown.slice(0, FIRST_RULES);
  const hiddenRules = shown.length - drawn.length;
  const link = formatRules(start);
  const first = shown[0]?.id ?? null;
  const events = useHitsCost(isDone && first !== null ? { link, rule: first } : null, summary);
  return (
    <>
      {problem === null ? (
        <HitsPanel {...{ summary, start, hits, onStart }} />
      ) : (
        <ErrorState title="No hits" message={problem} onRetry={null} />
      )}
      <RefusedRules refused={folder.refused} />
      <div className="flex flex-wrap items-center gap-3">
        <input
          type="search"
          aria-label="Find a rule"
          placeholder="Find a rule: title, call, author, technique…"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={`${TEXT_FIELD} w-full max-w-[380px]`}
        />
        {byRule === null ? null : (
          <label className="flex items-center gap-2 text-[12px] text-ink-2">
            Hide rules with more hits than
            <input
              inputMode="numeric"
              value={most}
              placeholder="no limit"
              onChange={(event) => setMost(event.target.value.trim())}
              aria-invalid={most !== "" && numberOf(most) === null}
              className={`${TEXT_FIELD} w-[90px]`}
            />
          </label>
        )}
        <p role="status" className="text-[12px] text-ink-2">
          {formatCounted(shown.length, "rule")} shown
          {withoutHits > 0 ? `, ${formatCount(withoutHits)} without hits` : ""}
          {leftOut.length > 0 ? `, ${formatCount(leftOut.length)} with more hits hidden` : ""}
        </p>
      </div>
      <ul className="flex flex-col gap-2" aria-label="Rules">
        {drawn.map((rule) => (
          <RuleCard
            key={rule.id}
            {...{ rule, start, summary, actions, subscriber }}
            hits={byRule?.get(rule.id) ?? null}
            cost={events}
          />
        ))}
      </ul>
      {hiddenRules > 0 ? (
        <Button className="self-start" onClick={() => setAllShown(true)}>
          Show {formatCounted(hiddenRules, "more rule")}
        </Button>
      ) : null}
      <LicenceNote />
    </>
  );
}
