/** Questions over daily roll-ups: which they are, and their text over the rows of the days. DuckDB alone runs it. */
import { type CompiledQuery, compile, scannedFrom } from "../compile";
import type { Source } from "../layouts";
import { literal } from "../literal";
import { type EventQuery, fieldsIn, isOfFindings } from "../query";
import { DAY_MS, type Scope } from "../scope";
import { SLICE_TABLE, sliceSource } from "../slices";
import type { Refusal } from "../statement";
import { findingDays } from "./finding-days";
import type { RollupForm, RollupRows, Window } from "./form";
import { compileRollup, ROLLUP_FIELDS, rollupKeys, rollupMeaning } from "./rollup";

/** The name of the rows of all days in a question over them. */
const ROLLUP_TABLE = "rollup";

const isMidnight = (ms: number): boolean => ms % DAY_MS === 0;

/**
 * The whole days whose roll-ups answer a query exactly; null where they cannot. For a first time
 * the range may end within a day: a row that begins before the end has an event in the range. The sum
 * of a day needs the whole day.
 */
export function daysBehind({ answer, where }: EventQuery, scope: Scope): Window | null {
  if (!where.flatMap(fieldsIn).every((name) => ROLLUP_FIELDS.includes(name))) return null;
  const fromMs = scannedFrom(answer, scope.fromMs);
  if (!isMidnight(fromMs)) return null;
  if (answer.kind === "firsts") return { fromMs, toMs: Math.ceil(scope.toMs / DAY_MS) * DAY_MS };
  if (answer.kind !== "days" || answer.isOncePerAct) return null;
  return isMidnight(scope.toMs) ? { fromMs, toMs: scope.toMs } : null;
}

/** Compiles a query over the roll-ups of the days behind it. */
export function compileOverRollups(
  query: EventQuery,
  scope: Scope,
  source: Source,
  { files, hasSlice, ...days }: RollupRows,
): CompiledQuery | Refusal {
  const slice = sliceSource({ where: [], scope: days }, source, true);
  const rows: Source = { ...slice, table: ROLLUP_TABLE, isRolledUp: true };
  // Over copies of events, the rows are those of the scope's accounts and regions.
  const left = source.mayHoldDuplicates ? { ...scope, accounts: [], regions: [] } : scope;
  const compiled = compile(query, left, rows);
  if ("refused" in compiled) return compiled;
  // The time of a row is that of its first event. Results from another engine are stored as text.
  const columns = [
    "firstseen as eventtime",
    ...rollupKeys(days, source),
    "cast(total as bigint) as total",
  ].join(", ");
  const paths = files.map((file) => literal(file)).join(", ");
  const tables = [
    ...(files.length > 0 ? [`read_parquet([${paths}], hive_partitioning = false)`] : []),
    ...(hasSlice ? [SLICE_TABLE] : []),
  ];
  const all = tables.map((table) => `select ${columns} from ${table}`).join(" union all ");
  return { ...compiled, sql: `with ${ROLLUP_TABLE} as (${all})\n${compiled.sql}` };
}

/** The statement that writes the roll-up of a day: the same file each time. */
function keepDaySql(keys: readonly string[], day: string, file: string): string {
  const columns = [...keys, "cast(total as bigint) as total", "firstseen", "lastseen"].join(", ");
  const rows = `select ${columns} from ${SLICE_TABLE} where eventday = ${literal(day)}`;
  return `copy (${rows} order by ${keys.join(", ")}) to ${literal(file)} (format parquet, compression zstd)`;
}

/** How a query is answered from daily roll-ups; null where it is not. */
export function rollupForm(query: EventQuery, scope: Scope, source: Source): RollupForm | null {
  const { answer } = query;
  if (isOfFindings(answer)) return findingDays({ ...query, answer }, scope, source);
  const days = daysBehind(query, scope);
  return (
    days && {
      of: [],
      days,
      readsRange: false,
      isKept: true,
      meaningOf: (of) => rollupMeaning(of, source),
      scanOf: (of, _, mostRows) => compileRollup(of, source, mostRows),
      keepSql: (of, day, file) => keepDaySql(rollupKeys(of, source), day, file),
      over: (rows) => compileOverRollups(query, scope, source, rows),
    }
  );
}
