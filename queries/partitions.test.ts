import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triesOf } from "@/lib/full-run.fixture";
import { type Layout, layouts } from "./layouts";
import {
  formatPartition,
  type PartitionBox,
  type PartitionTerm,
  plan,
  selector,
} from "./partitions";
import { DAY_MS, HOUR_MS, type Scope } from "./scope";

const EPOCH_MS = Date.UTC(2015, 0, 1);
const DAYS = Math.round((Date.UTC(2033, 0, 1) - EPOCH_MS) / DAY_MS);

type Day = {
  readonly ms: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
};

/** A second calendar, independent of the planner's. */
const calendar: readonly Day[] = Array.from({ length: DAYS }, (_, index) => {
  const ms = EPOCH_MS + index * DAY_MS;
  const at = new Date(ms);
  return { ms, year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
});

const scopeOf = (fromMs: number, toMs: number): Scope => ({
  accounts: [],
  regions: [],
  fromMs,
  toMs,
});

const windows = fc
  .record({
    from: fc.integer({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2029, 11, 31) }),
    lengthMs: fc.oneof(
      fc.integer({ min: 1, max: 3 * HOUR_MS }),
      fc.integer({ min: 1, max: 10 * DAY_MS }),
      fc.integer({ min: 1, max: 90 * DAY_MS }),
      fc.integer({ min: 1, max: 900 * DAY_MS }),
    ),
    onTheDay: fc.boolean(),
    lagMs: fc.constantFrom(0, 10 * 60_000, HOUR_MS, 6 * HOUR_MS, 30 * HOUR_MS),
  })
  .map(({ from, lengthMs, onTheDay, lagMs }) => {
    const fromMs = onTheDay ? from - (from % DAY_MS) : from;
    const toMs = onTheDay
      ? fromMs + Math.max(1, Math.round(lengthMs / DAY_MS)) * DAY_MS
      : fromMs + lengthMs;
    return { fromMs, toMs, lagMs };
  });

const two = (value: number) => String(value).padStart(2, "0");

/** The values of every day of the calendar in a format, written once. */
const written = new Map<string, readonly string[]>();
function valuesIn(format: string): readonly string[] {
  const known = written.get(format);
  if (known) return known;
  const values = calendar.map(({ year, month, day }) => {
    const parts: Record<string, string> = { yyyy: String(year), MM: two(month), dd: two(day) };
    return format.replace(/yyyy|MM|dd/g, (part) => parts[part] ?? "");
  });
  written.set(format, values);
  return values;
}

function holds({ column, op, values }: PartitionTerm, index: number): boolean {
  const value = valuesIn(column.format ?? "")[index] ?? "";
  const [first = "", last = ""] = values;
  if (op === "between") return value >= first && value <= last;
  if (op === "<=") return value <= first;
  return values.includes(value);
}

const inAny = (boxes: readonly PartitionBox[], index: number): boolean =>
  boxes.some((box) => box.every((term) => holds(term, index)));

/**
 * The fewest boxes of the form “days of a month”, “months of a year”, “years” that cover exactly
 * the days from `first` to `last`: at each day, take the longest box of any form.
 */
function fewestBoxes(first: number, last: number): number {
  const reach = (index: number): number => {
    const start = calendar[index];
    if (!start) throw new Error("outside the calendar");
    const same = [
      (day: Day) => day.year === start.year && day.month === start.month,
      ...(start.day === 1 ? [(day: Day) => day.year === start.year] : []),
      ...(start.day === 1 && start.month === 1 ? [() => true] : []),
    ];
    const ends = same.map((isSame, form) => {
      let end = index;
      for (let at = index; at <= last; at += 1) {
        const [day, next] = [calendar[at], calendar[at + 1]];
        if (!day || !next || !isSame(day)) break;
        const isWhole =
          form === 0 || (form === 1 ? next.month !== day.month : next.year !== day.year);
        if (isWhole) end = at;
      }
      return end;
    });
    return Math.max(...ends);
  };
  let boxes = 0;
  for (let at = first; at <= last; at = reach(at) + 1) boxes += 1;
  return boxes;
}

