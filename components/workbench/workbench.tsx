"use client";
import type { RunActions, SourceSummary } from "@/lib/answers";
import { findPlaybook } from "@/queries/index";
import type { Scope } from "@/queries/scope";
import { PlaybookView } from "./playbook-view";
import { useInvestigation } from "./use-investigation";

export type WorkbenchProps = {
  readonly summary: SourceSummary;
  /** Where a link names no scope. */
  readonly fallbackScope: Scope;
  /** Why no question can be asked yet, in a sentence. */
  readonly problem: string | null;
  readonly actions: RunActions;
};

/** The playbook page: the URL is its state, and everything below follows from it. */
export function Workbench(props: WorkbenchProps) {
  const { reading, go } = useInvestigation(props.fallbackScope);
  const playbook = reading ? findPlaybook(reading.investigation.playbookId) : null;
  if (!reading || !playbook) return null;
  return <PlaybookView {...props} reading={reading} playbook={playbook} go={go} />;
}
