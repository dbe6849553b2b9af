/** What a page is given by the server: the source in brief, the scope to begin with, or why there is none. */
import type { SourceSummary } from "@/lib/answers";
import { chooseSource, describeSource, type SourceChoice, type Sources } from "@/lib/choose-source";
import { type Workplace, workplace } from "@/lib/engine";
import { type Sample, samplesOf } from "@/lib/samples";
import { DAY_MS, formatTime, HOUR_MS, type Scope } from "@/queries/scope";

export type PageData = {
  readonly summary: SourceSummary;
  /** Where a link names no scope: the last week of the logs, or the last day of a live source. */
  readonly scope: Scope;
  /** Why no question can be asked yet, in a sentence. */
  readonly problem: string | null;
  /** Incidents of the demo account to try. */
  readonly samples: readonly Sample[];
};

const WEEK_DAYS = 7;

const NO_SOURCES: Sources = {
  usable: [],
  refused: [],
  others: [],
  chosen: null,
  place: "This engine",
  database: null,
};

const describeAll = ({ sources, holdings }: Workplace): Promise<readonly SourceChoice[]> =>
  Promise.all(
    sources.usable.map(async (found) => {
      const held = await holdings(found);
      return describeSource(found, held.ok ? held.value : { accounts: [], regions: [] });
    }),
  );

/** Reads the page's data; never fails: a page without a source still tells what to do. */
export async function pageData(nowMs: number): Promise<PageData> {
  const place = await workplace();
  const config = place.ok ? place.value.config : null;
  const sources = place.ok ? place.value.sources : NO_SOURCES;
  const meant = chooseSource(sources, undefined);
  const held = !place.ok ? place : meant.ok ? await place.value.holdings(meant.value) : meant;
  const { others: _, ...offered } = sources;
  const usable = place.ok ? await describeAll(place.value) : [];
  const { firstDay = null, lastDay = null } = held.ok ? held.value : {};
  // The latest events are in, and who asks within the same hour asks the same.
  const thisHourEndMs = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  const endMs = lastDay === null ? thisHourEndMs : Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS;
  const days = lastDay === null ? 1 : WEEK_DAYS;
  return {
    summary: {
      engineLabel: place.ok ? place.value.label : "No engine",
      dollarsPerTb: place.ok ? place.value.dollarsPerTb : null,
      accounts: held.ok ? held.value.accounts : [],
      regions: held.ok ? held.value.regions : [],
      firstDay,
      lastDay,
      events: held.ok ? held.value.events : null,
      presetEnd: formatTime(endMs),
      deliveryLagMs: meant.ok ? meant.value.source.deliveryLagMs : 0,
      sources: { ...offered, usable },
      maxWindowDays: place.ok ? place.value.config.maxWindowDays : 1,
    },
    scope: { accounts: [], regions: [], fromMs: endMs - days * DAY_MS, toMs: endMs },
    // Where there is a choice, the page asks for it.
    problem: held.ok || sources.usable.length > 1 ? null : held.failure.message,
    samples: config?.engine === "duckdb" ? await samplesOf(config.dataDir) : [],
  };
}
