/** The steps over the Sigma rules of a folder; they exist where `TRAILBOOK_RULES` names one. */
import { fail, type Result, succeed } from "@/lib/result";
import { ruleFolder } from "@/lib/rules/rule-folder";
import { type HitsRequest, SIGMA } from "@/lib/runs/hits";
import { HIT_COLUMNS, type HitsKind } from "@/queries/sigma/compile-hits";
import { readPlace, type Words } from "./arguments";
import { didYouMean } from "./nearest";

const RULE = { name: "rule", kind: "text", label: "Rule", required: false } as const;

const stepOf = (kind: HitsKind, title: string, why: string) => ({
  id: `${SIGMA}/${kind}`,
  title,
  playbook: "Sigma rules",
  why,
  inputs: [RULE],
  columns: HIT_COLUMNS[kind],
  limit: null,
});

/** As `steps` lists them. */
export const sigmaSteps = [
  stepOf(
    "hits",
    "How many events does each rule match?",
    "The rules of the folder TRAILBOOK_RULES, in one scan. A rule without events is left out.",
  ),
  stepOf(
    "hit-events",
    "Which events do the rules match?",
    "Every event with its rule. An event that two rules match is listed twice.",
  ),
];

const kindOf = (address: string | undefined): HitsKind | null =>
  (["hits", "hit-events"] as const).find((kind) => `${SIGMA}/${kind}` === address) ?? null;

/** Whether an address is one of these steps. */
export function isSigmaStep(address: string | undefined): boolean {
  return kindOf(address) !== null;
}

const NO_FOLDER = "Set TRAILBOOK_RULES to a folder of Sigma rules for aws/cloudtrail.";

/** The columns of `--columns`, of those that the step has. */
function readColumns(
  text: string | undefined,
  known: readonly string[],
): Result<readonly string[]> {
  const names = text?.split(",").map((name) => name.trim()) ?? known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return succeed(names);
  const hint = didYouMean(unknown, known);
  return fail(
    "bad-input",
    `The step has no column “${unknown}”; it has ${known.join(", ")}.${hint}`,
  );
}

/** Reads the words of a run over the rules of the folder. */
export async function readSigmaRun(
  words: Words,
): Promise<Result<{ readonly request: HitsRequest; readonly columns: readonly string[] }>> {
  const place = readPlace(words, isSigmaStep);
  if (!place.ok) return place;
  const kind = kindOf(words.positionals[0]) ?? "hits";
  const { scope, inputs, filters } = place.value;
  if (filters.length > 0) return fail("bad-input", "Rules take no filters.");
  const stranger = Object.keys(inputs).find((name) => name !== RULE.name);
  if (stranger !== undefined)
    return fail("bad-input", `The step ${SIGMA}/${kind} has no input “${stranger}”.`);
  const columns = readColumns(words.text("columns"), HIT_COLUMNS[kind]);
  if (!columns.ok) return columns;
  const { folder, rules } = await ruleFolder();
  if (folder === null) return fail("config", NO_FOLDER);
  const wanted = inputs[RULE.name];
  const chosen = rules.filter(({ rule: { id } }) => wanted === undefined || id === wanted);
  if (chosen.length === 0) {
    const what = wanted === undefined ? "no rule that can be used" : `no rule “${wanted}”`;
    return fail("not-found", `The folder ${folder} has ${what}; \`rules\` lists them.`);
  }
  const request: HitsRequest = {
    kind,
    rules: chosen,
    scope,
    source: words.text("table"),
    confirmed: words.flag("yes"),
    owner: "",
  };
  return succeed({ request, columns: columns.value });
}
