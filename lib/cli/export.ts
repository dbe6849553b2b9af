/** `trailbook export eventbridge`: the rules that one event decides, as EventBridge's patterns. */
import { fail, type Result, succeed } from "@/lib/result";
import { eventPatterns } from "@/queries/eventbridge/rule-patterns";
import { TEMPLATES } from "@/queries/eventbridge/templates";
import { SEVERITIES } from "@/queries/watchlist/rule";
import { RULES } from "@/queries/watchlist/rules";
import { readChoice, readWords } from "./arguments";
import { COMMANDS, EXPORT_FORMATS, EXPORTS } from "./commands";
import { say, terminalJson, write } from "./terminal";

/** `trailbook export`. */
export async function exportCommand(given: readonly string[]): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.export.options);
  if (!words.ok) return words;
  const [what, extra] = words.value.positionals;
  const known = EXPORTS.join(", ");
  if (what === undefined) return fail("bad-input", `Name what to export: ${known}.`);
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  if (!EXPORTS.some((name) => name === what))
    return fail("bad-input", `There is no export “${what}”; choose from ${known}.`);
  const format = readChoice(words.value, "format", EXPORT_FORMATS);
  if (!format.ok) return format;
  const severity = readChoice(words.value, "min-severity", SEVERITIES);
  if (!severity.ok) return severity;
  const least = SEVERITIES.indexOf(severity.value ?? "medium");
  const chosen = RULES.filter((rule) => SEVERITIES.indexOf(rule.severity) <= least);
  const found = eventPatterns(chosen);
  const template = TEMPLATES[format.value ?? "cloudformation"](found);
  await write(`${terminalJson(JSON.stringify(template, null, 1))}\n`);
  for (const { rule, calls, reason } of found.refused) {
    const what = calls.length === 0 ? rule.id : `${rule.id} for ${calls.join(", ")}`;
    say(`Not exported: ${what} ${reason}.`);
  }
  return succeed(undefined);
}
