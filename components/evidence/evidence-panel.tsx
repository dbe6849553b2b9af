"use client";
/** The summary of an entity: its head, its notes and its sentences. */
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { RetryButton } from "@/components/ui/retry-button";
import type { RowsLink, Sentence } from "@/queries/signals/phrases";
import { BaselineMenu } from "./baseline-menu";
import { BODY, EvidenceFrame, EvidenceSkeleton, START } from "./evidence-room";
import { SentenceText } from "./sentence-text";
import { keepRoom, keptRoom, MOST_ROOM } from "./summary-room";
import { useIsCut } from "./use-is-cut";

/** A button in the head, which is lower than it. */
const IN_HEAD = "-my-1 mr-1 text-[12px]";

/** What the panel shows in place of its sentences, or below them. */
export type EvidenceState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready" }
  /** `price` in words: `1.2 GB · ≈ $0.006`. */
  | { readonly kind: "needs-confirmation"; readonly price: string; readonly onConfirm: () => void }
  /** `problem` is a sentence. */
  | { readonly kind: "failed"; readonly problem: string; readonly onRetry: () => void };

/** All sentences, the first ones on a phone, where the rows come first, or none. */
export type SummaryView = "open" | "start" | "folded";

/** Sentences of the start: how much of them is seen is for its room to say. */
const START_SENTENCES = 2;

type Props = {
  /** The step below the panel. */
  readonly stepId: string;
  readonly state: EvidenceState;
  /** Null while nothing is known. */
  readonly sentences: readonly Sentence[] | null;
  /** What was compared with, in words; null while that is not known. */
  readonly note: string | null;
  readonly baselineDays: number;
  readonly view: SummaryView;
  /** A record is open, which leaves the lines less room. */
  readonly isBesideRecord: boolean;
  readonly onToggle: () => void;
  readonly onBaseline: (days: number) => void;
  readonly onFollow: (link: RowsLink) => void;
};

const SHORT = "min-h-[95px] lg:max-h-[160px] lg:min-h-0 lg:overflow-y-auto";
const WHOLE = "min-h-[95px] lg:max-h-[380px] lg:min-h-0 lg:overflow-y-auto";

/**
 * What could not be compared, and what to do about it: in the panel's head, with its button first, so
 * that the button is where it was when the price or the sentences arrive.
 */
function Comparison({ state, days }: { readonly state: EvidenceState; readonly days: number }) {
  if (state.kind === "needs-confirmation") {
    return (
      <>
        <Button look="small" className={IN_HEAD} onClick={state.onConfirm}>
          Compare
        </Button>{" "}
        with the {days} days before: {state.price}
      </>
    );
  }
  if (state.kind !== "failed") return null;
  return (
    <>
      <span className={IN_HEAD}>
        <RetryButton
          problem={state.problem}
          onRetry={state.onRetry}
          label="Compare again"
          look="small"
        />
      </span>{" "}
      <span className="text-error-ink">Not compared. {state.problem}</span>
    </>
  );
}

/** The answer to the playbook's question in sentences, each phrase a link to its rows. */
export function EvidencePanel(props: Props) {
  const { stepId, state, note, baselineDays, view, onToggle } = props;
  const isOpen = view === "open";
  const sentences =
    view === "start" ? (props.sentences?.slice(0, START_SENTENCES) ?? null) : props.sentences;
  const bodyId = useId();
  const isThere = sentences !== null || state.kind !== "loading";
  // Sentences that were there before a step's rows take only the room that they need.
  const [lateAt, setLateAt] = useState(isThere ? null : stepId);
  if (!isThere && lateAt !== stepId) setLateAt(stepId);
  const isLate = lateAt === stepId;
  const { attach, element, isCut } = useIsCut<HTMLDivElement>();
  const [isWhole, setWhole] = useState(() => (keptRoom() ?? 0) > 0);
  const showAll = (isAll: boolean): void => {
    setLateAt(null);
    setWhole(isAll);
    // Beside a record they take more lines than they will need without it.
    const px = Math.min(element.current?.scrollHeight ?? 0, MOST_ROOM);
    if (!isAll || !props.isBesideRecord) keepRoom(isAll ? px : null);
  };
  return (
    <EvidenceFrame>
      <div className="flex items-baseline gap-2 text-[11.5px] text-ink-3">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={onToggle}
          className="-ml-1.5 shrink-0 rounded-md px-1.5 font-[550] text-ink-2 leading-[20px] hover:bg-line-soft"
        >
          <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> Summary
        </button>
        <div
          aria-live="polite"
          className={`min-w-0 ${note === null ? "" : "lg:truncate"} ${isOpen ? "" : "max-sm:hidden"}`}
          title={note ?? undefined}
        >
          {note ?? <Comparison state={state} days={baselineDays} />}
        </div>
        <div className="ml-auto flex shrink-0 whitespace-nowrap">
          {isOpen && isThere && (isCut || isWhole) ? (
            <button
              type="button"
              aria-controls={bodyId}
              onClick={() => showAll(isCut)}
              className="rounded-md px-1.5 text-accent leading-[20px] hover:bg-line-soft max-lg:hidden"
            >
              {isCut ? "Show all" : "Show less"}
            </button>
          ) : null}
          <BaselineMenu days={baselineDays} onDays={props.onBaseline} />
        </div>
      </div>
      <div id={bodyId} hidden={view === "folded"} aria-live="polite">
        {isThere ? (
          <div
            ref={attach}
            className={view === "start" ? START : isLate ? BODY : isWhole ? WHOLE : SHORT}
          >
            <div>
              {sentences && <SentenceText sentences={sentences} onFollow={props.onFollow} />}
              {sentences === null && state.kind === "needs-confirmation" ? (
                <p className="text-ink-3">The summary appears when the events have been read.</p>
              ) : null}
            </div>
          </div>
        ) : (
          <EvidenceSkeleton view={view} />
        )}
      </div>
    </EvidenceFrame>
  );
}
