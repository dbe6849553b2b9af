/** The data of a page: the source, the default scope, or why there is none. */
import type { SourceSummary } from "@/lib/api/answers";
import type { SourceChoice } from "@/lib/api/sources";
import { type Backend, backend } from "@/lib/backend";
import { type Sample, samplesOf } from "@/lib/demo/samples";
import type { SourceFacts } from "@/lib/engine/source-facts";
import { geo } from "@/lib/geo/geo";
import { chooseSource, describeSource, type Sources } from "@/lib/investigation/choose-source";
import {
  allLogs,
  type DefaultScopes,
  defaultScopes,
  endOfLogs,
} from "@/lib/investigation/default-range";
import type { Source } from "@/queries/layouts";
import { plan } from "@/queries/partitions";
import { formatTime } from "@/queries/scope";

export type PageData = {
  readonly summary: SourceSummary;
  /** The scopes for a link that names none. */
  readonly scopes: DefaultScopes;
  /** Why nothing can be queried yet, a sentence. */
  readonly problem: string | null;
  /** Incidents of the demo account to try. */
  readonly samples: readonly Sample[];
};

const NO_SOURCES: Sources = {
  usable: [],
  refused: [],
  others: [],
  chosen: null,
  place: "This engine",
  database: null,
};

const describeAll = ({ sources, holdings, slices }: Backend): Promise<readonly SourceChoice[]> =>
  Promise.all(
    sources.usable.map(async (found) => {
      const facts = await holdings(found);
      const none = { accounts: [], regions: [] };
      const described = describeSource(found, facts.ok ? facts.value : none);
      return {
        ...described,
        notes: [...described.notes, ...(slices?.rollupProblem ? [slices.rollupProblem] : [])],
      };
    }),
  );

/** What a question over all logs of a source scans, bytes; null if their days are unknown. */
async function bytesOfAll(facts: SourceFacts, source: Source): Promise<number | null> {
  const all = allLogs(facts);
  if (all === null) return null;
  const scope = { accounts: [], regions: [], ...all };
  const reads = await facts.readsOf({ plan: plan(scope, source), paths: null, scope });
  return reads.ok ? reads.value.bytes : null;
}

/** Reads the page's data. Never fails: a page without a source says what to do. */
export async function pageData(nowMs: number): Promise<PageData> {
  const place = await backend();
  const config = place.ok ? place.value.config : null;
  const sources = place.ok ? place.value.sources : NO_SOURCES;
  const meant = chooseSource(sources, undefined);
  const facts = !place.ok ? place : meant.ok ? await place.value.holdings(meant.value) : meant;
  const { others: _, ...offered } = sources;
  const usable = place.ok ? await describeAll(place.value) : [];
  const { firstDay = null, lastDay = null, events = null } = facts.ok ? facts.value : {};
  const bytes = facts.ok && meant.ok ? await bytesOfAll(facts.value, meant.value.source) : null;
  const limits = config ?? { maxWindowDays: 1, askAboveBytes: 0, runsBaseline: false };
  return {
    summary: {
      engineLabel: place.ok ? place.value.label : "No engine",
      dollarsPerTb: place.ok ? place.value.dollarsPerTb : null,
      accounts: facts.ok ? facts.value.accounts : [],
      accountNames: config?.accountNames ?? {},
      regions: facts.ok ? facts.value.regions : [],
      firstDay,
      lastDay,
      events,
      presetEnd: formatTime(endOfLogs(lastDay, nowMs)),
      deliveryLagMs: meant.ok ? meant.value.source.deliveryLagMs : 0,
      sources: { ...offered, usable },
      geo: (await geo()).summary,
      maxWindowDays: limits.maxWindowDays,
      runsBaseline: limits.runsBaseline,
    },
    scopes: defaultScopes({ firstDay, lastDay, bytes, events }, limits, nowMs),
    // Where there is a choice, the page asks for it.
    problem: facts.ok || sources.usable.length > 1 ? null : facts.failure.message,
    samples: config?.engine === "duckdb" ? await samplesOf(config.dataDir) : [],
  };
}
