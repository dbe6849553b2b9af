/** The page of a playbook. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { cancelRun, confirmRecord, pollRuns, startSteps } from "@/app/actions";
import { previewTitle } from "@/components/workbench/page-title";
import { Workbench } from "@/components/workbench/workbench";
import { oneScope } from "@/lib/investigation/default-range";
import { parseInvestigation } from "@/lib/investigation/investigation";
import { pageData } from "@/lib/page/page-data";
import { paramsOf, type SearchParams } from "@/lib/page/search-params";
import { findPlaybook } from "@/queries/index";

type Props = {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<SearchParams>;
};

/** Where a link names no time range, its title names none: the browser adds the one that it asks for. */
const NO_SCOPES = oneScope({ accounts: [], regions: [], fromMs: 0, toMs: 0 });

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { id } = await params;
  const query = paramsOf(await searchParams);
  const playbook = findPlaybook(id);
  const reading = parseInvestigation(id, query, NO_SCOPES);
  if (!playbook || !reading) return { title: "No such playbook" };
  const hasDays = query.has("from") && query.has("to") && reading.problems.length === 0;
  const title = previewTitle(reading.investigation, hasDays);
  const description = `${playbook.title}: ${playbook.question}`;
  return { title, description, openGraph: { title, description, siteName: "Trailbook" } };
}

/** A playbook at work: the URL is read in the browser, which then asks step by step. */
export default async function PlaybookPage({ params }: Props) {
  await connection();
  if (!findPlaybook((await params).id)) notFound();
  const { summary, scopes, problem } = await pageData(Date.now());
  return (
    <Workbench
      summary={summary}
      scopes={scopes}
      problem={problem}
      actions={{ startSteps, pollRuns, cancelRun, confirmRecord }}
    />
  );
}
