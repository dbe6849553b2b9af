/**
 * The planner: a scope and a layout give the exact set of partitions and the smallest predicate
 * that selects them. Files are stored by delivery time, so the plan reaches from the
 * window's start to its end plus the delivery lag.
 */
import type { Layout, PartitionColumn, PartitionMeaning, Source } from "./layouts";
import { DAY_MS, HOUR_MS, type Scope } from "./scope";

/** A test on one partition column; its values are already in the column's format. */
export type PartitionTerm = {
  readonly column: PartitionColumn;
  readonly op: "=" | "in" | "<=" | "between";
  readonly values: readonly string[];
};

/** Terms joined by "and". */
export type PartitionBox = readonly PartitionTerm[];

export type PartitionPlan = {
  /** Accounts and regions: every one must hold. */
  readonly places: PartitionBox;
  /** Times: one of these must hold. */
  readonly times: readonly PartitionBox[];
  /** Days of delivery covered, `yyyy-MM-dd`, in order. */
  readonly days: readonly string[];
  /** The end of the deliveries covered: the window's end plus the lag. */
  readonly deliveredUntilMs: number;
};

type TimeMeaning = "date" | "year" | "month" | "day" | "hour";
type TimeColumn = PartitionColumn & { readonly means: TimeMeaning; readonly format: string };

const DEFAULT_FORMATS: Record<TimeMeaning, string> = {
  date: "yyyy/MM/dd",
  year: "yyyy",
  month: "MM",
  day: "dd",
  hour: "HH",
};

function timeColumnsOf(layout: Layout): readonly TimeColumn[] {
  return layout.columns.flatMap((column) => {
    const { means } = column;
    if (means === "account" || means === "region") return [];
    return [{ ...column, means, format: column.format ?? DEFAULT_FORMATS[means] }];
  });
}

const digits = (iso: string, from: number, to: number): string =>
  String(Number(iso.slice(from, to)));

/** The parts of a format, from a time as `2026-03-01T09:00:00.000Z`. */
const PARTS: Readonly<Record<string, (iso: string) => string>> = {
  yyyy: (iso) => iso.slice(0, 4),
  MM: (iso) => iso.slice(5, 7),
  dd: (iso) => iso.slice(8, 10),
  HH: (iso) => iso.slice(11, 13),
  M: (iso) => digits(iso, 5, 7),
  d: (iso) => digits(iso, 8, 10),
  H: (iso) => digits(iso, 11, 13),
};

/** An instant in a partition column's format. */
export function formatPartition(format: string, ms: number): string {
  const iso = new Date(ms).toISOString();
  // Most columns are one part, and an estimate formats every partition of a source.
  const only = PARTS[format];
  return (
    only?.(iso) ?? format.replace(/yyyy|MM|dd|HH|M|d|H/g, (part) => PARTS[part]?.(iso) ?? part)
  );
}

/** Whether the format's text orders as time does, so that a range can be one comparison. */
function orders(column: TimeColumn): boolean {
  if (column.type === "integer") return true;
  const order = ["yyyy", "MM", "dd", "HH"];
  const parts = column.format.match(/yyyy|MM|dd|HH|M|d|H/g) ?? [];
  return parts.every(
    (part, index) => part === (parts.length === 1 ? part : order[index]) && order.includes(part),
  );
}

