/** `trailbook import`, and its report in sentences. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { readConfig } from "@/lib/config";
import { importLogs } from "@/lib/lake/import/import-logs";
import { LEFT_OUT } from "@/lib/lake/log-path";
import type { ImportReport, ReasonCount } from "@/lib/lake/types";
import { fail, type Result, succeed } from "@/lib/result";
import { formatBytes, formatCount, formatCounted, formatDuration } from "@/lib/text/format";
import { visibleText } from "@/lib/text/visible-text";
import { readWords } from "./arguments";
import { COMMANDS } from "./commands";
import { progressLine } from "./progress-line";
import { say, terminalJson, write } from "./terminal";

/** The most reasons shown; --json has all of them, and the first thousand files. */
const REASONS_SHOWN = 20;

/** One line for each reason: how often, why, and the first few files. */
function reasonLines(reasons: readonly ReasonCount[]): readonly string[] {
  const lines = reasons.slice(0, REASONS_SHOWN).map(({ reason, count, files }) => {
    const names = files.map((file) => visibleText(file)).join(", ");
    const more = count > files.length ? ", …" : "";
    return `  ${formatCount(count)} × ${visibleText(reason)} (${names}${more})`;
  });
  const left = reasons.length - lines.length;
  return left > 0 ? [...lines, `  … and ${formatCounted(left, "more reason")}.`] : lines;
}

function leftOutLine({ leftOut, leftOutRecords }: ImportReport): string | null {
  const files = LEFT_OUT.filter((kind) => leftOut[kind] > 0).map((kind) =>
    formatCounted(leftOut[kind], `${kind} file`),
  );
  const records =
    leftOutRecords > 0
      ? [formatCounted(leftOutRecords, "record of such kinds", "records of such kinds")]
      : [];
  const all = [...files, ...records];
  return all.length > 0 ? `Left out ${all.join(", ")}.` : null;
}

/** The report of an import, a sentence or a reason per line. File names and reasons are safe to print. */
export function importSentences(report: ImportReport): readonly string[] {
  const { files, events, bytes, duplicates, alreadyImported } = report;
  const leftOut = leftOutLine(report);
  return [
    `Imported ${formatCounted(events, "event")} from ${formatCounted(files, "file")} (${formatBytes(bytes)}) in ${formatDuration(report.elapsedMs)}.`,
    ...(duplicates > 0
      ? [
          `${formatCounted(duplicates, "event")} ${duplicates === 1 ? "was" : "were"} delivered twice and ${duplicates === 1 ? "counts" : "count"} once.`,
        ]
      : []),
    ...(alreadyImported > 0
      ? [`${formatCounted(alreadyImported, "file was", "files were")} already imported.`]
      : []),
    ...(leftOut === null ? [] : [leftOut]),
    ...(report.warningsTotal > 0
      ? [
          `Warning: ${formatCounted(report.warningsTotal, "file is", "files are")} damaged or altered. What could be read was imported, and its records are marked:`,
          ...reasonLines(report.warningReasons),
        ]
      : []),
    ...(report.skippedTotal > 0
      ? [
          `Skipped ${formatCounted(report.skippedTotal, "entry or part of a file", "entries or parts of files")}:`,
          ...reasonLines(report.skippedReasons),
        ]
      : []),
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
  if (imported.ok) for (const sentence of importSentences(imported.value)) say(sentence);
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
