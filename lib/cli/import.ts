/** `trailbook import`, and its report in sentences. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { readConfig } from "@/lib/config";
import { formatBytes, formatCounted, formatDuration } from "@/lib/format";
import { importLogs } from "@/lib/lake/import-logs";
import type { ImportReport } from "@/lib/lake/types";
import { fail, type Result, succeed } from "@/lib/result";
import { visibleText } from "@/lib/visible-text";
import { readWords } from "./arguments";
import { COMMANDS } from "./commands";
import { progressLine } from "./progress-line";
import { say, terminalJson, write } from "./terminal";

/** A person reads so many skipped files; the rest is counted, and listed by --json. */
const SKIPS_SHOWN = 20;

function sentences(report: ImportReport): readonly string[] {
  const { files, events, bytes, duplicates, alreadyImported, leftOut, skipped, skippedTotal } =
    report;
  const shown = skipped.slice(0, SKIPS_SHOWN);
  const more = skippedTotal - shown.length;
  return [
    `Imported ${formatCounted(events, "event")} from ${formatCounted(files, "file")} (${formatBytes(bytes)}) in ${formatDuration(report.elapsedMs)}.`,
    ...(duplicates > 0
      ? [
          `${formatCounted(duplicates, "event")} had been delivered twice and ${duplicates === 1 ? "counts" : "count"} once.`,
        ]
      : []),
    ...(alreadyImported > 0
      ? [`${formatCounted(alreadyImported, "file")} had been imported before.`]
      : []),
    ...(leftOut.digest + leftOut.insight > 0
      ? [
          `Left out ${formatCounted(leftOut.digest, "digest file")} and ${formatCounted(leftOut.insight, "insight file")}.`,
        ]
      : []),
    ...shown.map(({ file, reason }) => `Skipped ${visibleText(file)}: ${reason}`),
    ...(more > 0 ? [`… and ${formatCounted(more, "more skip", "more skips")}.`] : []),
  ];
}

/** Imports a folder into a lake, with a progress line on a terminal's stderr. */
export async function importWithProgress(
  from: string,
  lake: string,
): Promise<Result<ImportReport>> {
  const line = progressLine(process.stderr);
  const imported = await importLogs({ from, lake, onProgress: line.show });
  line.clear();
  if (imported.ok) for (const sentence of sentences(imported.value)) say(sentence);
  return imported;
}

/** `trailbook import`. */
export async function importCommand(given: readonly string[]): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.import.options);
  if (!words.ok) return words;
  const [dir, extra] = words.value.positionals;
  if (dir === undefined) return fail("bad-input", "Name the folder to import.");
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  const config = readConfig();
  if (!config.ok) return config;
  const from = path.resolve(dir);
  const isFolder = await stat(from).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return fail("no-logs", `There is no folder ${from}.`);
  const imported = await importWithProgress(from, config.value.dataDir);
  if (!imported.ok) return imported;
  if (words.value.flag("json"))
    await write(`${terminalJson(JSON.stringify(imported.value, null, 2))}\n`);
  return succeed(undefined);
}
