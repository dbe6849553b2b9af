/** One event's values, by its id: from cached events, or else by a run like any other. */

import { randomUUID } from "node:crypto";
import type { Estimate, FoundBy } from "@/lib/api/answers";
import type { Cell } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { doneColumns } from "@/lib/engine/answer-rows";
import type { Engine } from "@/lib/engine/port";
import { stateOf } from "@/lib/engine/run-states";
import { slicesWith } from "@/lib/engine/slices/slices";
import { fail, type Result, succeed } from "@/lib/result";
import { costOfRun } from "@/lib/text/price";
import { compile } from "@/queries/compile";
import { fields } from "@/queries/fields";
import type { FoundSource } from "@/queries/gather-sources";
import { type EventQuery, is } from "@/queries/query";
import type { Scope } from "@/queries/scope";
import { isCut } from "@/queries/slices";
import { estimateWithin, type PreparedQuery, prepareQuery } from "./prepare-query";
import { type Start, startOrRepeat } from "./start-run";
import { forget, keepForPage, leave, subscribe } from "./subscribers";

type Values = ReadonlyMap<string, Cell>;

export type FoundEvent =
  /** `foundBy` is null where the event was cached, and finding it scanned nothing. */
  | { readonly kind: "found"; readonly values: Values; readonly foundBy: FoundBy | null }
  /** Nothing has started: the run over one of the places needs a confirmation. */
  | { readonly kind: "asks-first"; readonly place: number; readonly estimate: Estimate };

/** Accounts and regions to look in; none is all. */
export type Places = Pick<Scope, "accounts" | "regions">;

/** An event, and where it is looked for. */
export type Search = {
  readonly eventId: string;
  /** The second that it happened in, milliseconds since the epoch. */
  readonly atMs: number;
  readonly source: FoundSource;
  /** Queried one after the other until it is found: the least that may hold it first. */
  readonly places: readonly Places[];
  /** Aborted where the one who asks has left. */
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

async function lookupIn(
  backend: Backend,
  places: Places,
  { eventId, atMs, source }: Search,
): Promise<Result<PreparedQuery>> {
  const [query, scope] = [queryFor(eventId), scopeOf(atMs, places)];
  const compiled = compile(query, scope, source.source);
  if ("refused" in compiled) return fail("bad-input", compiled.refused);
  return prepareQuery(backend, { query, scope, source, compiled });
}

const startLookup = (
  lookup: PreparedQuery,
  { eventId, signal }: Search,
  confirmed: boolean,
): Promise<Start> =>
  startOrRepeat(lookup, lookup.compiled, {
    audited: (run) => ({ did: "find-event", eventId, ...run }),
    owner: "",
    confirmed,
    signal,
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
  { slices }: Backend,
  { eventId, atMs, source: { source } }: Search,
): Promise<Values | null> {
  if (slices === null) return null;
  const scope = scopeOf(atMs, { accounts: [], regions: [] });
  for (const { runId: sliceRunId, over } of slicesWith(slices, queryFor(eventId), scope, source)) {
    const question = { sliceRunId, sql: over.sql, over, isFirst: false, otherwise: null };
    const found = await rowOf(slices.engine, slices.engine.startFromSlice(question));
    const values = found.ok ? found.value : null;
    if (values && ![...values].some(([name, value]) => isCut(name, value))) return values;
  }
  return null;
}

/** The row of a run, as its subscriber until it is there. Without one left, the run is cancelled. */
async function rowWhileWaiting(
  engine: Backend["engine"],
  runId: string,
  signal: AbortSignal,
): Promise<Result<Values | null>> {
  const subscriber = randomUUID();
  const stop = () => void leave(engine, subscriber, Date.now());
  await subscribe(engine, [runId], subscriber, Date.now());
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const found = await rowOf(engine, runId);
  signal.removeEventListener("abort", stop);
  forget(engine, [runId]);
  return found;
}

/** The event by a run over some places; null where they have none. */
async function fromSource(
  lookup: PreparedQuery,
  search: Search,
  place: number,
): Promise<Result<FoundEvent | null>> {
  const { engine, dollarsPerTb } = lookup.backend;
  const start = await startLookup(lookup, search, false);
  if ("blocker" in start)
    return succeed({ kind: "asks-first", place, estimate: await estimateWithin(lookup, 0) });
  if (!start.ok) return start;
  const { runId, isNew } = start.value;
  const found = await rowWhileWaiting(engine, runId, search.signal);
  if (!found.ok) return found;
  if (found.value === null) return succeed(null);
  const cost = costOfRun(await stateOf(engine, runId), dollarsPerTb);
  return succeed({ kind: "found", values: found.value, foundBy: { runId, isNew, cost } });
}

const NOT_FOUND = "No event of this id was made at this time.";

/** Finds an event. Over a limit it needs a run that was confirmed; fails where no place has it. */
export async function findEvent(backend: Backend, search: Search): Promise<Result<FoundEvent>> {
  const values = await fromSlices(backend, search);
  if (values) return succeed({ kind: "found", values, foundBy: null });
  for (const [place, places] of search.places.entries()) {
    const lookup = await lookupIn(backend, places, search);
    if (!lookup.ok) return lookup;
    const found = await fromSource(lookup.value, search, place);
    if (!found.ok) return found;
    if (found.value !== null) return succeed(found.value);
  }
  return fail("not-found", NOT_FOUND);
}

/**
 * Starts the run over one of the places, which a person has confirmed; `findEvent` then joins it.
 * Returns its id.
 */
export async function startConfirmedSearch(
  backend: Backend,
  search: Search,
  place: number,
): Promise<Result<string>> {
  const places = search.places[place];
  if (!places) return fail("bad-input", "There is no such place to look for an event.");
  const lookup = await lookupIn(backend, places, search);
  if (!lookup.ok) return lookup;
  const start = await startLookup(lookup.value, search, true);
  if ("blocker" in start) throw new Error("A confirmed run was not started.");
  if (!start.ok) return start;
  const { runId } = start.value;
  await keepForPage(backend.engine, runId, Date.now());
  return succeed(runId);
}
