/** One event's values, by its id: among the events that are held, or else by a run of its own. */
import { randomUUID } from "node:crypto";
import { doneColumns } from "@/lib/answer-rows";
import type { Estimate, FoundBy, Reads } from "@/lib/answers";
import { audit } from "@/lib/audit";
import { type Doubt, doubtOf } from "@/lib/doubt";
import type { Workplace } from "@/lib/engine";
import type { Cell, Engine, RunState } from "@/lib/engine/port";
import { estimateOf } from "@/lib/estimate";
import type { Epoch } from "@/lib/holdings";
import { costOfRun } from "@/lib/price";
import { fail, type Result, succeed } from "@/lib/result";
import { type Meeting, meetRun, runToken } from "@/lib/run-token";
import { slicesWith } from "@/lib/slices";
import { forget, leave, watch } from "@/lib/viewers";
import { within } from "@/lib/within";
import { compile } from "@/queries/compile";
import { fields } from "@/queries/fields";
import type { FoundSource } from "@/queries/gather-sources";
import { type EventQuery, is } from "@/queries/query";
import type { Scope } from "@/queries/scope";
import { isCut } from "@/queries/slices";
import type { Statement } from "@/queries/statement";

type Values = ReadonlyMap<string, Cell>;

/** Accounts and regions to look in; none is all. */
export type Places = Pick<Scope, "accounts" | "regions">;

export type FoundEvent =
  /** `foundBy` is null where the event was held, and finding it scanned nothing. */
  | { readonly kind: "found"; readonly values: Values; readonly foundBy: FoundBy | null }
  /** Nothing has begun: a person has to say yes to what it would read. */
  | { readonly kind: "asks-first"; readonly estimate: Estimate };

/** Where an event is looked for, and who waits for it. */
export type Search = {
  readonly eventId: string;
  /** The second that it happened in, milliseconds since the epoch. */
  readonly atMs: number;
  readonly source: FoundSource;
  /** Asked one after the other until it is found: the least that may hold it first. */
  readonly places: readonly Places[];
  /** A person has seen the cost and said yes. */
  readonly isConfirmed: boolean;
  /** Says that nobody waits any more. */
  readonly signal: AbortSignal;
};

const queryFor = (eventId: string): EventQuery => ({
  where: [is("eventid", eventId)],
  answer: { kind: "events", columns: fields.map(({ name }) => name) },
  limit: 1,
});

const scopeOf = (atMs: number, places: Places): Scope => ({
  ...places,
  fromMs: atMs,
  toMs: atMs + 1000,
});

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
  { slices }: Workplace,
  { eventId, atMs, source: { source } }: Search,
): Promise<Values | null> {
  if (slices === null) return null;
  const scope = scopeOf(atMs, { accounts: [], regions: [] });
  for (const { runId: sliceRunId, overSql } of slicesWith(
    slices,
    queryFor(eventId),
    scope,
    source,
  )) {
    const question = { sliceRunId, sql: overSql, overSql, isFirst: false, otherwise: null };
    const found = await rowOf(slices.engine, slices.engine.startFromSlice(question));
    const values = found.ok ? found.value : null;
    if (values && ![...values].some(([name, value]) => isCut(name, value))) return values;
  }
  return null;
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

const stateOf = async (engine: Engine, runId: string): Promise<RunState> =>
  (await engine.states([runId])).get(runId) ?? { state: "unknown" };

/** Meets the query's run, or makes it unless there is a reason that keeps it from beginning. */
async function meetFresh<Reason>(
  engine: Engine,
  statement: Statement,
  { name, reuseMinutes }: Epoch,
  reason: () => Promise<Reason | null>,
): Promise<Meeting<Reason>> {
  let retryOf: string | null = null;
  for (;;) {
    const token: string = runToken(statement.sql, name, retryOf);
    // A run that exists reads nothing again, and so has nothing to wait for.
    const isThere: boolean = (await stateOf(engine, token)).state !== "unknown";
    const query = { statement, token, reuseMinutes };
    const met: Meeting<Reason> = await meetRun(engine, query, isThere ? null : await reason());
    if ("doubt" in met || !met.ok || met.value.isNew) return met;
    const { state } = await stateOf(engine, met.value.runId);
    // One that failed or was stopped before is no answer to who asks now.
    if (state !== "failed" && state !== "cancelled") return met;
    retryOf = met.value.runId;
  }
}

/** The event by a run over some places; null where they have none. */
async function fromSource(
  place: Workplace,
  places: Places,
  { eventId, atMs, source, isConfirmed, signal }: Search,
): Promise<Result<FoundEvent | null>> {
  const { engine, dollarsPerTb, cutoffBytes, config } = place;
  const holdings = await place.holdings(source);
  if (!holdings.ok) return holdings;
  const scope = scopeOf(atMs, places);
  const compiled = compile(queryFor(eventId), scope, source.source);
  if ("refused" in compiled) return fail("bad-input", compiled.refused);
  const { plan, paths } = compiled;
  let reading: Promise<Result<Reads>> | null = null;
  const reads = () => {
    reading ??= holdings.value.readsOf({ plan, paths, scope });
    return reading;
  };
  const estimate = async () =>
    estimateOf(plan, source.source.deliveryLagMs, await within(0, reads()), cutoffBytes);

  const epoch = holdings.value.epochOf(plan.deliveredUntilMs);
  const met = await meetFresh<Doubt | "left">(engine, compiled, epoch, async () => {
    const doubt = await doubtOf(place, isConfirmed, reads);
    // To know what it reads can take seconds, and a run for nobody is billed all the same.
    return signal.aborted ? "left" : doubt;
  });
  if ("doubt" in met)
    return met.doubt === "left"
      ? fail("cancelled", "Nobody waits for this event any more.")
      : succeed({ kind: "asks-first", estimate: await estimate() });
  if (!met.ok) return met;
  const { runId, isNew } = met.value;
  if (isNew) {
    const bytes = (await estimate()).reads?.bytes ?? null;
    await audit(config.dataDir, { did: "find-event", eventId, run: runId, bytes });
  }
  const found = await rowWhileWaiting(engine, runId, signal);
  if (!found.ok) return found;
  if (found.value === null) return succeed(null);
  const cost = costOfRun(await stateOf(engine, runId), dollarsPerTb);
  return succeed({ kind: "found", values: found.value, foundBy: { runId, isNew, cost } });
}

/** Finds an event. Over a limit it asks first; fails where no place has it. */
export async function findEvent(place: Workplace, search: Search): Promise<Result<FoundEvent>> {
  const values = await fromSlices(place, search);
  if (values) return succeed({ kind: "found", values, foundBy: null });
  for (const places of search.places) {
    const found = await fromSource(place, places, search);
    if (!found.ok) return found;
    if (found.value !== null) return succeed(found.value);
  }
  return fail("not-found", "No event of this id was made at this time.");
}
