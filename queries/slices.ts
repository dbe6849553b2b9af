/**
 * Slices: the events of one entity in a scope, fetched once, mostly with every field of the dictionary.
 * Further questions are compiled over a slice's rows and scan nothing.
 */
import { EVENT_ORDER } from "./answer-lines";
import type { CompiledQuery } from "./compile";
import { expressionOf } from "./conditions";
import { type FieldName, fields } from "./fields";
import type { Source } from "./layouts";
import { identifier, literal } from "./literal";
import { planScope } from "./named-places";
import type { Predicate } from "./query";
import type { Scope } from "./scope";
import { type PlannedStatement, type Refusal, selectFrom, toStatement } from "./statement";
import { type FiledColumn, readTables, tablesOf } from "./tables";

/** A statement over a slice's rows. */
export type OverSlice = Pick<CompiledQuery, "sql" | "isListing">;

/** Which events a slice holds, and which of their fields: every one of the dictionary if absent. */
export type Slice = {
  readonly where: readonly Predicate[];
  readonly scope: Scope;
  readonly fields?: readonly FieldName[];
};

/** Texts of any length. A slice keeps their first `CUT_AT` characters, and one more as a mark. */
export const CUT_FIELDS: readonly FieldName[] = [
  "requestparameters",
  "responseelements",
  "additionaleventdata",
  "resources",
  "serviceeventdetails",
];
const CUT_AT = 16_384;

/** Whether a value of a slice is only the start of the event's. */
export function isCut(field: string, value: unknown): boolean {
  return (
    typeof value === "string" && value.length > CUT_AT && CUT_FIELDS.some((name) => name === field)
  );
}

/** The name of a slice's rows in a query over them. */
export const SLICE_TABLE = "slice";

/** Where an event's file is stored, which may not be in the event itself: its columns in a slice. */
const FILED = [
  { name: "filedaccount", means: "account" },
  { name: "filedregion", means: "region" },
] as const;

type FiledPlace = FiledColumn & { readonly means: "account" | "region" };

/** The filed columns that the source's tables can give. */
export function filedColumns({ scope }: Slice, source: Source): readonly FiledPlace[] {
  const isEachOneAccount = tablesOf(scope, source).every(({ account }) => account !== null);
  return FILED.flatMap(({ name, means }): readonly FiledPlace[] => {
    const column = source.layout.columns.find((candidate) => candidate.means === means);
    if (column) return [{ name, means, sqlIn: () => identifier(column.name) }];
    return means === "account" && isEachOneAccount
      ? [{ name, means, sqlIn: (account) => literal(account ?? "") }]
      : [];
  });
}

/**
 * The rows of a slice as a source, for the queries that it contains. `holdsEachOnce` is known of
 * rows that were checked: removing copies takes longer than the rest of a query.
 */
export function sliceSource(slice: Slice, source: Source, holdsEachOnce = false): Source {
  const columns = filedColumns(slice, source).map(({ name, means }) => ({ name, means }));
  return {
    table: SLICE_TABLE,
    layout: { name: SLICE_TABLE, title: "The rows of a slice", columns, isSlice: true },
    deliveryLagMs: source.deliveryLagMs,
    mayHoldDuplicates: source.mayHoldDuplicates && !holdsEachOnce,
    cached: slice,
  };
}

/**
 * Compiles the query that fetches a slice. It asks for one event more than `mostEvents`, so that
 * the count shows a slice that is not whole.
 */
export function compileSlice(
  slice: Slice,
  source: Source,
  mostEvents: number,
): PlannedStatement | Refusal {
  const start = planScope(slice.scope, source);
  if ("refused" in start) return start;
  const { scope, planned } = start;
  const names = slice.fields ?? fields.map(({ name }) => name);
  const filed = filedColumns(slice, source);
  const read = readTables({ where: slice.where, fields: names, filed }, scope, source, planned);
  const shown = names.map((name) => {
    const expression = expressionOf(name, read.source);
    const whole = CUT_FIELDS.includes(name)
      ? `substr(${expression}, 1, ${CUT_AT + 1})`
      : expression;
    return `${whole} as ${identifier(name)}`;
  });
  const lines = [
    ...selectFrom([...shown, ...read.filed], read.from),
    EVENT_ORDER,
    `limit ${mostEvents + 1}`,
  ];
  return toStatement(lines, { plan: planned, paths: read.paths }, read);
}
