"use client";
/** The findings by severity, under the matrix of tactics and the facets. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useCellMenu } from "@/components/cell/use-cell-menu";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import { useKeptScroll } from "@/components/ui/use-kept-scroll";
import type { Suppression } from "@/lib/api/suppressions";
import { answerAddress } from "@/lib/investigation/answer-address";
import type { Facets, Investigation, Place } from "@/lib/investigation/investigation";
import { shortenMiddle } from "@/lib/text/visible-text";
import type { Filter } from "@/queries/filters";
import { behindFinding, cellMenu, type PivotTarget } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";
import { choose, matching } from "./filter-findings";
import { FindingFacets } from "./finding-facets";
import { focusFinding, onFindingKey } from "./finding-keys";
import { FindingMatrix } from "./finding-matrix";
import { matrixColumns } from "./finding-matrix-data";
import type { FindingActions } from "./finding-row";
import { dayText, type History } from "./finding-text";
import { groupBySeverity } from "./group-findings";
import { ruleTitle } from "./read-findings";
import { SeveritySection } from "./severity-section";
import type { Split } from "./suppressed";
import { SuppressedList } from "./suppressed-list";
import { useEscape } from "./use-escape";
import type { Folding } from "./use-folded";
import type { SuppressionState } from "./use-suppressions";

type Props = {
  readonly step: Step;
  readonly investigation: Investigation;
  readonly split: Split;
  readonly suppressions: SuppressionState;
  readonly history: History;
  readonly folding: Folding;
  readonly isListOpen: boolean;
  readonly onFacets: (facets: Facets) => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onOpen: (place: Place) => void;
};

const problemOf = (error: unknown): string =>
  error instanceof Error ? error.message : "The server did not respond.";

/** What was just suppressed and can be undone, and how a suppression ends. */
function useUndo({ change }: SuppressionState, onShownAgain: (ended: Suppression) => void) {
  const [made, setMade] = useState<Suppression | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isEnding = useRef(false);
  const end = (suppression: Suppression): void => {
    if (isEnding.current) return;
    isEnding.current = true;
    const after = (failure: string | null): void => {
      isEnding.current = false;
      setProblem(failure);
    };
    change({ kind: "end", id: suppression.id }).then(
      () => {
        after(null);
        setMade(null);
        onShownAgain(suppression);
      },
      (error: unknown) => after(problemOf(error)),
    );
  };
  return { made, setMade, problem, end };
}

export function GroupedFindings(props: Props) {
  const { step, investigation, split, suppressions, folding, onPivot } = props;
  const { facets, scope, inputs } = investigation;
  const { shown, suppressed } = split;
  const list = useRef<HTMLDivElement>(null);
  useKeptScroll(list, answerAddress(investigation));
  const [openMenu, menu] = useCellMenu(props);
  const [back, setBack] = useState<Suppression | null>(null);
  const { made, setMade, problem, end } = useUndo(suppressions, setBack);
  const groups = useMemo(() => groupBySeverity(matching(shown, facets)), [shown, facets]);
  const tactics = useMemo(
    () => matrixColumns(matching(shown, facets, "tactic", "rule")),
    [shown, facets],
  );
  useEscape(Object.keys(facets).length > 0 ? () => props.onFacets({}) : null);

  // The focus goes to the finding that is shown again: the button that it was on is gone.
  useEffect(() => {
    if (back === null || list.current === null) return;
    const again = shown.find(
      ({ rule, actor }) => rule.id === back.rule && actor === (back.actor ?? actor),
    );
    if (again) focusFinding(list.current, again);
    setBack(null);
  }, [back, shown]);

  const actions: FindingActions = {
    scope,
    history: props.history,
    onEvents: ({ rule, actor }) => onPivot(behindFinding(rule.id, actor)),
    onOpen: props.onOpen,
    onMenu: (anchor, column, finding) => {
      const value = finding[column];
      const keys = (key: string) => (key === "rule" ? finding.rule.id : finding.actor);
      openMenu({ anchor, value, menu: cellMenu(step, column, value, inputs, keys) });
    },
    suppressions: suppressions.current,
    onChange: suppressions.change,
    onSuppressed: setMade,
  };

  return (
    <>
      {made === null ? null : <MadeNote made={made} onUndo={() => end(made)} />}
      {problem === null ? null : (
        <p role="alert" className="text-error-ink">
          {problem}
        </p>
      )}
      {props.isListOpen && suppressed.length > 0 ? (
        <SuppressedList {...{ suppressed, actions }} onEnd={end} />
      ) : null}
      <FindingMatrix
        columns={tactics}
        chosen={{ tactic: facets.tactic ?? null, rule: facets.rule ?? null }}
        onChoose={({ tactic, rule }) =>
          props.onFacets(choose(choose(facets, "tactic", tactic), "rule", rule))
        }
      />
      <FindingFacets findings={shown} chosen={facets} onChoose={props.onFacets} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys lead from button to button. */}
      <div
        ref={list}
        data-answer-rows
        onKeyDown={onFindingKey}
        className="flex flex-col gap-4 pb-4"
      >
        {groups.map((group) => (
          <SeveritySection key={group.severity} {...{ group, folding, actions }} />
        ))}
        {groups.length === 0 ? <NoneShown isAllSuppressed={shown.length === 0} /> : null}
      </div>
      {menu}
    </>
  );
}

function NoneShown({ isAllSuppressed }: { readonly isAllSuppressed: boolean }): ReactNode {
  return (
    <p className="text-ink-2">
      {isAllSuppressed ? "All findings are suppressed." : "No finding has these values."}
    </p>
  );
}

type NoteProps = { readonly made: Suppression; readonly onUndo: () => void };

/** What was just suppressed, and how to undo it; the focus comes here from what is gone. */
function MadeNote({ made, onUndo }: NoteProps) {
  const undo = useRef<HTMLButtonElement>(null);
  // The popover that was open gives the focus back first.
  useEffect(() => undo.current?.focus(), []);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-[10px] border border-line bg-good-soft px-3 py-1.5"
    >
      <p className="min-w-0 [overflow-wrap:anywhere]">
        “{ruleTitle(made.rule)}” by{" "}
        {made.actor === null ? "every actor" : <LogText text={shortenMiddle(made.actor, 40, 20)} />}{" "}
        is suppressed until the end of {dayText(made.until)}.
      </p>
      <Button ref={undo} onClick={onUndo}>
        Undo
      </Button>
    </div>
  );
}
