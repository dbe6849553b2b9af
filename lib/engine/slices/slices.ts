/** Slices that are cached or being fetched, and which of them answers a query. */

import { isLive } from "@/lib/api/run";
import { stateOf } from "@/lib/engine/run-states";
import { compile } from "@/queries/compile";
import { isContained } from "@/queries/containment";
import { applyFilters, type Filter } from "@/queries/filters";
import type { FoundSource } from "@/queries/gather-sources";
import type { Source } from "@/queries/layouts";
import { compileMultiCount, isCount, type MultiCount, multiCountSql } from "@/queries/multi-count";
import { openingsSlice } from "@/queries/openings";
import { bind, entityOf, type InputValues, type Playbook, type Step } from "@/queries/playbook";
import type { EventQuery } from "@/queries/query";
import type { Scope } from "@/queries/scope";
import {
  CUT_FIELDS,
  compileSlice,
  type OverSlice,
  type Slice,
  sliceSource,
} from "@/queries/slices";
import type { Statement } from "@/queries/statement";
import type { SlicedEngine } from "./sliced-engine";

/** What one slice fetches: the events of an entity, or the counts of a whole account. */
type Fetched = Slice | MultiCount;

type Kept = {
  readonly fetched: Fetched;
  readonly source: string;
  readonly dataVersion: string;
  readonly runId: string;
};

/** The slices of a process, the most recently used last. */
export type Slices = {
  readonly engine: SlicedEngine;
  readonly mostEvents: number;
  /** The number that is cached. */
  readonly mostSlices: number;
  /** A scan costs only time, and counts over all events are faster one by one. */
  readonly isFree: boolean;
  kept: readonly Kept[];
  /** Why daily roll-ups could not be kept the last time, a sentence; null where they could. */
  rollupProblem: string | null;
};

export function createSlices(given: Omit<Slices, "kept" | "rollupProblem">): Slices {
  return {
    ...given,
    kept: [],
    rollupProblem: null,
  };
}

/** A query over the rows of a slice. */
type Over = {
  readonly over: OverSlice;
  /** The same where each event is among them once. */
  readonly overOnce: OverSlice;
};

/** How a query is answered from a slice. */
export type FromSlice = Over & {
  readonly fetched: Fetched;
  /** The statement that fetches the slice. */
  readonly fetch: Statement;
  /** The run that fetches it, where there is one already. */
  readonly runId: string | null;
};

/** A checked request for a step. */
type Asked = {
  readonly playbook: Playbook;
  readonly step: Step;
  readonly inputs: InputValues;
  readonly filters: readonly Filter[];
  readonly query: EventQuery;
  readonly scope: Scope;
  readonly source: FoundSource;
};

/** Only slices over the same version of the data serve. */
const isOf = (kept: Kept, { source }: Asked, dataVersion: string): boolean =>
  kept.source === source.source.table && kept.dataVersion === dataVersion;

/** A slice that is whole, or may become so; one that failed or was stopped is fetched again. */
async function standOf(
  { engine, mostEvents }: Slices,
  { runId }: Kept,
): Promise<"usable" | "too-large" | "gone"> {
  const state = await stateOf(engine, runId);
  if (state.state === "done") return state.rowCount <= mostEvents ? "usable" : "too-large";
  return isLive(state) ? "usable" : "gone";
}

const isMultiCount = (fetched: Fetched): fetched is MultiCount => "queries" in fetched;

function overRows(fetched: Fetched, { query, scope, source }: Asked): Over | null {
  if (isMultiCount(fetched)) {
    const isSame = JSON.stringify(fetched.scope) === JSON.stringify(scope);
    const sql = isSame ? multiCountSql(fetched, query) : null;
    const over = sql === null ? null : { sql, isListing: false };
    return over && { over, overOnce: over };
  }
  const table = source.source;
  // What was cut is known only once the slice is there, so fields that may be cut are not queried.
  if (!isContained(query, scope, fetched, table, CUT_FIELDS)) return null;
  const over = compile(query, scope, sliceSource(fetched, table));
  const overOnce = compile(query, scope, sliceSource(fetched, table, true));
  return "refused" in over || "refused" in overOnce ? null : { over, overOnce };
}

