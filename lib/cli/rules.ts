/** `trailbook rules`: the Sigma rules of the folder, and what was refused. */
import type { RuleFolderSummary } from "@/lib/api/rules";
import { fail, type Result, succeed } from "@/lib/result";
import { ruleFolder, summarise } from "@/lib/rules/rule-folder";
import { formatCounted } from "@/lib/text/format";
import { visibleText } from "@/lib/text/visible-text";
import { readChoice, readWords } from "./arguments";
import { COMMANDS } from "./commands";
import { terminalJson, write } from "./terminal";

/** A rule in a few lines. */
function linesOf(rule: RuleFolderSummary["rules"][number]): readonly string[] {
  const { id, title, level, author, licence, link, question, problems, canMatch, file } = rule;
  return [
    `${level.padEnd(13)} ${title}`,
    `  ${id}  ${file}`,
    `  by ${author ?? "an author that is not named"}${licence === null ? "" : `, ${licence}`}${link === null ? "" : `, ${link}`}`,
    `  ${question}`,
    ...problems.map((problem) => `  ! ${problem}`),
    ...(canMatch ? [] : ["  ! No event can match this rule."]),
  ];
}

async function writeList({ rules, refused }: RuleFolderSummary): Promise<void> {
  const lines = [
    ...rules.flatMap(linesOf),
    ...(refused.length > 0 ? ["", `Refused: ${formatCounted(refused.length, "document")}`] : []),
    ...refused.map(({ file, reason }) => `  ${file}: ${reason}`),
  ];
  for (const line of lines) await write(`${visibleText(line)}\n`);
}

/** `trailbook rules`. */
export async function rules(given: readonly string[]): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.rules.options);
  if (!words.ok) return words;
  const [extra] = words.value.positionals;
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  const format = readChoice(words.value, "format", COMMANDS.rules.options.format.choices);
  if (!format.ok) return format;
  const summary = summarise(await ruleFolder());
  if (summary.folder === null)
    return fail("config", "Set TRAILBOOK_RULES to a folder of Sigma rules for aws/cloudtrail.");
  if (format.value === "json") await write(terminalJson(`${JSON.stringify(summary, null, 2)}\n`));
  else await writeList(summary);
  const { refused } = summary;
  const count = formatCounted(refused.length, "document");
  if (refused.length > 0) return fail("bad-input", `Refused ${count}; the list says why.`);
  return succeed(undefined);
}
