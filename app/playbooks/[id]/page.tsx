import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { cancelRun, pollRuns, startSteps } from "@/app/actions";
import { Workbench } from "@/components/workbench/workbench";
import { pageData } from "@/lib/page-data";
import { findPlaybook } from "@/queries/index";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: findPlaybook((await params).id)?.title ?? "No such playbook" };
}

/** A playbook at work: the URL is read in the browser, which then asks step by step. */
export default async function PlaybookPage({ params }: Props) {
  await connection();
  if (!findPlaybook((await params).id)) notFound();
  const { summary, scope, problem } = await pageData(Date.now());
  return (
    <Workbench
      summary={summary}
      fallbackScope={scope}
      problem={problem}
      actions={{ startSteps, pollRuns, cancelRun }}
    />
  );
}
