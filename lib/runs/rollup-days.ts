/** The days whose roll-ups are kept, and the scan that makes those of others. */
import type { Backend } from "@/lib/backend";
import { type DayStamps, findKept, type KeptPlace, keepDays } from "@/lib/engine/rollups/kept-days";
import type { Slices } from "@/lib/engine/slices/slices";
import { NO_EVENTS } from "@/lib/engine/source-facts";
import type { Source } from "@/queries/layouts";
import { formatPartition } from "@/queries/partitions";
import type { RollupForm, Window } from "@/queries/rollups/form";
import { DAY_MS, type Scope } from "@/queries/scope";
import type { PlannedStatement } from "@/queries/statement";
import { tablesOf } from "@/queries/tables";
import { type PreparedQuery, prepareQuery } from "./prepare-query";

/** The most rows of roll-ups that are read at a time. From Athena they come as text. */
const MOST_ROWS_BILLED = 1_000_000;
const MOST_ROWS = 3_000_000;

/** The scan for the days that are not kept. */
export type RollupScan = PreparedQuery & {
  readonly compiled: PlannedStatement;
  readonly mostRows: number;
  /** Keeps the closed days among its rows, once they are those of this slice. Throws where it cannot. */
  readonly keep: (sliceRunId: string) => Promise<void>;
};

export type Day = Pick<Scope, "fromMs" | "toMs"> & { readonly day: string };

/** The UTC days of a window that begins at midnight; the last one may be a part of its day. */
const daysOf = ({ fromMs, toMs }: Pick<Scope, "fromMs" | "toMs">): readonly Day[] =>
  Array.from({ length: Math.ceil((toMs - fromMs) / DAY_MS) }, (_, index) => {
    const startMs = fromMs + index * DAY_MS;
    return { day: formatPartition("yyyy-MM-dd", startMs), fromMs: startMs, toMs: startMs + DAY_MS };
  });

/** What is kept of these accounts and regions. */
function keptPlace(backend: Backend, source: Source, scope: Scope, form: RollupForm): KeptPlace {
  const tables = tablesOf(scope, source).map(({ name }) => name);
  const listed = (values: readonly string[]) => [...values].sort().join(",");
  return {
    dataDir: backend.config.dataDir,
    of: [...tables, listed(scope.accounts), listed(scope.regions), ...form.of],
    meaning: form.meaningOf(scope),
  };
}

/** Some days, and which of them are kept. */
export type Days = {
  readonly slices: Slices;
  readonly form: RollupForm;
  /** Whose days these are. */
  readonly scope: Scope;
  readonly place: KeptPlace;
  /** The version of the data of each that is closed. */
  readonly stamps: DayStamps;
  /** The file of each that is kept. */
  readonly kept: ReadonlyMap<string, string>;
  /** Those that have to be scanned, in order. */
  readonly missing: readonly Day[];
};

/** What is kept of a scope of whole days. */
export async function daysIn(
  { backend, source: { source }, facts }: Pick<PreparedQuery, "backend" | "source" | "facts">,
  slices: Slices,
  form: RollupForm,
  scope: Scope,
): Promise<Days> {
  const place = keptPlace(backend, source, scope, form);
  const days = daysOf(scope);
  const stamps: DayStamps = new Map(
    days.flatMap(({ day }) => {
      const stamp = facts.dayStampOf(day);
      return stamp === null ? [] : [[day, stamp] as const];
    }),
  );
  const kept = await findKept(place, stamps);
  const isMissing = ({ day }: Day) => !kept.has(day) && stamps.get(day) !== NO_EVENTS;
  return { slices, form, scope, place, stamps, kept, missing: days.filter(isMissing) };
}

/** What is scanned: a window, but for the days of a gap within it. */
export type Span = Window & { readonly gap: Window | null };

/** Whether a time is scanned. */
export function isWithin({ fromMs, toMs, gap }: Span, ms: number): boolean {
  return ms >= fromMs && ms < toMs && !(gap && ms >= gap.fromMs && ms < gap.toMs);
}

/** The scan of a span of a scope; null where the source refuses it. */
export async function scanOf(
  { backend, source }: Pick<PreparedQuery, "backend" | "source">,
  { slices, form, scope: ofDays, place, stamps }: Days,
  { gap, ...scope }: Scope & Span,
): Promise<RollupScan | null> {
  const mostRows = slices.isFree ? MOST_ROWS : MOST_ROWS_BILLED;
  const compiled = form.scanOf(scope, gap, mostRows);
  if ("refused" in compiled) return null;
  const prepared = await prepareQuery(backend, { query: { where: [] }, scope, source, compiled });
  if (!prepared.ok) return null;
  const rolledUp = form.isKept ? { ...scope, toMs: Math.min(scope.toMs, ofDays.toMs) } : null;
  const closed: DayStamps = new Map(
    (rolledUp ? daysOf(rolledUp) : []).flatMap(({ day, fromMs }) => {
      const stamp = isWithin({ ...scope, gap }, fromMs) ? stamps.get(day) : undefined;
      return stamp === undefined || stamp === NO_EVENTS ? [] : [[day, stamp] as const];
    }),
  );
  // A result from before a day was closed must not serve as its roll-up.
  const name = [prepared.value.dataVersion.name, "closed", ...closed.keys()].join(" ");
  return {
    ...prepared.value,
    dataVersion: { name, reuseMinutes: 0 },
    compiled,
    mostRows,
    keep: (sliceRunId) =>
      keepDays(place, closed, (day, file) =>
        slices.engine.exportSlice(sliceRunId, form.keepSql(ofDays, day, file)),
      ),
  };
}
