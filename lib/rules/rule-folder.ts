/** The rules of the folder `TRAILBOOK_RULES`, read once, and again where its files change. */
import type { RefusedRule, RuleFolderSummary, RuleSummary } from "@/lib/api/rules";
import { readConfig } from "@/lib/config";
import { readPlainFile } from "@/lib/plain-file";
import { formatCount } from "@/lib/text/format";
import { fileReason } from "@/lib/writable";
import { isTooLong } from "@/queries/sigma/compile-hits";
import { readSigmaRule, type SigmaReading, type SigmaRule } from "@/queries/sigma/sigma-rule";
import { listRuleFiles, MOST_RULES, type RuleFile } from "./rule-files";
import { readRuleYaml } from "./rule-yaml";

export type FiledRule = SigmaRule & { readonly file: string };

export type RuleFolder = {
  /** The folder; null where none is configured. */
  readonly folder: string | null;
  /** In the order of their files. */
  readonly rules: readonly FiledRule[];
  readonly refused: readonly RefusedRule[];
};

const NO_FOLDER: RuleFolder = { folder: null, rules: [], refused: [] };

/** Refuses a rule that no query can hold: it would stop the run of all rules. */
function thatFits(reading: SigmaReading): SigmaReading {
  if ("refused" in reading || !isTooLong(reading)) return reading;
  const reason = "Its query is longer than the 256 KiB that Athena accepts.";
  return { refused: `${reason} Split the rule into several.` };
}

type ReadFile = { readonly version: string; readonly readings: readonly SigmaReading[] };

async function readFileOf({ path, version }: RuleFile): Promise<ReadFile> {
  const refused = (reason: string): ReadFile => ({ version, readings: [{ refused: reason }] });
  try {
    const documents = readRuleYaml((await readPlainFile(path)).toString("utf8"));
    if (!documents.ok) return refused(documents.failure.message);
    if (documents.value.length === 0) return refused("The file is empty.");
    return { version, readings: documents.value.map(readSigmaRule).map(thatFits) };
  } catch (error) {
    return refused(`The file cannot be read: ${fileReason(error)}.`);
  }
}

/** Sorts what was read into rules and refusals; of two rules with one id, the first is kept. */
function gather(
  folder: string,
  files: readonly (readonly [name: string, readings: readonly SigmaReading[]])[],
  before: readonly RefusedRule[],
): RuleFolder {
  const rules = new Map<string, FiledRule>();
  const refused = [...before];
  let beyond = 0;
  for (const [file, readings] of files)
    for (const reading of readings) {
      if ("refused" in reading) {
        refused.push({ file, reason: reading.refused });
        continue;
      }
      const { id } = reading.rule;
      const other = rules.get(id);
      if (other) refused.push({ file, reason: `Its id is also that of ${other.file}.` });
      else if (rules.size >= MOST_RULES) beyond += 1;
      else rules.set(id, { ...reading, file });
    }
  if (beyond > 0)
    refused.push({
      file: ".",
      reason: `At most ${formatCount(MOST_RULES)} rules are used; ${formatCount(beyond)} more were left out.`,
    });
  return { folder, rules: [...rules.values()], refused };
}

/** Opens a folder; each call of the result reads what has changed since the one before. */
export function openRuleFolder(folder: string): () => Promise<RuleFolder> {
  let known = new Map<string, ReadFile>();
  let last: { readonly versions: string; readonly folder: RuleFolder } | null = null;
  return async () => {
    const listing = await listRuleFiles(folder);
    const versions = JSON.stringify([
      listing.refused,
      listing.files.map(({ name, version }) => [name, version]),
    ]);
    if (last?.versions === versions) return last.folder;
    const read = new Map<string, ReadFile>();
    for (const file of listing.files) {
      const before = known.get(file.name);
      read.set(file.name, before?.version === file.version ? before : await readFileOf(file));
    }
    known = read;
    const files = [...read].map(([name, { readings }]) => [name, readings] as const);
    last = { versions, folder: gather(folder, files, listing.refused) };
    return last.folder;
  };
}

/** Next bundles actions and routes apart, so the one instance is on the process, not in a module. */
const shared = globalThis as {
  trailbookRules?: { readonly folder: string; readonly read: () => Promise<RuleFolder> };
};

/** The rules of the configured folder as its files are now. */
export async function ruleFolder(): Promise<RuleFolder> {
  const config = readConfig();
  const folder = config.ok ? config.value.rulesFolder : null;
  if (folder === null) return NO_FOLDER;
  if (shared.trailbookRules?.folder !== folder)
    shared.trailbookRules = { folder, read: openRuleFolder(folder) };
  return shared.trailbookRules.read();
}

function summaryOf(each: FiledRule): RuleSummary {
  const { rule, condition: _, ...rest } = each;
  const { id, title, severity, attack } = rule;
  return { id, title, severity, attack: attack.map(({ technique }) => technique), ...rest };
}

/** The folder for the page and the command line. */
export function summarise({ folder, rules, refused }: RuleFolder): RuleFolderSummary {
  return { folder, rules: rules.map(summaryOf), refused };
}
