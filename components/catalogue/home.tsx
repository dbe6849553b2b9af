"use client";
/** The home page as a component. */
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { SourcesButton } from "@/components/scope/sources-button";
import { Notices } from "@/components/shell/notices";
import { TopBar } from "@/components/shell/top-bar";
import type { SourceSummary } from "@/lib/api/answers";
import { asked } from "@/lib/investigation/choose-source";
import { formatStart, type HomeStart } from "@/lib/investigation/home-link";
import { Catalogue } from "./catalogue";
import type { Sample } from "./samples";

type Props = {
  readonly summary: SourceSummary;
  /** The scope and source from the URL. */
  readonly start: HomeStart;
  /** The parts of the URL that could not be read, a sentence each. */
  readonly linkProblems: readonly string[];
  readonly samples: readonly Sample[];
  /** Why nothing can be queried yet, a sentence. */
  readonly problem: string | null;
  /** The account at a glance; null where nothing can be queried. */
  readonly glance: ReactNode;
};

/** The home page: the bar, and the catalogue of playbooks. */
export function Home({ summary, start, linkProblems, samples, problem, glance }: Props) {
  const router = useRouter();
  const source = asked(summary, start.source);
  const choose = (name: string): void => router.push(formatStart({ ...start, source: name }));
  return (
    <>
      <TopBar start={start}>
        <SourcesButton summary={summary} current={source.name} onChoose={choose} />
      </TopBar>
      <Notices problems={linkProblems} />
      <Catalogue
        summary={source.summary}
        limits={summary.sources.usable.find(({ name }) => name === source.name)?.notes ?? []}
        start={start}
        samples={samples}
        problem={problem}
        sourceProblem={problem === null ? source.problem : null}
        onChooseSource={choose}
        glance={glance}
      />
    </>
  );
}
