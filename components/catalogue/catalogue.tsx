"use client";
/** The catalogue of playbooks with its search field. */
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { ChooseSource } from "@/components/scope/choose-source";
import { CONTENT } from "@/components/shell/skip-link";
import { useEarlyText } from "@/components/ui/use-early-text";
import type { SourceSummary } from "@/lib/api/answers";
import type { HomeStart } from "@/lib/investigation/home-link";
import { formatRules } from "@/lib/investigation/rules-link";
import { formatCounted } from "@/lib/text/format";
import { playbooks } from "@/queries/index";
import { countSteps, findSteps } from "./find-steps";
import { FirstUse } from "./first-use";
import { NothingFound } from "./nothing-found";
import { PlaybookGroups } from "./playbook-groups";
import { resultKeys } from "./result-keys";
import { type Sample, Samples } from "./samples";
import { SourceFacts } from "./source-facts";
import { stepHref } from "./step-href";

type Props = {
  readonly summary: SourceSummary;
  /** What the source cannot contain, sentences. */
  readonly limits: readonly string[];
  /** The scope and source of the steps opened from here. */
  readonly start: HomeStart;
  /** Incidents of the demo account to try. */
  readonly samples: readonly Sample[];
  /** Why nothing can be queried yet, a sentence. */
  readonly problem: string | null;
  /** Why a source has to be chosen first; null if one is selected. */
  readonly sourceProblem: string | null;
  readonly onChooseSource: (name: string) => void;
  /** The account at a glance; null where nothing can be queried. */
  readonly glance: ReactNode;
};

/** The home page: the data that can be queried, and the playbooks. */
export function Catalogue({ summary, limits, start, samples, problem, ...choice }: Props) {
  const router = useRouter();
  const rootRef = useRef<HTMLElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const found = findSteps(playbooks, text);
  const [best] = found;
  const first = best?.steps[0];
  const isSearching = text.trim() !== "";
  const openFirst = (): void => {
    if (isSearching && best && first) router.push(stepHref(best.playbook, first, start));
  };
  const onKeyDown = resultKeys({
    root: rootRef,
    search: searchRef,
    onClear: () => setText(""),
    onOpenFirst: openFirst,
  });

  return (
    <main
      ref={rootRef}
      id={CONTENT}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="mx-auto flex w-full max-w-[1120px] flex-col outline-none gap-5 px-4 pt-7 pb-16"
    >
      <div>
        <h1 className="text-[20px] font-semibold tracking-[-0.015em]">What happened?</h1>
        <p className="text-ink-2">
          Trailbook answers questions about AWS CloudTrail logs. Pick one, or paste a value from the
          alert into the box above.
        </p>
      </div>
      {problem === null ? (
        <SourceFacts summary={summary} limits={limits} start={start} />
      ) : (
        <FirstUse problem={problem} />
      )}
      {choice.sourceProblem === null ? null : (
        <ChooseSource
          sources={summary.sources}
          problem={choice.sourceProblem}
          onChoose={choice.onChooseSource}
        />
      )}
      {choice.glance}
      {samples.length > 0 && !isSearching ? <Samples samples={samples} /> : null}
      <section aria-label="Playbooks" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <SearchField fieldRef={searchRef} text={text} onText={setText} />
          <p role="status" className="text-[12px] text-ink-2">
            {formatCounted(countSteps(found), "question")} in{" "}
            {formatCounted(found.length, "playbook")}
            {isSearching && first ? (
              <>
                {" · "}Enter opens “{first.question}”
              </>
            ) : null}
          </p>
          <Link
            href={formatRules({ ...start, scope: start.accountScope })}
            prefetch={false}
            className="ml-auto text-[12px] text-accent hover:underline"
          >
            Sigma rules
          </Link>
        </div>
        {found.length === 0 ? (
          <NothingFound text={text} onClear={() => setText("")} />
        ) : (
          <PlaybookGroups found={found} start={start} />
        )}
      </section>
    </main>
  );
}

type FieldProps = {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
};

function SearchField({ fieldRef, text, onText }: FieldProps) {
  useEarlyText(fieldRef, text, onText);
  return (
    <input
      ref={fieldRef}
      type="search"
      aria-label="Find a playbook or question"
      placeholder="Find a playbook or question: root, denied, T1552…"
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => onText(event.target.value)}
      className="h-9 w-full max-w-[520px] rounded-lg border border-line bg-panel px-3 placeholder:text-ink-3"
    />
  );
}
