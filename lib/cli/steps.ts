/** `trailbook steps`: the catalogue as a list. */

import { readConfig } from "@/lib/config";
import { fail, type Result, succeed } from "@/lib/result";
import { allSteps } from "@/queries/index";
import { columnsOf } from "@/queries/query";
import { readWords } from "./arguments";
import { COMMANDS } from "./commands";
import { sigmaSteps } from "./sigma-steps";
import { write } from "./terminal";

const ofPlaybooks = () =>
  allSteps.map(({ playbook, step }) => ({
    id: `${playbook.id}/${step.id}`,
    title: step.question,
    playbook: playbook.title,
    why: step.why,
    inputs: step.inputs.map(({ name, kind, label, required }) => ({ name, kind, label, required })),
    columns: columnsOf(step.answer),
    limit: step.limit,
  }));

/** The steps over rules of a folder are listed only where there is one. */
function listed() {
  const config = readConfig();
  const hasRules = config.ok && config.value.rulesFolder !== null;
  return [...ofPlaybooks(), ...(hasRules ? sigmaSteps : [])];
}

/** `trailbook steps`. */
export async function steps(given: readonly string[]): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.steps.options);
  if (!words.ok) return words;
  const [extra] = words.value.positionals;
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  if (words.value.flag("json")) {
    await write(`${JSON.stringify(listed(), null, 2)}\n`);
    return succeed(undefined);
  }
  for (const { id, title, inputs } of listed()) {
    const needed = inputs.filter((input) => input.required).map(({ name }) => `--set ${name}=…`);
    await write(`${id.padEnd(50)} ${title}${needed.length > 0 ? `  (${needed.join(" ")})` : ""}\n`);
  }
  return succeed(undefined);
}