describe("a plan covers every day of delivery and no other", () => {
  const runs = triesOf(10_000);
  for (const layout of Object.values<Layout>(layouts)) {
    it(`${layout.name}: ${runs} random windows against brute force`, { timeout: 300_000 }, () => {
      const isSplit = layout.columns.some(({ means }) => means === "month");
      fc.assert(
        fc.property(windows, ({ fromMs, toMs, lagMs }) => {
          const { times, days } = plan(scopeOf(fromMs, toMs), { layout, deliveryLagMs: lagMs });
          const first = Math.floor((fromMs - EPOCH_MS) / DAY_MS);
          const last = Math.floor((toMs + lagMs - 1 - EPOCH_MS) / DAY_MS);
          for (
            let index = Math.max(0, first - 400);
            index < Math.min(DAYS, last + 400);
            index += 1
          ) {
            if (inAny(times, index) !== (index >= first && index <= last)) {
              throw new Error(`day ${index} of the calendar is on the wrong side`);
            }
          }
          expect(days).toHaveLength(last - first + 1);
          expect(times).toHaveLength(isSplit ? fewestBoxes(first, last) : 1);
        }),
        { numRuns: runs, seed: 20231230 },
      );
    });
  }
});

describe("other ways to name partitions", () => {
  const base: Layout = { name: "other", title: "other", columns: [] };
  const day = { name: "day", means: "day" } as const;
  const formats: readonly Layout["columns"][] = [
    [{ name: "dt", means: "date", format: "yyyy-MM-dd" }],
    [{ name: "dt", means: "date", format: "yyyyMMdd" }],
    [{ name: "dt", means: "date", format: "dd-MM-yyyy" }],
    [
      { name: "y", means: "year", format: "yyyy", type: "integer" },
      { name: "m", means: "month", format: "M", type: "integer" },
      { ...day, format: "d", type: "integer" },
    ],
    [
      { name: "y", means: "year", format: "yyyy" },
      { name: "m", means: "month", format: "M" },
      { ...day, format: "d" },
    ],
    [
      { name: "date", means: "date", format: "yyyy/MM/dd" },
      { name: "hour", means: "hour", format: "HH" },
    ],
  ];
  it.each(
    formats.map((columns) => ({ columns, name: columns.map(({ format }) => format).join(" ") })),
  )("$name selects exactly the hours of delivery", ({ columns }) => {
    const byHour = columns.some(({ means }) => means === "hour");
    const unitMs = byHour ? HOUR_MS : DAY_MS;
    fc.assert(
      fc.property(windows, ({ fromMs, toMs, lagMs }) => {
        const planned = plan(scopeOf(fromMs, Math.min(toMs, fromMs + 60 * DAY_MS)), {
          layout: { ...base, columns },
          deliveryLagMs: lagMs,
        });
        const endMs = Math.min(toMs, fromMs + 60 * DAY_MS) + lagMs;
        const startUnit = Math.floor(fromMs / unitMs);
        const endUnit = Math.floor((endMs - 1) / unitMs);
        for (let unit = startUnit - 40; unit <= endUnit + 40; unit += 1) {
          const isIn = selector(planned)({ account: "", region: "", ms: unit * unitMs });
          if (isIn !== (unit >= startUnit && unit <= endUnit)) {
            throw new Error(`${new Date(unit * unitMs).toISOString()} is on the wrong side`);
          }
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe("places", () => {
  it("names accounts and regions once each, in order", () => {
    const scope = { ...scopeOf(0, DAY_MS), accounts: ["2", "1", "2"], regions: ["us-east-1"] };
    const { places } = plan(scope, { layout: layouts.bootstrap, deliveryLagMs: 0 });
    expect(places.map(({ column, op, values }) => [column.name, op, values])).toEqual([
      ["account_partition", "in", ["1", "2"]],
      ["region_partition", "=", ["us-east-1"]],
    ]);
  });
});

it("writes partition values in any format", () => {
  const ms = Date.UTC(2024, 0, 2, 3);
  const formats = ["yyyy/MM/dd", "yyyyMMdd", "M", "d", "HH", "H"];
  expect(formats.map((format) => formatPartition(format, ms))).toEqual([
    "2024/01/02",
    "20240102",
    "1",
    "2",
    "03",
    "3",
  ]);
});
