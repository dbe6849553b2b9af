"use client";
/** The page of the Sigma rules of a folder. */
import { useRouter } from "next/navigation";
import { SourcesButton } from "@/components/scope/sources-button";
import { Notices } from "@/components/shell/notices";
import { CONTENT } from "@/components/shell/skip-link";
import { TopBar } from "@/components/shell/top-bar";
import type { SourceSummary } from "@/lib/api/answers";
import type { RuleActions, RuleFolderSummary } from "@/lib/api/rules";
import { asked } from "@/lib/investigation/choose-source";
import { formatStart, type Start } from "@/lib/investigation/home-link";
import { formatRules } from "@/lib/investigation/rules-link";
import { formatCounted } from "@/lib/text/format";
import { FolderRules } from "./folder-rules";
import { NoFolder } from "./no-folder";

export type RulesPageProps = {
  readonly summary: SourceSummary;
  /** The scope and source from the URL. */
  readonly start: Start;
  /** The rule that the URL names; null is all. */
  readonly rule: string | null;
  /** The parts of the URL that could not be read, a sentence each. */
  readonly linkProblems: readonly string[];
  /** Why nothing can be queried yet, a sentence. */
  readonly problem: string | null;
  readonly folder: RuleFolderSummary;
  readonly actions: RuleActions;
};

/** The rules that were read, their hits in a time range, and what was refused. */
export function RulesPage({
  summary,
  start,
  rule,
  linkProblems,
  problem,
  folder,
  actions,
}: RulesPageProps) {
  const router = useRouter();
  const source = asked(summary, start.source);
  const go = (next: Start): void => router.push(formatRules(next, rule));
  return (
    <>
      <TopBar start={start}>
        <SourcesButton
          summary={summary}
          current={source.name}
          onChoose={(name) => go({ ...start, source: name })}
        />
      </TopBar>
      <Notices problems={linkProblems} />
      <main
        id={CONTENT}
        tabIndex={-1}
        className="mx-auto flex w-full max-w-[1120px] flex-col outline-none gap-4 px-4 pt-7 pb-16"
      >
        <div>
          <h1 className="text-[20px] font-semibold tracking-[-0.015em]">Sigma rules</h1>
          <p className="break-words text-ink-2">
            {folder.folder === null
              ? "Find what public Sigma rules, or your own, match in these logs."
              : `${formatCounted(folder.rules.length, "rule")} from ${folder.folder}.`}
          </p>
        </div>
        {folder.folder === null ? (
          <NoFolder />
        ) : (
          // Another scope is another question: its hits start again.
          <FolderRules
            key={formatStart(start)}
            {...{ summary: source.summary, start, rule, folder, actions, onStart: go }}
            problem={problem ?? source.problem}
          />
        )}
      </main>
    </>
  );
}
