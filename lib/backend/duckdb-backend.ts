/** The backend over the local lake: the embedded engine, and the facts from the lake's manifest. */

import type { Config } from "@/lib/config";
import { pagesOf } from "@/lib/engine/answer-rows";
import { openDuckDb } from "@/lib/engine/duckdb/engine";
import { readsAmong } from "@/lib/engine/duckdb/partition-reads";
import { spillDirOf } from "@/lib/engine/duckdb/spill-dir";
import { createSlicedEngine } from "@/lib/engine/slices/sliced-engine";
import { createSlices } from "@/lib/engine/slices/slices";
import { NO_EVENTS, type SourceFacts } from "@/lib/engine/source-facts";
import { onlySource } from "@/lib/investigation/choose-source";
import { lakeSource } from "@/lib/lake/lake-source";
import { readRecord } from "@/lib/lake/record/record";
import { lakeProblem, readLake } from "@/lib/lake/store/catalogue";
import { lakePaths } from "@/lib/lake/store/lake-paths";
import type { Lake, LakePartition } from "@/lib/lake/types";
import { type Result, succeed } from "@/lib/result";
import type { Backend } from "./backend";

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

const dayOf = ({ year, month, day }: LakePartition): string => `${year}-${month}-${day}`;

/** The files of a day: an import that adds to it changes its version. */
const dayStamp = (partitions: readonly LakePartition[]): string =>
  partitions.length === 0
    ? NO_EVENTS
    : partitions
        .flatMap(({ parquet }) => parquet.map(({ path, bytes }) => `${path} ${bytes}`))
        .sort()
        .join("\n");

function byDay(partitions: readonly LakePartition[]): ReadonlyMap<string, LakePartition[]> {
  const days = new Map<string, LakePartition[]>();
  for (const partition of partitions) {
    const day = dayOf(partition);
    const others = days.get(day);
    if (others) others.push(partition);
    else days.set(day, [partition]);
  }
  return days;
}

function holdingsOf({ dataVersion, events, partitions }: Lake): SourceFacts {
  const filesByDay = byDay(partitions);
  const days = distinct(partitions.map(dayOf));
  return {
    accounts: distinct(partitions.map(({ account }) => account)),
    regions: distinct(partitions.map(({ region }) => region)),
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    events,
    readsOf: async ({ plan }) => succeed(readsAmong(plan, partitions)),
    dataVersionOf: () => ({ name: dataVersion, reuseMinutes: 0 }),
    dayStampOf: (day) => dayStamp(filesByDay.get(day) ?? []),
    supersededNotice: (earlier, now) =>
      earlier === now ? null : "The lake has grown since this result.",
  };
}

/** Opens the embedded engine over the configured lake, which need not exist yet. */
export async function openDuckDbBackend(config: Config): Promise<Result<Backend>> {
  const { dataDir, concurrentRuns, memoryLimitMb, sliceEvents } = config;
  let latest: { readonly lake: Lake; readonly holdings: SourceFacts } | null = null;
  const base = await openDuckDb({
    table: lakeSource.table,
    eventsDir: lakePaths(dataDir).events,
    partitions: async () => {
      const read = await readLake(dataDir);
      return read.ok ? read.value.partitions : [];
    },
    concurrentRuns,
    memoryLimitMb,
    spillDir: await spillDirOf(dataDir),
  });
  const engine = createSlicedEngine({
    base,
    allRows: (id) => pagesOf(base, id),
    store: base,
    // The rows of a slice are in its store already.
    load: async () => undefined,
    mostEvents: sliceEvents,
  });
  return succeed({
    config,
    engine,
    slices:
      sliceEvents === 0
        ? null
        : createSlices({
            engine,
            mostEvents: sliceEvents,
            mostSlices: config.slices,
            isFree: true,
          }),
    sources: onlySource(lakeSource, "The local lake"),
    label: "DuckDB · local lake",
    dollarsPerTb: null,
    cutoffBytes: null,
    holdings: async () => {
      const read = await readLake(dataDir);
      if (!read.ok) return read;
      if (latest?.lake !== read.value)
        latest = { lake: read.value, holdings: holdingsOf(read.value) };
      return succeed(latest.holdings);
    },
    recordFrom: readRecord,
    logWarning: async (logFile) => {
      const read = await readLake(dataDir);
      return read.ok ? (read.value.warnings[logFile] ?? null) : null;
    },
    problem: () => lakeProblem(dataDir),
    // Runs of the embedded engine end with the process.
    close: async () => undefined,
  });
}
