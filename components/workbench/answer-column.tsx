"use client";
/** The column of the answer: the summary of its entity, which stays from step to step, and the answer. */
import dynamic from "next/dynamic";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { EvidenceRoom } from "@/components/evidence/evidence-room";
import { loadCode } from "@/components/ui/load-code";
import type { PlaybookActions, SourceSummary } from "@/lib/api/answers";
import type { Investigation } from "@/lib/investigation/investigation";
import type { Playbook } from "@/queries/playbook";
import type { MoveHandlers } from "./move-handlers";
import { NarrowedNote } from "./narrowed-note";
import type { Answers } from "./use-answers";
import { focusAnswer } from "./use-kept-focus";
import type { Signals } from "./use-signals";

const SummaryPanel = dynamic(
  () => loadCode(() => import("./summary-panel")).then((module) => module.SummaryPanel),
  { ssr: false, loading: EvidenceRoom },
);

type Props = {
  readonly playbook: Playbook;
  readonly investigation: Investigation;
  readonly summary: SourceSummary;
  /** The source that is queried; null before a choice. */
  readonly sourceName: string | null;
  readonly answers: Answers;
  /** Null where the step is not about one entity. */
  readonly signals: Signals | null;
  readonly actions: PlaybookActions;
  readonly moves: MoveHandlers;
  /** The answer of the step. */
  readonly children: ReactNode;
};

type StartProps = {
  readonly column: RefObject<HTMLElement | null>;
  readonly isScrolled: RefObject<boolean>;
};

/** The next answer begins at its top; after this its rows go to where they were left, on the way back. */
function StartAtTop({ column, isScrolled }: StartProps) {
  useLayoutEffect(() => {
    // To write a position lays out the page: only where it changes something.
    if (isScrolled.current) column.current?.scrollTo(0, 0);
  }, [column, isScrolled]);
  return null;
}

/** What is known of the entity, above the answer of the step that is shown. */
export function AnswerColumn({ children, ...props }: Props) {
  const { playbook, investigation, summary, answers, signals, actions, moves } = props;
  const [isSummaryOpen, setSummaryOpen] = useState<boolean | null>(null);
  const column = useRef<HTMLElement>(null);
  const isScrolled = useRef(false);
  const page = `${playbook.id}/${props.sourceName}`;
  return (
    <section
      ref={column}
      aria-label="Answer"
      className="relative flex min-h-[60dvh] min-w-0 flex-col gap-3 overflow-y-auto px-4 pt-3.5 *:shrink-0 lg:min-h-0"
      onScroll={({ target, currentTarget }) => {
        if (target === currentTarget) isScrolled.current = currentTarget.scrollTop > 0;
      }}
    >
      <StartAtTop key={`${page}/${investigation.stepId}`} {...{ column, isScrolled }} />
      <NarrowedNote investigation={investigation} onWindow={moves.onWindow} />
      {signals && (
        <SummaryPanel
          key={page}
          {...{ playbook, investigation, summary, answers, signals, actions }}
          isOpen={isSummaryOpen}
          onOpen={setSummaryOpen}
          onBaseline={moves.onBaseline}
          onFollow={(link) => {
            focusAnswer();
            moves.onRows(link);
          }}
        />
      )}
      {children}
    </section>
  );
}
