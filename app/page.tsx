import { Catalogue } from "@/components/catalogue/catalogue";
import { TopBar } from "@/components/shell/top-bar";
import { pageData } from "@/lib/page-data";

/** The home page: the catalogue of playbooks. */
export default async function HomePage() {
  const { summary, scope, problem, samples } = await pageData(Date.now());
  return (
    <>
      <TopBar engineLabel={summary.engineLabel} scope={scope} />
      <Catalogue summary={summary} scope={scope} samples={samples} problem={problem} />
    </>
  );
}
