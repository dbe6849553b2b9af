"use client";
/** The rows of answers that are folded into groups: counts of user agents, and findings. */
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

export function FoldedRows(props: AgentRowsProps & FindingsViewProps) {
  return props.step.answer.kind === "findings" ? (
    <FindingsView {...props} />
  ) : (
    <AgentRows {...props} />
  );
}
