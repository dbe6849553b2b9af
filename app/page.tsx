/** The home page. */

import { Home } from "@/components/catalogue/home";
import { HomeGlance } from "@/components/glance/home-glance";
import { asked } from "@/lib/investigation/choose-source";
import { parseStart } from "@/lib/investigation/home-link";
import { pageData } from "@/lib/page/page-data";
import { paramsOf, type SearchParams } from "@/lib/page/search-params";
import { cancelRun, pollRuns, startSteps } from "./actions";

type Props = { readonly searchParams: Promise<SearchParams> };

/** The home page: the catalogue of playbooks. */
export default async function HomePage({ searchParams }: Props) {
  const { summary, scopes, problem, samples } = await pageData(Date.now());
  const { start, problems } = parseStart(paramsOf(await searchParams), scopes);
  const isReady = problem === null && asked(summary, start.source).problem === null;
  const actions = { startSteps, pollRuns, cancelRun };
  const glance = isReady ? <HomeGlance {...{ start, summary, actions }} /> : null;
  return <Home {...{ summary, start, linkProblems: problems, samples, problem, glance }} />;
}
