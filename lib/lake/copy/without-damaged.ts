/** Leaves damaged logs out of a statement that reads many. */
import { rmSync } from "node:fs";
import type { LogFile } from "@/lib/lake/find/find-logs";
import { type Spool, spoolLogs } from "@/lib/lake/plan/spool";
import { isDiskFull } from "@/lib/writable";

/**
 * The log that DuckDB complains about, where each is a line. It counts lines from one in a value
 * that does not fit, and from two in broken JSON. A wrong guess costs time only.
 */
function culprit(error: unknown, { files, oneLine }: Spool): LogFile | undefined {
  const message = error instanceof Error ? error.message : "";
  const [, line] = /in line (\d+)/.exec(message) ?? [];
  if (!oneLine || line === undefined) return undefined;
  return files[Number(line) - (message.includes("Malformed JSON") ? 2 : 1)];
}

/** A full disk is not the fault of a file. */
export function isAboutTheMachine(error: unknown): boolean {
  return (
    isDiskFull(error) || (error instanceof Error && /Read-only file|INTERRUPT/i.test(error.message))
  );
}

/**
 * Runs a statement over the texts of logs. A log that is damaged, or on which DuckDB fails, is taken
 * out and passed to `onOdd`, and the others are tried again: in halves if DuckDB does not say which
 * log it was.
 * @param spoolPath a file that is written for the statement and removed after it
 */
export async function withoutDamaged(
  files: readonly LogFile[],
  spoolPath: string,
  statement: (spool: Spool) => Promise<unknown>,
  onOdd: (file: LogFile) => void,
): Promise<void> {
  if (files.length === 0) return;
  const spool = await spoolLogs(files, spoolPath, onOdd);
  try {
    if (spool.files.length > 0) await statement(spool);
  } catch (error) {
    if (isAboutTheMachine(error)) throw error;
    const odd = spool.files.length === 1 ? spool.files[0] : culprit(error, spool);
    if (odd !== undefined) onOdd(odd);
    const others = spool.files.filter((file) => file !== odd);
    // Halving after each find keeps the work small where many files are odd.
    const half = Math.ceil(others.length / 2);
    for (const some of [others.slice(0, half), others.slice(half)])
      await withoutDamaged(some, spoolPath, statement, onOdd);
  } finally {
    rmSync(spoolPath, { force: true });
  }
}
