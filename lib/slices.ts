/** Slices that are held or being fetched, and which of them answers a question. */
import type { SlicedEngine } from "@/lib/engine/sliced-engine";
import type { Prepared } from "@/lib/prepare";
import { compile } from "@/queries/compile";
import { isContained } from "@/queries/containment";
import type { Source } from "@/queries/layouts";
import { entityOf } from "@/queries/playbook";
import type { EventQuery } from "@/queries/query";
import type { Scope } from "@/queries/scope";
import { CUT_FIELDS, compileSlice, type Slice, sliceSource } from "@/queries/slices";

type Kept = {
  readonly slice: Slice;
  readonly source: string;
  readonly epoch: string;
  readonly runId: string;
};

/** The slices of a process, the one last used last. */
export type Slices = {
  readonly engine: SlicedEngine;
  readonly mostEvents: number;
  kept: readonly Kept[];
};

const MAX_KEPT = 50;

export const createSlices = (engine: SlicedEngine, mostEvents: number): Slices => ({
  engine,
  mostEvents,
  kept: [],
});

/** How a question is answered from a slice. */
export type FromSlice = {
  readonly slice: Slice;
  /** The SQL that fetches the slice. */
  readonly sliceSql: string;
  /** The question over its rows. */
  readonly overSql: string;
  /** The run that fetches it, where there is one already. */
  readonly runId: string | null;
};

type Asked = Pick<Prepared, "query" | "scope" | "source" | "step" | "playbook" | "inputs">;

/** Only slices over the same state of the data are of use. */
const isOf = (kept: Kept, { source }: Asked, epoch: string): boolean =>
  kept.source === source.source.table && kept.epoch === epoch;

/** A slice that is whole, or may become so; one that failed or was stopped is fetched again. */
async function standOf(
  { engine, mostEvents }: Slices,
  { runId }: Kept,
): Promise<"usable" | "too-large" | "gone"> {
  const state = (await engine.states([runId])).get(runId);
  if (state?.state === "done") return state.rowCount <= mostEvents ? "usable" : "too-large";
  return state?.state === "queued" || state?.state === "running" ? "usable" : "gone";
}

function over(slice: Slice, { query, scope, source }: Asked): string | null {
  const table = source.source;
  // What was cut is known only once the slice is there, so what may be cut is not asked of it.
  if (!isContained(query, scope, slice, table, CUT_FIELDS)) return null;
  const compiled = compile(query, scope, sliceSource(slice, table));
  return "refused" in compiled ? null : compiled.sql;
}

/**
 * The slice that answers a question: one that is held and contains it, or else the one that its
 * playbook is about. Null where the source has to be asked.
 * @param mayFetch whether a slice may be fetched for it
 */
export async function sliceFor(
  slices: Slices,
  asked: Asked,
  epoch: string,
  mayFetch: boolean,
): Promise<FromSlice | null> {
  const { source, scope } = asked;
  const fetchSql = (slice: Slice): string | null => {
    const compiled = compileSlice(slice, source.source, slices.mostEvents);
    return "refused" in compiled ? null : compiled.sql;
  };
  const fits = (slice: Slice, runId: string | null): FromSlice | null => {
    const overSql = over(slice, asked);
    const sliceSql = overSql === null ? null : fetchSql(slice);
    return sliceSql === null || overSql === null ? null : { slice, sliceSql, overSql, runId };
  };
  const where = mayFetch ? entityOf(asked.playbook, asked.step, asked.inputs) : null;
  const own = where && { where, scope };
  for (const kept of slices.kept.toReversed()) {
    const found = isOf(kept, asked, epoch) ? fits(kept.slice, kept.runId) : null;
    if (!found) continue;
    const stand = await standOf(slices, kept);
    if (stand === "usable") {
      slices.kept = [...slices.kept.filter((each) => each !== kept), kept];
      return found;
    }
    if (stand === "too-large" && JSON.stringify(kept.slice) === JSON.stringify(own)) return null;
  }
  return own && fits(own, null);
}

/**
 * The slices that may hold an event of this scope, each with the question over its rows. Whether
 * they hold it is for their rows to tell: an event does not change, whatever the state of the data.
 */
export function slicesWith(
  { kept }: Slices,
  query: EventQuery,
  scope: Scope,
  source: Source,
): readonly { readonly runId: string; readonly overSql: string }[] {
  return kept.toReversed().flatMap(({ slice, source: table, runId }) => {
    const { fromMs, toMs } = slice.scope;
    if (table !== source.table || scope.fromMs < fromMs || scope.toMs > toMs) return [];
    const compiled = compile(query, scope, sliceSource(slice, source));
    return "refused" in compiled ? [] : [{ runId, overSql: compiled.sql }];
  });
}

/** Keeps a slice in mind; the one that was not used for longest is forgotten. */
export function keepSlice(slices: Slices, kept: Kept): void {
  const others = slices.kept.filter(({ runId }) => runId !== kept.runId);
  slices.kept = [...others, kept].slice(-MAX_KEPT);
}
