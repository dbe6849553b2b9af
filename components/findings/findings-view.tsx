"use client";
/** What the rules of the watchlist found: grouped by severity, or as a plain table. */
import { type ReactNode, use, useMemo, useState } from "react";
import { PivotOffers } from "@/components/cell/pivot-offers";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import type { Row } from "@/lib/api/run";
import type { Facets, Investigation, Place } from "@/lib/investigation/investigation";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";
import { matching } from "./filter-findings";
import {
  type History,
  hasNoHistory,
  type NotShown,
  noHistoryText,
  totalsText,
} from "./finding-text";
import { GroupedFindings } from "./grouped-findings";
import { rangeOfEvents } from "./next-place";
import { type Finding, readFindings } from "./read-findings";
import { aboutRule, type PlainRows, wordsOf } from "./rule-words";
import { splitSuppressed } from "./suppressed";
import { useFolded } from "./use-folded";
import { useSuppressions } from "./use-suppressions";
import { weighed } from "./weigh-findings";

export type FindingsViewProps = {
  readonly step: Step;
  readonly investigation: Investigation;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The row count of the whole answer; `rows` may be only the first. */
  readonly totalRows: number;
  readonly history: History;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onOpen: (place: Place) => void;
  readonly onGrouped: (isGrouped: boolean) => void;
  readonly onFacets: (facets: Facets) => void;
  /** The same rows as any other answer shows them. */
  readonly plain: PlainRows;
};

const PRESSED =
  "aria-pressed:border-accent/40 aria-pressed:bg-accent-soft aria-pressed:text-accent";

/** The rows of the plain table are those of the command line, whatever the history. */
const PLAIN_WITHOUT_HISTORY =
  " · rows have the severity of their rule; grouped, rules about what is new are medium at most";

/** The events behind a finding, in their own time range; other pivots as they are. */
function narrowed(
  target: PivotTarget,
  findings: readonly Finding[],
  { scope }: Investigation,
): PivotTarget {
  const { rule: id, actor: by } = target.inputs;
  if (target.stepId !== "finding-events") return target;
  const finding = findings.find(({ rule, actor }) => rule.id === id && actor === by);
  return finding ? { ...target, window: rangeOfEvents(finding, scope) } : target;
}

/** The menus of findings, with the costs of what they really open. */
function useNarrowed(findings: readonly Finding[], props: FindingsViewProps) {
  const { investigation, onPivot } = props;
  const offers = use(PivotOffers);
  const narrow = (target: PivotTarget) => narrowed(target, findings, investigation);
  return {
    onPivot: (target: PivotTarget): void => onPivot(narrow(target)),
    offers: {
      onLikely: (target: PivotTarget): void => offers.onLikely(narrow(target)),
      costOf: (target: PivotTarget): ReactNode => offers.costOf(narrow(target)),
    },
  };
}

export function FindingsView(props: FindingsViewProps) {
  const { investigation, columns, rows, history } = props;
  const { isGrouped, facets } = investigation;
  const missingDays = history?.missingDays ?? 0;
  const findings = useMemo(
    () => weighed(readFindings(columns, rows), { missingDays }),
    [columns, rows, missingDays],
  );
  const suppressions = useSuppressions();
  const { current } = suppressions;
  const split = useMemo(
    () => splitSuppressed(findings, current?.active ?? []),
    [findings, current],
  );
  const [isListOpen, setListOpen] = useState(false);
  const { onPivot, offers } = useNarrowed(findings, props);
  const { length: suppressed } = split.suppressed;
  const folding = useFolded(investigation);
  const matched = matching(split.shown, facets);
  // A plain table has all of them.
  const notShown: NotShown = {
    collapsed: isGrouped ? matched.filter(({ rule }) => !folding.isOpen(rule)).length : 0,
    filteredOut: isGrouped ? split.shown.length - matched.length : 0,
    suppressed: isGrouped ? suppressed : 0,
  };

  const head = (
    <div className="flex flex-wrap items-center gap-1.5">
      <p className="mr-auto text-[12px] text-ink-2">
        {totalsText(findings, { ...notShown, total: props.totalRows })}
        {hasNoHistory(history) && !isGrouped ? PLAIN_WITHOUT_HISTORY : ""}
        {suppressed > 0 && !isGrouped ? ` · ${suppressed} of them suppressed` : ""}
      </p>
      {suppressed > 0 && isGrouped ? (
        <Button aria-expanded={isListOpen} onClick={() => setListOpen(!isListOpen)}>
          {isListOpen ? "Hide" : "Show"} suppressed
        </Button>
      ) : null}
      <Button
        aria-pressed={isGrouped}
        className={PRESSED}
        onClick={() => props.onGrouped(!isGrouped)}
      >
        Group by severity
      </Button>
    </div>
  );
  return (
    <PivotOffers value={offers}>
      {head}
      {isGrouped ? (
        <>
          <p className="-mt-2 text-[12px] text-ink-2 empty:hidden">
            {noHistoryText(matched, history)}
          </p>
          {suppressions.problem === null ? null : (
            <p role="alert" className="text-error-ink [overflow-wrap:anywhere]">
              <LogText text={suppressions.problem} /> All findings are shown.
            </p>
          )}
          {suppressions.isLoading ? (
            <div role="status" className="h-[120px] animate-pulse rounded-[10px] bg-line-soft">
              <span className="sr-only">Loading suppressed findings</span>
            </div>
          ) : (
            <GroupedFindings
              {...props}
              {...{ split, suppressions, isListOpen, folding, onPivot }}
            />
          )}
        </>
      ) : (
        props.plain({ wordsOf, aboutOf: aboutRule, onPivot })
      )}
    </PivotOffers>
  );
}