/** The start of the block that holds `ms`, and of the next one, in the calendar of a meaning. */
function blockOf(means: TimeMeaning, ms: number): readonly [startMs: number, nextMs: number] {
  const at = new Date(ms);
  const year = at.getUTCFullYear();
  switch (means) {
    case "year":
      return [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
    case "month":
      return [Date.UTC(year, at.getUTCMonth()), Date.UTC(year, at.getUTCMonth() + 1)];
    case "hour":
      return [ms - (ms % HOUR_MS), ms - (ms % HOUR_MS) + HOUR_MS];
    default:
      return [ms - (ms % DAY_MS), ms - (ms % DAY_MS) + DAY_MS];
  }
}

function blocksBetween(means: TimeMeaning, startMs: number, endMs: number): readonly number[] {
  const starts: number[] = [];
  for (let [at, next] = blockOf(means, startMs); at < endMs; [at, next] = blockOf(means, next))
    starts.push(at);
  return starts;
}

/** The test for the blocks from `startMs` to `endMs` (exclusive) of one column, inside `parentMs`. */
function rangeTerm(
  column: TimeColumn,
  startMs: number,
  endMs: number,
  parentMs: number | null,
): PartitionTerm {
  const blocks = blocksBetween(column.means, startMs, endMs);
  const values = blocks.map((at) => formatPartition(column.format, at));
  const [first = "", last = ""] = [values[0], values.at(-1)];
  if (values.length === 1) return { column, op: "=", values: [first] };
  if (!orders(column)) return { column, op: "in", values };
  if (parentMs === startMs) return { column, op: "<=", values: [last] };
  return { column, op: "between", values: [first, last] };
}

/**
 * Covers `[startMs, endMs)`, both on borders of the finest column, by the fewest boxes: whole
 * blocks of a coarser column drop the finer terms, and only the ragged ends go deeper.
 */
function cover(
  columns: readonly TimeColumn[],
  startMs: number,
  endMs: number,
  parentMs: number | null,
): readonly PartitionBox[] {
  const [column, ...finer] = columns;
  if (!column) return [[]];
  const [firstStart, firstNext] = blockOf(column.means, startMs);
  const [lastStart] = blockOf(column.means, endMs - 1);
  const [, lastNext] = blockOf(column.means, endMs - 1);
  const inBlock = (blockMs: number, fromMs: number, toMs: number): readonly PartitionBox[] =>
    cover(finer, fromMs, toMs, blockMs).map((box) => [
      rangeTerm(column, blockMs, blockMs + 1, null),
      ...box,
    ]);

  const headIsRagged = startMs !== firstStart;
  const tailIsRagged = endMs !== lastNext;
  if (firstStart === lastStart && (headIsRagged || tailIsRagged))
    return inBlock(firstStart, startMs, endMs);
  const wholeStart = headIsRagged ? firstNext : firstStart;
  const wholeEnd = tailIsRagged ? lastStart : lastNext;
  return [
    ...(headIsRagged ? inBlock(firstStart, startMs, firstNext) : []),
    ...(wholeStart < wholeEnd ? [[rangeTerm(column, wholeStart, wholeEnd, parentMs)]] : []),
    ...(tailIsRagged ? inBlock(lastStart, lastStart, endMs) : []),
  ];
}

function placeTerm(
  layout: Layout,
  means: PartitionMeaning,
  values: readonly string[],
): PartitionBox {
  const column = layout.columns.find((candidate) => candidate.means === means);
  if (!column || values.length === 0) return [];
  const sorted = [...new Set(values)].sort();
  return [{ column, op: sorted.length === 1 ? "=" : "in", values: sorted }];
}

/** The partitions of a scope on a source. The scope has been checked: its window is not empty. */
export function plan(
  scope: Scope,
  source: Pick<Source, "layout" | "deliveryLagMs">,
): PartitionPlan {
  const { layout, deliveryLagMs } = source;
  const columns = timeColumnsOf(layout);
  const finest = columns.at(-1)?.means ?? "day";
  const deliveredUntilMs = scope.toMs + deliveryLagMs;
  const [startMs] = blockOf(finest, scope.fromMs);
  const [, endMs] = blockOf(finest, deliveredUntilMs - 1);
  return {
    places: [
      ...placeTerm(layout, "account", scope.accounts),
      ...placeTerm(layout, "region", scope.regions),
    ],
    times: columns.length === 0 ? [] : cover(columns, startMs, endMs, null),
    days: blocksBetween("day", startMs, endMs).map((at) => formatPartition("yyyy-MM-dd", at)),
    deliveredUntilMs,
  };
}

/** The plan for either of two windows of the same accounts and regions, the earlier one first. */
export function joinPlans(earlier: PartitionPlan, later: PartitionPlan): PartitionPlan {
  const times = new Map(
    [...earlier.times, ...later.times].map((box) => [JSON.stringify(box), box]),
  );
  const days = [...new Set([...earlier.days, ...later.days])];
  return { ...later, times: [...times.values()], days };
}

/** A partition, given by its account, region and any instant inside it. */
type PartitionPlace = { readonly account: string; readonly region: string; readonly ms: number };

/** Returns a test for whether a plan selects a partition. Many partitions share one time. */
export function selector(planned: PartitionPlan): (partition: PartitionPlace) => boolean {
  const timeValues = new Map<string, string>();
  const timeValue = (format: string, ms: number): string => {
    const key = `${format} ${ms}`;
    const value = timeValues.get(key) ?? formatPartition(format, ms);
    timeValues.set(key, value);
    return value;
  };
  const partitionValue = (column: PartitionColumn, partition: PartitionPlace): string => {
    if (column.means === "account") return partition.account;
    if (column.means === "region") return partition.region;
    return timeValue(column.format ?? DEFAULT_FORMATS[column.means], partition.ms);
  };
  const holds = ({ column, op, values }: PartitionTerm, partition: PartitionPlace): boolean => {
    const value = partitionValue(column, partition);
    const [first = "", last = first] = values;
    const compare = (a: string, b: string) =>
      column.type === "integer" ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
    if (op === "<=") return compare(value, first) <= 0;
    if (op === "between") return compare(value, first) >= 0 && compare(value, last) <= 0;
    return values.includes(value);
  };
  return (partition) => {
    const isTrue = (term: PartitionTerm) => holds(term, partition);
    return planned.places.every(isTrue) && planned.times.some((box) => box.every(isTrue));
  };
}
