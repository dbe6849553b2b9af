"use client";
/** The summary of a playbook's entity, from the answers of its steps. */
import { useMemo } from "react";
import { isSessionKey } from "@/components/chain/follow-chain";
import {
  EvidencePanel,
  type EvidenceState,
  type SummaryView,
} from "@/components/evidence/evidence-panel";
import { historyNote } from "@/components/evidence/history-note";
import { keepRoom, keptRoom } from "@/components/evidence/summary-room";
import type { RunActions, SourceSummary } from "@/lib/api/answers";
import type { Cell } from "@/lib/api/run";
import { answerEnd } from "@/lib/investigation/answer-end";
import { DEFAULT_BASELINE_DAYS } from "@/lib/investigation/baseline-range";
import type { Investigation } from "@/lib/investigation/investigation";
import { costBeforeText } from "@/lib/text/estimate-text";
import { stepOf } from "@/queries/index";
import type { Playbook } from "@/queries/playbook";
import { LEFT_BEHIND } from "@/queries/playbooks/left-behind";
import { RULE_MATCHES } from "@/queries/playbooks/rule-matches";
import { SESSIONS_OPENED } from "@/queries/playbooks/sessions-opened";
import { followed } from "@/queries/signals/created-sentences";
import { type Further, furtherSentences } from "@/queries/signals/further-sentences";
import type { Found } from "@/queries/signals/left-behind-sentence";
import { namesSentence } from "@/queries/signals/names-sentence";
import { openerSentence } from "@/queries/signals/opener-sentence";
import type { RowsLink, Sentence } from "@/queries/signals/phrases";
import { answerSentences } from "@/queries/signals/sentences";
import { subjectOf } from "@/queries/signals/subject";
import { isUnderWay } from "./step-progress";
import { wholeId } from "./step-requests";
import { type Cells, readActor, readMade, readMatch, readOpened, readOwner } from "./summary-rows";
import type { Answers } from "./use-answers";
import { useChain } from "./use-chain";
import type { KnownCost } from "./use-cost";
import { useCreated } from "./use-created";
import { useCreator } from "./use-creator";
import { useRows } from "./use-rows";
import type { Signals } from "./use-signals";

type Props = {
  readonly playbook: Playbook;
  readonly investigation: Investigation;
  readonly summary: SourceSummary;
  readonly answers: Answers;
  readonly signals: Signals;
  readonly actions: RunActions;
  /** Null until a person chooses: on a phone the rows come first. */
  readonly isOpen: boolean | null;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onBaseline: (days: number) => void;
  readonly onFollow: (link: RowsLink) => void;
};

/** The step that names the owners of a key. */
const OWNERS = "key-owner";
/** The step that names who used a session. */
const SESSION_OWNERS = "session-owner";
/** The step that shows who opened a key's session. */
const OPENED_BY = "opened-by";
/** The width below which Tailwind's `sm` does not apply. */
const PHONE = "(max-width: 639.9px)";

const textOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);

/** The run of a step that is done; null before that. */
function doneRun({ steps }: Answers, stepId: string) {
  const { answer = null, state = null } = steps[stepId] ?? {};
  if (answer?.kind !== "started" || state?.state !== "done") return null;
  return { runId: answer.runId, columns: state.columns, rowCount: state.rowCount };
}

/** When the result of a step was made, where it was cached before. */
function cachedMs({ steps }: Answers, stepId: string): number | undefined {
  const answer = steps[stepId]?.answer;
  return answer?.kind === "started" ? answer.cachedMs : undefined;
}

/** More openings than this are counted, not read. */
const MOST_OPENED = 1_000;

const NO_ROWS: readonly never[] = [];

/** What is known of a step: its rows, null before they are there and where there are too many. */
type StepRows<T> = {
  readonly rows: readonly T[] | null;
  /** More may be known without a click. */
  readonly isAwaited: boolean;
};

/** The rows of a step that is done, each made by `read`. */
function useStepRows<T>(
  answers: Answers,
  stepId: string,
  read: (at: Cells) => T,
  most = Number.POSITIVE_INFINITY,
): StepRows<T> {
  const run = doneRun(answers, stepId);
  const isRead = run !== null && run.rowCount > 0 && run.rowCount <= most;
  const { rows, isLoading } = useRows(isRead ? run.runId : null);
  const isEmpty = run?.rowCount === 0;
  const columns = run?.columns;
  const made = useMemo(() => {
    if (isEmpty) return NO_ROWS;
    if (rows.length === 0 || !columns) return null;
    return rows.map((row) => read((column) => textOf(row[columns.indexOf(column)])));
  }, [isEmpty, rows, columns, read]);
  return { rows: made, isAwaited: isLoading || isUnderWay(answers.steps[stepId]) };
}

/** What the playbook's own steps have found of sessions and of things that were made. */
function useFurther({ playbook, investigation, summary, answers }: Props) {
  const openedId = wholeId(SESSIONS_OPENED, investigation);
  const count = doneRun(answers, openedId)?.rowCount ?? null;
  const opened = useStepRows(answers, openedId, readOpened, MOST_OPENED);
  const madeId = wholeId(LEFT_BEHIND, investigation);
  const made = useStepRows(answers, madeId, readMade);
  const { scope } = investigation;
  const { toMs } = scope;
  const until = answerEnd(scope, summary, cachedMs(answers, madeId));
  const hasStep = stepOf(playbook, LEFT_BEHIND) !== null;
  const further = useMemo(
    (): Further => ({
      opened: opened.rows ?? (count !== null && count > MOST_OPENED ? count : null),
      made: made.rows ?? (hasStep ? "unchecked" : null),
      until,
      toMs,
    }),
    [count, opened.rows, made.rows, hasStep, until, toMs],
  );
  return { further, isAwaited: opened.isAwaited || made.isAwaited };
}

