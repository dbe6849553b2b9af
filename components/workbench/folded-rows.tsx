"use client";
/** The rows of counts of user agents, of findings, and of other answers that name rules. */
import dynamic from "next/dynamic";
import { LoadingState } from "@/components/answer/loading-state";
import type { FindingsViewProps } from "@/components/findings/findings-view";
import { loadCode } from "@/components/ui/load-code";
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

export function FoldedRows(props: AgentRowsProps & FindingsViewProps) {
  const { kind } = props.step.answer;
  if (kind === "findings") return <FindingsView {...props} />;
  return props.columns.includes("rule") ? <RuleWords {...props} /> : <AgentRows {...props} />;
}
