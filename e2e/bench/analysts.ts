/** Fifty analysts at once on one server: what fails, how long a click takes, and whether memory grows. */
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { Rng } from "@/lib/demo/rng";
import { type Click, work } from "./analyst";
import { serveApp } from "./app";
import { openBareLake } from "./bare-lake";
import { type Row, row } from "./report";
import { residentBytesOf } from "./resident";
import { median, percentile } from "./statistics";

const ANALYSTS = 50;
/** Several work on the same key. */
const KEYS = 10;
/** More events than a slice holds are queried step by step, which is not measured here. */
const MOST_CALLS = 50_000;
const P95_BAR_MS = 500;
const GROWTH_BAR = 1.1;
const SEED = 5;
const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
/** They do not all start in the same second. */
const ARRIVE_WITHIN_MS = 10_000;

type Seen = { readonly atMs: number; readonly bytes: number };

/** The busiest keys that a slice can hold. */
async function busyKeys(lake: string): Promise<readonly string[]> {
  const bare = await openBareLake(lake);
  const found = await bare.runAndReadAll(
    `select useridentity.accesskeyid as accesskeyid, count(*) as total from cloudtrail
     where accesskeyid is not null group by 1 having total <= ${MOST_CALLS}
     order by total desc, accesskeyid limit ${KEYS}`,
  );
  bare.closeSync();
  return found.getRows().map(([key]) => String(key));
}

/** The median of what was resident in a part of the time, the parts in tenths. */
function residentIn(seen: readonly Seen[], fromMs: number, tenthMs: number, tenth: number): number {
  const start = fromMs + tenth * tenthMs;
  const within = seen.filter(({ atMs }) => atMs >= start && atMs < start + tenthMs);
  return median(within.map(({ bytes }) => bytes));
}

function countBy(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} × ${word}`).join("; ");
}

function rowsOf(
  clicks: readonly Click[],
  seen: readonly Seen[],
  fromMs: number,
  minutes: number,
): readonly Row[] {
  const lengthMs = minutes * MINUTE_MS;
  const errors = clicks.flatMap(({ error }) => error ?? []);
  const pivots = clicks.filter(({ isPivot, error }) => isPivot && error === null);
  const openings = clicks.filter(({ isPivot, error }) => !isPivot && error === null);
  const times = pivots.map(({ ms }) => ms);
  const perSecond = (clicks.length / (lengthMs / 1000)).toFixed(1);
  const tenths = Array.from({ length: 10 }, (_, tenth) =>
    residentIn(seen, fromMs, lengthMs / 10, tenth),
  );
  const megabytes = tenths.map((bytes) => Math.round(bytes / 1_000_000)).join(", ");
  return [
    row({
      id: "analysts-50-errors",
      unit: "answers",
      value: errors.length,
      bar: 0,
      holds: pivots.length > 0,
      note: `of ${clicks.length} clicks in ${minutes} minutes, ${perSecond} a second. ${countBy(errors)}`.trim(),
    }),
    row({
      id: "analysts-50-pivot-p95",
      unit: "ms",
      value: percentile(times, 0.95),
      bar: P95_BAR_MS,
      note: `${times.length} pivots inside a slice, from the question to the first rows; p50 ${Math.round(median(times))} ms, p99 ${Math.round(percentile(times, 0.99))} ms, longest ${Math.round(Math.max(...times))} ms; a playbook opened in ${Math.round(median(openings.map(({ ms }) => ms)))} ms in the median`,
    }),
    row({
      id: "analysts-50-memory",
      unit: "bytes",
      value: tenths[9] ?? 0,
      reference: tenths[1] ?? 0,
      bar: GROWTH_BAR,
      note: `resident in the server, the last tenth of the time beside the second; each tenth's median: ${megabytes} MB`,
    }),
  ];
}

/** Measures for some minutes, after all have started. */
export async function analystRows(lake: string, minutes: number): Promise<readonly Row[]> {
  const keys = await busyKeys(lake);
  const { url, pid, stop } = await serveApp({ TRAILBOOK_DATA: lake });
  const clicks: Click[] = [];
  const seen: Seen[] = [];
  const look = setInterval(() => {
    seen.push({ atMs: performance.now(), bytes: residentBytesOf(pid) });
  }, LOOK_EVERY_MS);
  const arrivedMs = performance.now() + ARRIVE_WITHIN_MS;
  const untilMs = arrivedMs + minutes * MINUTE_MS;
  try {
    const all = Array.from({ length: ANALYSTS }, async (_, index) => {
      const rng = new Rng(SEED, index, 0);
      await new Promise((resolve) => setTimeout(resolve, rng.int(ARRIVE_WITHIN_MS)));
      await work({
        url,
        accessKeyId: keys[index % keys.length] ?? "",
        window: [Date.parse(DEMO_FROM), Date.parse(DEMO_TO)],
        rng,
        untilMs,
        onClick: (click) => clicks.push(click),
      });
    });
    await Promise.all(all);
  } finally {
    clearInterval(look);
    await stop();
  }
  return rowsOf(clicks, seen, arrivedMs, minutes);
}
