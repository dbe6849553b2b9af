/** Answers a step from daily roll-ups: over the kept days alone, or once the others are scanned. */

import { rollupsFolder } from "@/lib/engine/rollups/kept-days";
import { stateOf } from "@/lib/engine/run-states";
import { keptRunId } from "@/lib/engine/slices/sliced-engine";
import type { Slices } from "@/lib/engine/slices/slices";
import { succeed } from "@/lib/result";
import { visibleText } from "@/lib/text/visible-text";
import { fileReason, isDiskFull } from "@/lib/writable";
import type { OverSlice } from "@/queries/slices";
import { auditedStart } from "./audit";
import { noteDataVersion } from "./freshness";
import type { FromRollups } from "./from-rollups";
import type { PreparedStep } from "./prepare-step";
import type { RollupScan } from "./rollup-days";
import { type How, type Start, startConfirmed, startRun } from "./start-run";

const TOO_MANY =
  "The daily roll-ups of this account have too many rows to be read. Try again to read the events instead.";

/** The roll-ups that are being written. */
const keeping = new Set<Promise<void>>();

/** Waits for the roll-ups that are being written: the command line ends after its answer. */
export async function rollupsKept(): Promise<void> {
  await Promise.all(keeping);
}

/** Notes that the disk is full, for the page; the log, or the terminal, gets it once. */
function noteProblem(slices: Slices, dataDir: string, error: unknown): void {
  if (!isDiskFull(error)) return;
  const problem = `Daily roll-ups cannot be kept in ${rollupsFolder(dataDir)}: ${fileReason(error)}. Answers are complete, but each reads the days before its time range again.`;
  if (slices.rollupProblem !== problem) process.stderr.write(`${visibleText(problem)}\n`);
  slices.rollupProblem = problem;
}

/** Keeps what was scanned. Where nothing can be written, the days are scanned again. */
function keep(slices: Slices, dataDir: string, { keep }: RollupScan, sliceRunId: string): void {
  const kept = keep(sliceRunId)
    .then(() => {
      slices.rollupProblem = null;
    })
    .catch((error: unknown) => noteProblem(slices, dataDir, error))
    .finally(() => keeping.delete(kept));
  keeping.add(kept);
}

/** Joins the run over kept files, or starts it once its line is in the audit log. */
async function startKept(
  { backend, compiled: { sql }, owner, dataVersion }: PreparedStep,
  { engine }: Slices,
  over: OverSlice,
  { audited }: How,
): Promise<Start> {
  const token = keptRunId(over.sql);
  const start = () => engine.startKept(over, owner, sql);
  const isKnown = (await stateOf(backend.engine, token)).state !== "unknown";
  const started = isKnown
    ? await start()
    : await auditedStart(backend.config.auditLog, audited({ token, bytes: 0 }), start);
  if (!started.ok) return started;
  noteDataVersion(engine, started.value, dataVersion.name);
  return succeed({ runId: started.value, isNew: !isKnown });
}

/** Starts, or joins, the run over the roll-ups; its scan needs a confirmation as any other. */
export async function startFromRollups(
  step: PreparedStep,
  slices: Slices,
  { over, scan }: FromRollups,
  how: How,
): Promise<Start> {
  if (scan === null) return startKept(step, slices, over, how);
  const { compiled, request, owner, dataVersion } = step;
  const start = await startRun(scan, scan.compiled, how);
  if ("blocker" in start || !start.ok) return start;
  const { runId: sliceRunId, isNew } = start.value;
  // Another scan that costs money needs its own confirmation, which another attempt asks for.
  const mayReadEvents = slices.isFree && request.mode !== "cached-only";
  const readEvents = () => startConfirmed(step, compiled, how);
  const answered = slices.engine.startFromSlice({
    sliceRunId,
    sql: compiled.sql,
    over,
    isFirst: isNew,
    owner,
    most: { rows: scan.mostRows, problem: TOO_MANY },
    onLoaded: () => keep(slices, step.backend.config.dataDir, scan, sliceRunId),
    otherwise: mayReadEvents ? readEvents : null,
  });
  noteDataVersion(slices.engine, answered, dataVersion.name);
  return succeed({ runId: answered, isNew });
}
