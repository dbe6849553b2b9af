/**
 * How the cost of a step grows with the days, accounts and regions of its scope, and with the events
 * of the lake. Run as a process: `slopes.ts LAKE…`, lakes of growing size; the first three are
 * measured on the last one. Writes its rows as JSON.
 */

import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { demoAccounts, demoRegions } from "@/lib/demo/world";
import { readLake } from "@/lib/lake/store/catalogue";
import { DAY_MS, formatTime } from "@/queries/scope";
import { ask, requestFor } from "./ask";
import { type Row, row } from "./report";
import { exponent, median } from "./statistics";

/** Reads every event of its scope, of any caller. */
const STEP = "general-purpose/common-actions";
const BYTES_BAR = 1.1;
const REPETITIONS = 3;
const MONTH_DAYS = 30;

type Window = readonly [from: string, to: string];
type Scope = {
  readonly window?: Window;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
};
const MONTH: Window = [DEMO_FROM, DEMO_TO];

/** A size, and what is measured for it: the mean of all its scopes. */
type Point = { readonly size: number; readonly bytes: number; readonly ms: number };

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

async function openLake(lake: string): Promise<Backend> {
  const config = readConfig({ TRAILBOOK_DATA: lake });
  if (!config.ok) throw new Error(config.failure.message);
  const place = await openDuckDbBackend(config.value);
  if (!place.ok) throw new Error(place.failure.message);
  return { ...place.value, slices: null };
}

let asked = 0;
async function costOf(place: Backend, scopes: readonly Scope[]): Promise<Omit<Point, "size">> {
  const costs: { bytes: number; ms: number }[] = [];
  for (const { window = MONTH, ...places } of scopes) {
    const request = { ...requestFor(STEP, window), ...places };
    const { scannedBytes } = await ask(place, request, `warm ${++asked}`);
    const times: number[] = [];
    for (let index = 0; index < REPETITIONS; index += 1)
      times.push((await ask(place, request, `repetition-${++asked}`)).ms);
    costs.push({ bytes: scannedBytes, ms: median(times) });
  }
  return { bytes: mean(costs.map(({ bytes }) => bytes)), ms: mean(costs.map(({ ms }) => ms)) };
}

/** All choices of `count` values. Accounts and regions differ in size, so a size is the mean of its choices. */
function choices(values: readonly string[], count: number): readonly (readonly string[])[] {
  if (count === 0) return [[]];
  return values.flatMap((value, index) =>
    choices(values.slice(index + 1), count - 1).map((others) => [value, ...others]),
  );
}

/** The windows of a number of days, one after the other; for single days, the second week. */
function windows(days: number): readonly Scope[] {
  const [first, last] = days === 1 ? [7, 14] : [0, MONTH_DAYS];
  const all: Scope[] = [];
  for (let day = first; day + days <= last; day += days) {
    const fromMs = Date.parse(DEMO_FROM) + day * DAY_MS;
    all.push({ window: [formatTime(fromMs), formatTime(fromMs + days * DAY_MS)] });
  }
  return all;
}

async function pointsOf(
  place: Backend,
  sizes: readonly number[],
  scopesOf: (size: number) => readonly Scope[],
): Promise<readonly Point[]> {
  const points: Point[] = [];
  for (const size of sizes) points.push({ size, ...(await costOf(place, scopesOf(size))) });
  return points;
}

function rowsOf(by: string, points: readonly Point[], of: string): readonly Row[] {
  const slope = (measured: (point: Point) => number) =>
    exponent(points.map((point) => [point.size, measured(point)]));
  const each = (text: (point: Point) => string) =>
    points.map((point) => `${point.size.toLocaleString("en-US")}: ${text(point)}`).join(", ");
  return [
    row({
      id: `cost-bytes-by-${by}`,
      unit: "slope",
      value: slope(({ bytes }) => bytes),
      bar: BYTES_BAR,
      note: `${each(({ bytes }) => `${(bytes / 1_000_000).toFixed(2)} MB`)}; ${of}`,
    }),
    row({
      id: `cost-time-by-${by}`,
      unit: "slope",
      value: slope(({ ms }) => ms),
      bar: null,
      note: `${each(({ ms }) => `${ms.toFixed(0)} ms`)}; ${of}`,
    }),
  ];
}

const lakes = process.argv.slice(2);
const largest = lakes.at(-1) ?? "";
const place = await openLake(largest);
async function eventsOf(lake: string): Promise<number> {
  const read = await readLake(lake);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.events;
}

async function pointsByEvents(): Promise<readonly Point[]> {
  const points: Point[] = [];
  for (const lake of lakes) {
    const opened = lake === largest ? place : await openLake(lake);
    points.push({ size: await eventsOf(lake), ...(await costOf(opened, [{}])) });
  }
  return points;
}

const of = `${(await eventsOf(largest)).toLocaleString("en-US")} events`;
const allAccounts: readonly string[] = Object.values(demoAccounts);
console.log(
  JSON.stringify([
    ...rowsOf("days", await pointsOf(place, [1, 7, MONTH_DAYS], windows), of),
    ...rowsOf(
      "accounts",
      await pointsOf(place, [1, 2, 3], (size) =>
        choices(allAccounts, size).map((accounts) => ({ accounts })),
      ),
      of,
    ),
    ...rowsOf(
      "regions",
      await pointsOf(place, [1, 2, 4], (size) =>
        choices(demoRegions, size).map((regions) => ({ regions })),
      ),
      of,
    ),
    ...rowsOf("events", await pointsByEvents(), `${MONTH_DAYS} days of all accounts and regions`),
  ]),
);
process.exit(0);
