"use client";
/** What the rules of the watchlist find: a picture by tactic, facets, and the findings by severity. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useCellMenu } from "@/components/cell/use-cell-menu";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import type { Row } from "@/lib/api/run";
import type { Suppression } from "@/lib/api/suppressions";
import type { Investigation, Place } from "@/lib/investigation/investigation";
import { formatCounted } from "@/lib/text/format";
import type { Filter } from "@/queries/filters";
import { behindFinding, cellMenu, type PivotTarget } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";
import { matching } from "./filter-findings";
import { FindingFacets } from "./finding-facets";
import { FindingMatrix } from "./finding-matrix";
import { matrixColumns } from "./finding-matrix-data";
import type { FindingActions } from "./finding-row";
import { groupBySeverity } from "./group-findings";
import { type Finding, readFindings, ruleTitle } from "./read-findings";
import { SeveritySection } from "./severity-section";
import { splitSuppressed } from "./suppressed";
import { endText, SuppressedList } from "./suppressed-list";
import { useChosen } from "./use-chosen";
import { useSuppressions } from "./use-suppressions";

export type FindingsViewProps = {
  readonly step: Step;
  readonly investigation: Investigation;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The row count of the whole answer; `rows` may be only the first. */
  readonly totalRows: number;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onOpen: (place: Place) => void;
  readonly onGrouped: (isGrouped: boolean) => void;
  /** The same rows as any other answer shows them. */
  readonly plain: ReactNode;
};

const PRESSED =
  "aria-pressed:border-accent/40 aria-pressed:bg-accent-soft aria-pressed:text-accent";

export function FindingsView(props: FindingsViewProps) {
  const { investigation, columns, rows, plain } = props;
  const { isGrouped } = investigation;
  const findings = useMemo(() => readFindings(columns, rows), [columns, rows]);
  const suppressions = useSuppressions();
  const { current } = suppressions;
  const split = useMemo(
    () => splitSuppressed(findings, current?.active ?? []),
    [findings, current],
  );
  const [isListOpen, setListOpen] = useState(false);
  const actors = new Set(findings.map(({ actor }) => actor)).size;
  const rules = new Set(findings.map(({ rule }) => rule.id)).size;
  const { length: suppressed } = split.suppressed;
  const isPartial = rows.length < props.totalRows;

  const head = (
    <div className="flex flex-wrap items-center gap-1.5">
      <p className="mr-auto text-[12px] text-ink-2">
        {formatCounted(findings.length, "finding")} of {formatCounted(rules, "rule")} by{" "}
        {formatCounted(actors, "actor")}
        {isPartial ? ", more are being loaded" : ""}
        {suppressed > 0
          ? `, ${suppressed} of them suppressed${isGrouped ? " and not listed" : ""}`
          : ""}
      </p>
      {suppressed > 0 && isGrouped ? (
        <Button aria-expanded={isListOpen} onClick={() => setListOpen(!isListOpen)}>
          {suppressed} suppressed
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
  if (!isGrouped)
    return (
      <>
        {head}
        {plain}
      </>
    );
  return (
    <>
      {head}
      {suppressions.problem === null ? null : (
        <p role="alert" className="text-error-ink [overflow-wrap:anywhere]">
          <LogText text={suppressions.problem} /> All findings are shown.
        </p>
      )}
      {suppressions.isLoading ? (
        <div role="status" className="h-[120px] animate-pulse rounded-[10px] bg-line-soft">
          <span className="sr-only">Reading which findings are suppressed</span>
        </div>
      ) : (
        <Grouped {...props} {...{ split, suppressions, isListOpen }} />
      )}
    </>
  );
}

type GroupedProps = FindingsViewProps & {
  readonly split: ReturnType<typeof splitSuppressed>;
  readonly suppressions: ReturnType<typeof useSuppressions>;
  readonly isListOpen: boolean;
};

function Grouped(props: GroupedProps) {
  const { step, investigation, split, suppressions } = props;
  const { shown, suppressed } = split;
  const { current, change } = suppressions;
  const [chosen, choose] = useChosen(investigation);
  const [made, setMade] = useState<Suppression | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [openMenu, menu] = useCellMenu(props);
  const groups = useMemo(() => groupBySeverity(matching(shown, chosen)), [shown, chosen]);
  const tactics = useMemo(() => matrixColumns(matching(shown, chosen, "tactic")), [shown, chosen]);

  const end = ({ id }: Suppression): void => {
    setMade(null);
    change({ kind: "end", id }).then(
      () => setProblem(null),
      (error: unknown) =>
        setProblem(error instanceof Error ? error.message : "The server did not answer."),
    );
  };
  const onMenu: FindingActions["onMenu"] = (anchor, column, finding) => {
    const value = finding[column];
    const keys = (key: string) => (key === "rule" ? finding.rule.id : finding.actor);
    openMenu({ anchor, value, menu: cellMenu(step, column, value, investigation.inputs, keys) });
  };
  const actions: FindingActions = {
    scope: investigation.scope,
    onEvents: ({ rule, actor }: Finding) => props.onPivot(behindFinding(rule.id, actor)),
    onOpen: props.onOpen,
    onMenu,
    suppressions: current,
    onChange: change,
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
        chosen={chosen.tactic}
        onChoose={(tactic) => choose({ ...chosen, tactic })}
      />
      <FindingFacets findings={shown} chosen={chosen} onChoose={choose} />
      <div data-answer-rows className="flex flex-col gap-4 pb-4">
        {groups.map((group) => (
          <SeveritySection key={group.severity} {...{ group, actions }} />
        ))}
        {groups.length === 0 ? (
          <p className="text-ink-2">
            {shown.length === 0
              ? "Every finding is suppressed."
              : "No finding has the chosen values."}
          </p>
        ) : null}
      </div>
      {menu}
    </>
  );
}

type NoteProps = { readonly made: Suppression; readonly onUndo: () => void };

/** What was just suppressed, and the way back; the focus comes here from what is gone. */
function MadeNote({ made, onUndo }: NoteProps) {
  const undo = useRef<HTMLButtonElement>(null);
  // The popover that was open gives the focus back first.
  useEffect(() => undo.current?.focus(), []);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-[10px] border border-line bg-good-soft px-3 py-1.5"
    >
      “{ruleTitle(made.rule)}” is suppressed until {endText(made)}.
      <Button ref={undo} onClick={onUndo}>
        Undo
      </Button>
    </div>
  );
}
