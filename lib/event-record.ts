/** The whole record of one event: to the letter from its log file, or rebuilt from the columns. */
import { randomUUID } from "node:crypto";
import { doneColumns } from "@/lib/answer-rows";
import type { EventRecord, FoundBy } from "@/lib/answers";
import { chooseSource } from "@/lib/choose-source";
import type { Workplace } from "@/lib/engine";
import type { Cell, Engine } from "@/lib/engine/port";
import type { Epoch } from "@/lib/holdings";
import { readRecord } from "@/lib/lake/record";
import { costOfRun } from "@/lib/price";
import { rebuildRecord } from "@/lib/rebuild-record";
import { fail, type Result, succeed } from "@/lib/result";
import { type Met, meetRun, runToken } from "@/lib/run-token";
import { type Slices, slicesWith } from "@/lib/slices";
import { forget, leave, watch } from "@/lib/viewers";
import { compile } from "@/queries/compile";
import { fields } from "@/queries/fields";
import type { Source } from "@/queries/layouts";
import { literalProblem } from "@/queries/literal";
import { type EventQuery, is } from "@/queries/query";
import { parseTime, type Scope } from "@/queries/scope";
import { isCut } from "@/queries/slices";

type Values = ReadonlyMap<string, Cell>;

/** The only row of a run by its columns; null where it has none. */
async function rowOf(engine: Engine, runId: string): Promise<Result<Values | null>> {
  const columns = await doneColumns(engine, runId);
  if (!columns.ok) return columns;
  const page = await engine.rows(runId, null);
  if (!page.ok) return page;
  const [row] = page.value.rows;
  return succeed(row ? new Map(columns.value.map((name, at) => [name, row[at] ?? null])) : null);
}

/** The event as a slice holds it, which scans nothing; null where none holds it whole. */
async function fromSlices(
  slices: Slices,
  query: EventQuery,
  scope: Scope,
  source: Source,
  sql: string,
): Promise<Values | null> {
  for (const { runId: sliceRunId, overSql } of slicesWith(slices, query, scope, source)) {
    const question = { sliceRunId, sql, overSql, isFirst: false, otherwise: null };
    const found = await rowOf(slices.engine, slices.engine.startFromSlice(question));
    const values = found.ok ? found.value : null;
    if (values && ![...values].some(([name, value]) => isCut(name, value))) return values;
  }
  return null;
}

/** The run of a record's query; one that failed or was stopped before is no answer to who asks now. */
async function meetFresh(engine: Engine, sql: string, epoch: Epoch): Promise<Met> {
  const { name, reuseMinutes } = epoch;
  let retryOf: string | null = null;
  for (;;) {
    const token: string = runToken(sql, name, retryOf);
    const met: Met = await meetRun(engine, { sql, token, reuseMinutes }, null);
    if (!met.ok || met.value.isNew) return met;
    const runId: string = met.value.runId;
    const state = (await engine.states([runId])).get(runId)?.state;
    if (state !== "failed" && state !== "cancelled") return met;
    retryOf = runId;
  }
}

/** Its row, while somebody waits for it: whoever leaves stops the run, unless others wait too. */
async function rowWhileWaiting(engine: Engine, runId: string, signal: AbortSignal) {
  const viewer = randomUUID();
  const stop = () => void leave(engine, viewer, Date.now());
  await watch(engine, [runId], viewer, Date.now());
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const found = await rowOf(engine, runId);
  signal.removeEventListener("abort", stop);
  forget([runId]);
  return found;
}

/**
 * Finds an event by its id in the second that it happened, and so in its day's partitions. Without
 * a name the source is the one configured. A signal says that nobody waits for it any more.
 */
export async function findRecord(
  { engine, slices, sources, holdings, dollarsPerTb }: Workplace,
  eventId: string,
  at: string,
  sourceName: string | undefined,
  signal: AbortSignal,
): Promise<Result<EventRecord>> {
  const atMs = parseTime(at);
  if (atMs === null || eventId === "" || literalProblem(eventId) !== null) {
    return fail("bad-input", "An event is found by its id and its UTC time.");
  }
  const source = chooseSource(sources, sourceName);
  if (!source.ok) return source;
  const held = await holdings(source.value);
  if (!held.ok) return held;
  const query = {
    where: [is("eventid", eventId)],
    answer: { kind: "events", columns: fields.map(({ name }) => name) },
    limit: 1,
  } as const;
  const scope = { accounts: [], regions: [], fromMs: atMs, toMs: atMs + 1000 };
  const compiled = compile(query, scope, source.value.source);
  if ("refused" in compiled) return fail("bad-input", compiled.refused);
  const { sql, plan } = compiled;
  let values = slices && (await fromSlices(slices, query, scope, source.value.source, sql));
  let foundBy: FoundBy | null = null;
  if (!values) {
    const met = await meetFresh(engine, sql, held.value.epochOf(plan.deliveredUntilMs));
    if (!met.ok) return met;
    const { runId } = met.value;
    const found = await rowWhileWaiting(engine, runId, signal);
    if (!found.ok) return found;
    values = found.value;
    const state = (await engine.states([runId])).get(runId) ?? { state: "unknown" };
    foundBy = { ...met.value, cost: costOfRun(state, dollarsPerTb) };
  }
  if (!values) return fail("not-found", "No event of this id was made at this time.");
  const sourceFile = values.get("logfile");
  const file = typeof sourceFile === "string" ? sourceFile : null;
  const letter = file === null ? null : await readRecord(file, eventId);
  if (letter?.ok) return succeed({ text: letter.value, exact: true, sourceFile: file, foundBy });
  return succeed({ text: rebuildRecord(values), exact: false, sourceFile: file, foundBy });
}
