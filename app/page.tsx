/** The home page. */
import { Home } from "@/components/catalogue/home";
import { parseStart } from "@/lib/investigation/home-link";
import { pageData } from "@/lib/page/page-data";
import { paramsOf, type SearchParams } from "@/lib/page/search-params";

type Props = { readonly searchParams: Promise<SearchParams> };

/** The home page: the catalogue of playbooks. */
export default async function HomePage({ searchParams }: Props) {
  const { summary, scopes, problem, samples } = await pageData(Date.now());
  const { start, problems } = parseStart(paramsOf(await searchParams), scopes);
  return <Home {...{ summary, start, linkProblems: problems, samples, problem }} />;
}
