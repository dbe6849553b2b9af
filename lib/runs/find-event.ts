/** One event's values, by its id: among events that were fetched before, or else by a run. */
import { randomUUID } from "node:crypto";
import type { Estimate, FoundBy } from "@/lib/api/answers";
import type { Cell } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { doneColumns } from "@/lib/engine/answer-rows";
import type { Engine } from "@/lib/engine/port";
import { slicesWith } from "@/lib/engine/slices/slices";
import { fail, type Result, succeed } from "@/lib/result";
import { costOfRun } from "@/lib/text/price";
import type { FoundSource } from "@/queries/gather-sources";
import { isCut } from "@/queries/slices";
import { startBlocker } from "./confirmation";
import {
  estimateOfLookup,
  joinOrStart,
  type Lookup,
  lookupIn,
  type Places,
  queryFor,
  runStateOf,
  scopeOf,
} from "./event-lookup";
import { forget, leave, watch } from "./subscribers";

type Values = ReadonlyMap<string, Cell>;

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
  /** Says that nobody waits any more. */
  readonly signal: AbortSignal;
  /** The run that a person said yes to, and the subscriber that it was started for. */
  readonly joined: { readonly runId: string; readonly viewer: string } | null;
};

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

/** Its row, while its subscriber waits for it. Without any subscriber left, the run is cancelled. */
async function rowWhileWaiting(
  engine: Engine,
  runId: string,
  viewer: string,
  signal: AbortSignal,
): Promise<Result<Values | null>> {
  const stop = () => void leave(engine, viewer, Date.now());
  await watch(engine, [runId], viewer, Date.now());
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const found = await rowOf(engine, runId);
  signal.removeEventListener("abort", stop);
  forget([runId]);
  return found;
}

const NOBODY_WAITS = "Nobody waits for this event any more.";

/** The run of a lookup: the one that a person said yes to, or one that needs no confirmation. */
async function runOf(
  lookup: Lookup,
  { joined, signal }: Search,
): Promise<Result<{ readonly runId: string; readonly isNew: boolean } | "asks-first">> {
  const { place, compiled, reads } = lookup;
  if (joined !== null) {
    const state = await runStateOf(place.engine, joined.runId);
    if ("sql" in state && state.sql === compiled.sql)
      return succeed({ runId: joined.runId, isNew: true });
  }
  const met = await joinOrStart(lookup, async () => {
    const doubt = await startBlocker(place, false, reads);
    // To know what it reads can take seconds, and a run for nobody is billed all the same.
    return signal.aborted ? "left" : doubt;
  });
  if (!("doubt" in met)) return met;
  return met.doubt === "left" ? fail("cancelled", NOBODY_WAITS) : succeed("asks-first");
}

/** The event by a run over some places; null where they have none. */
async function fromSource(
  place: Backend,
  places: Places,
  search: Search,
): Promise<Result<FoundEvent | null>> {
  const lookup = await lookupIn(place, places, search);
  if (!lookup.ok) return lookup;
  const run = await runOf(lookup.value, search);
  if (!run.ok) return run;
  if (run.value === "asks-first")
    return succeed({ kind: "asks-first", estimate: await estimateOfLookup(lookup.value) });
  const { runId, isNew } = run.value;
  const viewer = search.joined?.runId === runId ? search.joined.viewer : randomUUID();
  const found = await rowWhileWaiting(place.engine, runId, viewer, search.signal);
  if (!found.ok) return found;
  if (found.value === null) return succeed(null);
  const cost = costOfRun(await runStateOf(place.engine, runId), place.dollarsPerTb);
  return succeed({ kind: "found", values: found.value, foundBy: { runId, isNew, cost } });
}

const NOT_FOUND = "No event of this id was made at this time.";

/** Finds an event. Over a limit it asks first; fails where no place has it. */
export async function findEvent(place: Backend, search: Search): Promise<Result<FoundEvent>> {
  const values = await fromSlices(place, search);
  if (values) return succeed({ kind: "found", values, foundBy: null });
  for (const places of search.places) {
    const found = await fromSource(place, places, search);
    if (!found.ok) return found;
    if (found.value !== null) return succeed(found.value);
  }
  return fail("not-found", NOT_FOUND);
}

/**
 * Starts the first run that finding an event needs, although it is over a limit, and subscribes
 * `viewer` to it. Places that are known not to have the event are passed over.
 */
export async function startSearch(
  place: Backend,
  { viewer, ...search }: Omit<Search, "signal" | "joined"> & { readonly viewer: string },
): Promise<Result<string>> {
  for (const places of search.places) {
    const lookup = await lookupIn(place, places, search);
    if (!lookup.ok) return lookup;
    const met = await joinOrStart(lookup.value, async () => null);
    if ("doubt" in met) continue;
    if (!met.ok) return met;
    const { runId } = met.value;
    const state = await runStateOf(place.engine, runId);
    if (state.state === "done" && state.rowCount === 0) continue;
    await watch(place.engine, [runId], viewer, Date.now());
    return succeed(runId);
  }
  return fail("not-found", NOT_FOUND);
}