const readKey = (at: Cells) => at("accesskeyid");

/** The key of the session that a page is about: its input, or the only one among its events. */
function useSessionKey({ investigation, answers }: Props) {
  const { accessKeyId, session = "" } = investigation.inputs;
  const used = useStepRows(answers, wholeId(SESSION_OWNERS, investigation), readKey, MOST_OPENED);
  const keys = (used.rows ?? NO_ROWS).filter((key) => key !== null);
  const [key = null, ...others] = new Set(isSessionKey(session) ? [session] : keys);
  const only = accessKeyId ?? (others.length === 0 ? key : null);
  return { key: only !== null && isSessionKey(only) ? only : null, isAwaited: used.isAwaited };
}

/** Who opened the session, from the same rows as the step and its graph; empty before that. */
function useOpener(props: Props) {
  const { playbook, investigation, summary, actions } = props;
  const isFree = summary.dollarsPerTb === null;
  const { maxWindowDays } = summary;
  const { key: accessKeyId, isAwaited } = useSessionKey(props);
  const facts = useChain({ investigation, isFree, maxWindowDays, actions, accessKeyId });
  const stepId = stepOf(playbook, OPENED_BY) && OPENED_BY;
  const { toMs } = investigation.scope;
  const opener = useMemo(
    (): Sentence => (facts === null ? NO_ROWS : openerSentence({ ...facts.chain, stepId, toMs })),
    [facts, stepId, toMs],
  );
  return { opener, isAwaited: isAwaited || (accessKeyId !== null && facts === null) };
}

/** What the things that it created did since, once those are known; null before that. */
function useFollowed(
  { investigation, summary, actions }: Props,
  further: Further,
  { report, matches }: Partial<Found>,
) {
  const things = useMemo(
    () => (report && matches ? followed(further, { report, matches }).things : NO_ROWS),
    [further, report, matches],
  );
  const { dollarsPerTb, maxWindowDays } = summary;
  return useCreated({
    investigation,
    isFree: dollarsPerTb === null,
    maxWindowDays,
    things,
    actions,
  });
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

/** What is seen of the summary, by what a person chose on this page or before. */
function viewOf(isOpen: boolean | null): SummaryView {
  if (isOpen ?? keptRoom() !== 0)
    return isOpen === null && matchMedia(PHONE).matches ? "start" : "open";
  return "folded";
}

/** The summary on top of an entity's answers: what is new, what it did, what is not there. */
export function SummaryPanel(props: Props) {
  const { playbook, investigation, summary, answers, signals } = props;
  const { report, state } = signals;
  const opened = useOpener(props);
  const { opener } = opened;
  const { dollarsPerTb, maxWindowDays } = summary;
  const creator = useCreator({
    ...{ investigation, maxWindowDays, actions: props.actions },
    isFree: dollarsPerTb === null,
  });
  const owners = useStepRows(answers, wholeId(OWNERS, investigation), readOwner);
  const actors = useStepRows(answers, wholeId(SESSION_OWNERS, investigation), readActor);
  const subject = useMemo(() => subjectOf(playbook), [playbook]);
  const known = useFurther(props);
  const { further } = known;
  const matched = useStepRows(answers, wholeId(RULE_MATCHES, investigation), readMatch);
  const matches = matched.rows ?? NO_ROWS;
  const isJudged = report !== null && state !== "loading" && !known.isAwaited && !matched.isAwaited;
  const created = useFollowed(props, further, isJudged ? { report, matches } : {});
  // Sentences that come one after another would move each other away from a click, and a report
  // without its baseline would say for a moment that nothing was compared.
  const isAwaited =
    creator === null ||
    created === null ||
    [opened, owners, actors, known, matched].some((part) => part.isAwaited);
  const isShown = isJudged && !isAwaited;
  const sentences = useMemo(() => {
    if (!isShown || subject === null || creator === null || created === null) return null;
    return answerSentences({
      subject,
      report,
      owners: owners.rows && { stepId: OWNERS, rows: owners.rows },
      origin: opener.length > 0 ? opener : creator,
      names: namesSentence(actors.rows ?? NO_ROWS, SESSION_OWNERS),
      matches,
      ...furtherSentences(further, { report, matches }, created),
    });
  }, [
    isShown,
    report,
    subject,
    owners.rows,
    actors.rows,
    opener,
    creator,
    matches,
    further,
    created,
  ]);
  const days = investigation.baselineDays ?? DEFAULT_BASELINE_DAYS;
  const view = viewOf(props.isOpen);
  return (
    <EvidencePanel
      stepId={investigation.stepId}
      state={isAwaited ? { kind: "loading" } : stateOf(signals, dollarsPerTb)}
      sentences={sentences}
      note={isShown && state === "ready" ? historyNote(report, days) : null}
      baselineDays={days}
      view={view}
      isBesideRecord={investigation.event !== null}
      onToggle={() => {
        keepRoom(view === "open" ? 0 : null);
        props.onOpen(view !== "open");
      }}
      onBaseline={props.onBaseline}
      onFollow={props.onFollow}
    />
  );
}
