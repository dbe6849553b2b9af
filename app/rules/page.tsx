/** The page of the Sigma rules of a folder. */
import type { Metadata } from "next";
import { cancelRun, pollRuns } from "@/app/actions";
import { Rules } from "@/components/rules/rules-entry";
import { parseStart } from "@/lib/investigation/home-link";
import { ruleOfLink } from "@/lib/investigation/rules-link";
import { pageData } from "@/lib/page/page-data";
import { paramsOf, type SearchParams } from "@/lib/page/search-params";
import { ruleFolder, summarise } from "@/lib/rules/rule-folder";
import { startHits } from "./actions";

export const metadata: Metadata = { title: "Sigma rules" };

type Props = { readonly searchParams: Promise<SearchParams> };

/** The rules that were read, what was refused, and their hits in a time range. */
export default async function RulesOfFolder({ searchParams }: Props) {
  const { summary, scopes, problem } = await pageData(Date.now());
  const params = paramsOf(await searchParams);
  const { start, problems } = parseStart(params, {
    ...scopes,
    // Rules are about whole accounts.
    entity: scopes.account,
  });
  return (
    <Rules
      summary={summary}
      start={start}
      rule={ruleOfLink(params)}
      linkProblems={problems}
      problem={problem}
      folder={summarise(await ruleFolder())}
      actions={{ startHits, pollRuns, cancelRun }}
    />
  );
}
