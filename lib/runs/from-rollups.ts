/** How a query is answered from daily roll-ups: which days are kept, and what has to be scanned. */
import { canKeep } from "@/lib/engine/rollups/kept-days";
import type { Slices } from "@/lib/engine/slices/slices";
import type { EventQuery } from "@/queries/query";
import { rollupForm } from "@/queries/rollups/over-rollups";
import { DAY_MS, type Scope } from "@/queries/scope";
import type { OverSlice } from "@/queries/slices";
import { hasRun, type PreparedStep } from "./prepare-step";
import { type Days, daysIn, isWithin, type RollupScan, type Span, scanOf } from "./rollup-days";

export type FromRollups = {
  /** The query over the kept days and the rows of the scan. */
  readonly over: OverSlice;
  /** Null where all days are kept. */
  readonly scan: RollupScan | null;
};

/**
 * Events are counted by day from one column, in a few rows. So no roll-ups are made for it, but for
 * the days that may not be closed yet.
 */
const MOST_OPEN_MS = 3 * DAY_MS;

/** Where scans are free, one roll-up of all accounts and regions serves all scopes. */
const rolledUp = (
  { isFree }: Slices,
  { accounts, regions }: Scope,
): Pick<Scope, "accounts" | "regions"> =>
  isFree ? { accounts: [], regions: [] } : { accounts, regions };

/**
 * The days to scan: from the first to the last that is not kept. The last one only to the end of the
 * range where more of it is expected, because it is not kept then.
 */
function daysToScan({ missing, stamps }: Days, toMs: number): Span | null {
  const [first, last] = [missing[0], missing.at(-1)];
  if (!first || !last) return null;
  const endMs = stamps.has(last.day) ? last.toMs : Math.min(last.toMs, toMs);
  return { fromMs: first.fromMs, toMs: endMs, gap: null };
}

/** A gap of a day saves nothing: deliveries of the day before it are filed there. */
const LEAST_GAP_MS = 2 * DAY_MS;

/**
 * The range from its first midnight on, and the days before it that are not kept, but for the longest
 * gap between them.
 */
function rangeToScan({ missing, scope }: Days, toMs: number): Span {
  const ends = [...missing, { fromMs: scope.toMs, toMs }];
  const gaps = missing.map((day, index) => ({
    fromMs: day.toMs,
    toMs: ends[index + 1]?.fromMs ?? day.toMs,
  }));
  const [gap] = gaps.sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs));
  return {
    fromMs: ends[0]?.fromMs ?? scope.toMs,
    toMs,
    gap: gap && gap.toMs - gap.fromMs >= LEAST_GAP_MS ? gap : null,
  };
}

/** Whether a scan costs more than it saves. */
function isTooMuch({ form, missing, kept }: Days, { answer }: EventQuery, span: Span | null) {
  if (form.readsRange) return kept.size === 0 && (missing.length === 0 || !form.isKept);
  return answer.kind === "days" && span !== null && span.toMs - span.fromMs > MOST_OPEN_MS;
}

/**
 * How the roll-ups of the days behind a step's query answer it; null where they do not, or where to
 * make them would cost more than to read the events.
 */
export async function fromRollups(step: PreparedStep): Promise<FromRollups | null> {
  const { backend, query, scope, source } = step;
  const { slices } = backend;
  const form = rollupForm(query, scope, source.source);
  if (slices === null || form === null || (await hasRun(step, step.compiled))) return null;
  const behind: Scope = { ...rolledUp(slices, scope), ...form.days };
  const days = await daysIn(step, slices, form, behind);
  const { missing } = days;
  const span = form.readsRange ? rangeToScan(days, scope.toMs) : daysToScan(days, scope.toMs);
  if (isTooMuch(days, query, span)) return null;
  // A scan for roll-ups costs more than one for the answer alone; it pays where they are kept.
  if (missing.length > 0 && !(await canKeep(days.place))) return null;
  const places = missing.length > 0 && form.isKept ? behind : scope;
  const scan = span && (await scanOf(step, days, { ...places, ...span }));
  if (span && !scan) return null;
  const files = [...days.kept].flatMap(([day, file]) =>
    span !== null && isWithin(span, Date.parse(day)) ? [] : file,
  );
  if (scan === null && files.length === 0) return null;
  const over = form.over({ ...behind, files, hasSlice: scan !== null });
  return "refused" in over ? null : { over: { sql: over.sql, isListing: false }, scan };
}

/** A step with the estimate of the scan for its roll-ups. */
export function withScan<Step extends PreparedStep>(
  step: Step,
  { compiled, reads }: RollupScan,
): Step {
  const { plan, paths } = compiled;
  return { ...step, compiled: { ...step.compiled, plan, paths }, reads };
}