/** The statement that fetches a slice; null where the engine would refuse it, such as for its length. */
function fetchStatement(fetched: Fetched, { source }: Asked, most: number): Statement | null {
  const compiled = isMultiCount(fetched)
    ? compileMultiCount(fetched, source.source, most)
    : compileSlice(fetched, source.source, most);
  return "refused" in compiled ? null : compiled;
}

/** The slice of a playbook with these inputs; null where each of its steps runs on its own. */
function playbookSlice(
  { playbook, step, inputs, filters, scope }: Asked,
  isFree: boolean,
): Fetched | null {
  const where = entityOf(playbook, step, inputs);
  if (where) return { where, scope };
  const queries = playbook.steps
    .filter((each) => each.inputs.length === 0 && (!isFree || each.where.length > 0))
    .map((each) => applyFilters(bind(each, {}), filters))
    .filter(isCount);
  return queries.length > 1 ? { queries, scope } : null;
}

/** What may be fetched for a query, the preferred first. */
function fetchedFor(asked: Asked, isFree: boolean): readonly Fetched[] {
  const own = playbookSlice(asked, isFree);
  const openings = openingsSlice(asked.query, asked.scope, isFree);
  return [own, openings].filter((each) => each !== null);
}

/**
 * What answers a query without its own scan: a cached slice that contains it, or else one that is
 * fetched for it: its playbook's, or the openings of sessions. Null where the source has to be queried.
 * @param mayFetch whether something may be fetched for it
 */
export async function sliceFor(
  slices: Slices,
  asked: Asked,
  dataVersion: string,
  mayFetch: boolean,
): Promise<FromSlice | null> {
  const fits = (fetched: Fetched, runId: string | null): FromSlice | null => {
    const asks = overRows(fetched, asked);
    const fetch = asks && fetchStatement(fetched, asked, slices.mostEvents);
    return asks && fetch ? { ...asks, fetched, fetch, runId } : null;
  };
  const own = mayFetch ? fetchedFor(asked, slices.isFree) : [];
  for (const kept of slices.kept.toReversed()) {
    const found = isOf(kept, asked, dataVersion) ? fits(kept.fetched, kept.runId) : null;
    if (!found) continue;
    const stand = await standOf(slices, kept);
    if (stand === "usable") {
      slices.kept = [...slices.kept.filter((each) => each !== kept), kept];
      return found;
    }
    const isSame = (each: Fetched) => JSON.stringify(kept.fetched) === JSON.stringify(each);
    if (stand === "too-large" && own.some(isSame)) return null;
  }
  for (const each of own) {
    const found = fits(each, null);
    if (found) return found;
  }
  return null;
}

/**
 * The slices that may contain an event of this scope, each with the query over its rows. Slices of
 * any data version serve, because an event does not change.
 */
export function slicesWith(
  { kept }: Slices,
  query: EventQuery,
  scope: Scope,
  source: Source,
): readonly { readonly runId: string; readonly over: OverSlice }[] {
  return kept.toReversed().flatMap(({ fetched: slice, source: table, runId }) => {
    const { fromMs, toMs } = slice.scope;
    // An event is looked up with all of its fields.
    if (isMultiCount(slice) || slice.fields) return [];
    if (table !== source.table || scope.fromMs < fromMs || scope.toMs > toMs) return [];
    const over = compile(query, scope, sliceSource(slice, source));
    return "refused" in over ? [] : [{ runId, over }];
  });
}

/** Caches a slice; the least recently used one is evicted. */
export async function keepSlice(slices: Slices, kept: Kept): Promise<void> {
  const others = slices.kept.filter(({ runId }) => runId !== kept.runId);
  const all = [...others, kept];
  slices.kept = all.slice(-slices.mostSlices);
  for (const { runId } of all.slice(0, -slices.mostSlices)) await slices.engine.evictSlice(runId);
}
