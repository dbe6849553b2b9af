import { Home } from "@/components/catalogue/home";
import { parseStart } from "@/lib/investigation";
import { pageData } from "@/lib/page-data";

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;
type Props = { readonly searchParams: Promise<Query> };

const paramsOf = (query: Query): URLSearchParams =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value ?? []].flat().map((each) => [name, each]),
    ),
  );

/** The home page: the catalogue of playbooks. */
export default async function HomePage({ searchParams }: Props) {
  const { summary, scope, problem, samples } = await pageData(Date.now());
  const { start, problems } = parseStart(paramsOf(await searchParams), scope);
  return <Home {...{ summary, start, linkProblems: problems, samples, problem }} />;
}
