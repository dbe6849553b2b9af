/** What a page is given by the server: the source in brief, the scope to begin with, or why there is none. */
import type { SourceSummary } from "@/lib/answers";
import { workplace } from "@/lib/engine";
import type { Lake } from "@/lib/lake/catalogue";
import { type Sample, samplesOf } from "@/lib/samples";
import { DAY_MS, formatTime, HOUR_MS, type Scope } from "@/queries/scope";

export type PageData = {
  readonly summary: SourceSummary;
  /** Where a link names no scope: the last week of the logs. */
  readonly scope: Scope;
  /** Why no question can be asked yet, in a sentence. */
  readonly problem: string | null;
  /** Incidents of the demo account to try. */
  readonly samples: readonly Sample[];
};

const WEEK_DAYS = 7;

function daysOf(lake: Lake): readonly [first: string, last: string] | null {
  const days = lake.partitions.map(({ year, month, day }) => `${year}-${month}-${day}`).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

/** Reads the page's data; never fails: a page without a source still tells what to do. */
export async function pageData(nowMs: number): Promise<PageData> {
  const place = await workplace();
  const lake = place.ok ? await place.value.lake() : place;
  const days = lake.ok ? daysOf(lake.value) : null;
  const thisHourMs = nowMs - (nowMs % HOUR_MS);
  const endMs = days ? Date.parse(`${days[1]}T00:00:00Z`) + DAY_MS : thisHourMs;
  const partitions = lake.ok ? lake.value.partitions : [];
  return {
    summary: {
      engineLabel: "DuckDB · local lake",
      isFree: true,
      accounts: distinct(partitions.map(({ account }) => account)),
      regions: distinct(partitions.map(({ region }) => region)),
      firstDay: days?.[0] ?? null,
      lastDay: days?.[1] ?? null,
      events: lake.ok ? lake.value.events : null,
      presetEnd: formatTime(endMs),
      deliveryLagMs: place.ok ? place.value.source.deliveryLagMs : 0,
      maxWindowDays: place.ok ? place.value.config.maxWindowDays : 1,
    },
    scope: { accounts: [], regions: [], fromMs: endMs - WEEK_DAYS * DAY_MS, toMs: endMs },
    problem: lake.ok ? null : lake.failure.message,
    samples: place.ok ? await samplesOf(place.value.config.dataDir) : [],
  };
}
