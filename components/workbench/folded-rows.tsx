"use client";
/** The rows of counts of user agents, of findings, and of other answers that name rules. */
import dynamic from "next/dynamic";
import { LoadingState } from "@/components/answer/loading-state";
import { historyOf } from "@/components/findings/finding-text";
import type { FindingsViewProps } from "@/components/findings/findings-view";
import { loadCode } from "@/components/ui/load-code";
import type { StepAnswer } from "@/lib/api/answers";
import { AgentRows, type AgentRowsProps } from "./agent-rows";

const loadFindings = () => loadCode(() => import("@/components/findings/findings-view"));
// The rules' texts are long, and other answers do not need them.
const FindingsView = dynamic(() => loadFindings().then((module) => module.FindingsView), {
  ssr: false,
  loading: () => <LoadingState columns={[]} />,
});

const loadWords = () => loadCode(() => import("@/components/findings/rule-words"));
const RuleWords = dynamic(() => loadWords().then((module) => module.RuleWords), {
  ssr: false,
  loading: () => <LoadingState columns={[]} />,
});

type Props = AgentRowsProps &
  Omit<FindingsViewProps, "history"> & {
    readonly progress: { readonly answer: StepAnswer | null } | undefined;
  };

export function FoldedRows({ progress, ...props }: Props) {
  const { step, columns, investigation } = props;
  if (!columns.includes("rule")) return <AgentRows {...props} />;
  const estimate = progress?.answer?.kind === "started" ? progress.answer.estimate : null;
  const history = historyOf(estimate, investigation.scope.fromMs);
  return step.answer.kind === "findings" ? (
    <FindingsView {...props} history={history} />
  ) : (
    <RuleWords {...props} history={history} inputs={investigation.inputs} />
  );
}
