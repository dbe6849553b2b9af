"use client";
import { useMemo } from "react";
import { EvidencePanel, type EvidenceState } from "@/components/evidence/evidence-panel";
import { historyNote } from "@/components/evidence/history-note";
import type { SourceSummary } from "@/lib/api/answers";
import type { Cell, Row } from "@/lib/api/run";
import { DEFAULT_BASELINE_DAYS } from "@/lib/investigation/baseline-range";
import type { Investigation } from "@/lib/investigation/investigation";
import { costBeforeText } from "@/lib/text/estimate-text";
import { stepOf } from "@/queries/index";
import type { Playbook } from "@/queries/playbook";
import { LEFT_BEHIND } from "@/queries/playbooks/left-behind";
import {
  type Further,
  furtherSentences,
  SESSIONS_OPENED,
} from "@/queries/signals/further-sentences";
import type { Owner } from "@/queries/signals/owner-sentence";
import type { RowsLink } from "@/queries/signals/phrases";
import { answerSentences } from "@/queries/signals/sentences";
import { subjectOf } from "@/queries/signals/subject";
import type { Answers } from "./use-answers";
import type { KnownCost } from "./use-cost";
import { useRows } from "./use-rows";
import type { Signals } from "./use-signals";

type Props = {
  readonly playbook: Playbook;
  readonly investigation: Investigation;
  readonly summary: SourceSummary;
  readonly answers: Answers;
  readonly signals: Signals;
  /** Null until a person chooses: on a phone the rows come first. */
  readonly isOpen: boolean | null;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onBaseline: (days: number) => void;
  readonly onFollow: (link: RowsLink) => void;
};

/** The step that names the owners of a key. */
const OWNERS = "key-owner";
/** The width below which Tailwind's `sm` does not apply. */
const PHONE = "(max-width: 639.9px)";

const textOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);

function readOwner(columns: readonly string[], row: Row): Owner {
  const at = (column: string) => textOf(row[columns.indexOf(column)]);
  return {
    principalId: at("principalid"),
    arn: at("arn"),
    account: at("accountid"),
    type: at("type"),
  };
}

/** The owners that the playbook's own step has found; null before that, and where it has no such step. */
function useOwners({ steps }: Answers): readonly Owner[] | null {
  const { answer = null, state = null } = steps[OWNERS] ?? {};
  const done = answer?.kind === "started" && state?.state === "done" ? state : null;
  const runId = done && answer?.kind === "started" ? answer.runId : null;
  const { rows } = useRows(runId);
  return useMemo(
    () => (done && rows.length > 0 ? rows.map((row) => readOwner(done.columns, row)) : null),
    [done, rows],
  );
}

/** The run of a step that is done; null before that. */
function doneRun({ steps }: Answers, stepId: string) {
  const { answer = null, state = null } = steps[stepId] ?? {};
  if (answer?.kind !== "started" || state?.state !== "done") return null;
  return { runId: answer.runId, columns: state.columns, rowCount: state.rowCount };
}

/** What the playbook's own steps have found of sessions and of things that were made. */
function useFurther(playbook: Playbook, answers: Answers): Further {
  const sessions = doneRun(answers, SESSIONS_OPENED)?.rowCount ?? null;
  const hasStep = stepOf(playbook, LEFT_BEHIND) !== null;
  const run = doneRun(answers, LEFT_BEHIND);
  const { rows } = useRows(run !== null && run.rowCount > 0 ? run.runId : null);
  const isThere = run !== null && (run.rowCount === 0 || rows.length > 0);
  const columns = run?.columns;
  return useMemo(() => {
    if (!isThere || !columns) return { sessions, made: hasStep ? "unchecked" : null };
    const made = rows.map((row) => {
      const at = (column: string) => textOf(row[columns.indexOf(column)]);
      return {
        kind: at("kind") ?? "",
        name: at("detail") ?? at("resource") ?? "",
        isRemoved: at("removedtime") !== null,
      };
    });
    return { sessions, made };
  }, [sessions, hasStep, isThere, columns, rows]);
}

function priceOf({ cost, error }: KnownCost, dollarsPerTb: number | null): string {
  if (error) return "cost unknown";
  if (cost === null || (cost.kind === "scan" && cost.estimate.isListing))
    return "estimating scan size";
  return costBeforeText(cost, dollarsPerTb);
}

function stateOf(signals: Signals, dollarsPerTb: number | null): EvidenceState {
  switch (signals.state) {
    case "needs-confirmation":
      return {
        kind: "needs-confirmation",
        price: priceOf(signals.estimate, dollarsPerTb),
        onConfirm: signals.confirm,
      };
    case "failed":
      return { kind: "failed", problem: signals.problem ?? "", onRetry: signals.retry };
    default:
      return { kind: signals.state };
  }
}

/** The summary on top of an entity's answers: what is new, what it did, what is not there. */
export function SummaryPanel(props: Props) {
  const { playbook, investigation, summary, answers, signals } = props;
  const { report, state } = signals;
  const owners = useOwners(answers);
  const subject = useMemo(() => subjectOf(playbook), [playbook]);
  const further = useFurther(playbook, answers);
  // A report without its baseline would say for a moment that nothing was compared.
  const isShown = report !== null && state !== "loading";
  const sentences = useMemo(() => {
    if (!isShown || subject === null) return null;
    const known = owners && { stepId: OWNERS, rows: owners };
    return answerSentences({ subject, report, owners: known, further: furtherSentences(further) });
  }, [isShown, report, subject, owners, further]);
  const days = investigation.baselineDays ?? DEFAULT_BASELINE_DAYS;
  const isOpen = props.isOpen ?? !matchMedia(PHONE).matches;
  return (
    <EvidencePanel
      state={stateOf(signals, summary.dollarsPerTb)}
      sentences={sentences}
      note={isShown && state === "ready" ? historyNote(report, days) : null}
      baselineDays={days}
      isOpen={isOpen}
      onToggle={() => props.onOpen(!isOpen)}
      onBaseline={props.onBaseline}
      onFollow={props.onFollow}
    />
  );
}
