/** The demo account's incidents as links, where the lake is the demo account's. */
import { access } from "node:fs/promises";
import path from "node:path";
import { formatInvestigation, startAt } from "@/lib/investigation/investigation";
import { findPlaybook } from "@/queries/index";
import { inputProblems } from "@/queries/playbook";
import { parseTime } from "@/queries/scope";
import { demoIncidents } from "./incidents";

/** The file that marks a lake as the demo account's. */
export const DEMO_MARK = "demo-account";

export type Sample = { readonly title: string; readonly detail: string; readonly href: string };

/** What to try first. Empty for a lake of real logs. */
export async function samplesOf(dataDir: string): Promise<readonly Sample[]> {
  const isDemo = await access(path.join(dataDir, DEMO_MARK)).then(
    () => true,
    () => false,
  );
  if (!isDemo) return [];
  return demoIncidents.flatMap(({ title, playbook, inputs, window, facts }) => {
    const found = findPlaybook(playbook);
    // The first fact of an incident is what it is about.
    const step = found?.steps.find(
      (each) =>
        facts[0]?.step === `${playbook}/${each.id}` &&
        Object.keys(inputProblems(each, inputs)).length === 0,
    );
    const [fromMs, toMs] = [parseTime(window.from), parseTime(window.to)];
    if (!found || !step || fromMs === null || toMs === null) return [];
    const scope = { accounts: [], regions: [], fromMs, toMs };
    const place = { playbookId: playbook, stepId: step.id, scope, inputs, filters: [] };
    const detail = `${found.title} · ${window.from.slice(0, 10)}`;
    return [{ title, detail, href: formatInvestigation(startAt(place)) }];
  });
}
