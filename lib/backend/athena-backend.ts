/** The backend over Amazon Athena: its engine, and the sources among the database's tables. */

import type { AthenaConfig, Config } from "@/lib/config";
import { type Connection, createConnection, openS3 } from "@/lib/engine/athena/aws/clients";
import { closedDayStamp, dataVersionAt, supersededNotice } from "@/lib/engine/athena/data-version";
import { createReads, type ReadsOf } from "@/lib/engine/athena/estimate/reads";
import { gatherAthenaSources } from "@/lib/engine/athena/list-sources";
import { withLogFolders } from "@/lib/engine/athena/log-files/log-names";
import { readLogRecord } from "@/lib/engine/athena/log-files/log-record";
import { openAthena } from "@/lib/engine/athena/open";
import { openSliceStore } from "@/lib/engine/slices/slice-store";
import { createSlicedEngine } from "@/lib/engine/slices/sliced-engine";
import { createSlices } from "@/lib/engine/slices/slices";
import type { SourceFacts } from "@/lib/engine/source-facts";
import { type Sources, sourceProblem, tableNamed } from "@/lib/investigation/choose-source";
import { fail, type Result, succeed } from "@/lib/result";
import type { FoundSource, GatheredSources } from "@/queries/gather-sources";
import type { Backend } from "./backend";

const holdingsOf = (
  source: FoundSource,
  reuseMaxAgeMinutes: number,
  readsOf: ReadsOf,
): SourceFacts => ({
  accounts: source.accounts,
  regions: source.regions ?? [],
  firstDay: null,
  lastDay: null,
  events: null,
  readsOf: (planned) => readsOf({ ...planned, source }),
  dataVersionOf: (deliveredUntilMs, askedMs = Number.POSITIVE_INFINITY) =>
    // Athena's clock may be ahead of this one, so an age is never negative.
    dataVersionAt(Math.min(askedMs, Date.now()), deliveredUntilMs, reuseMaxAgeMinutes),
  dayStampOf: (day) => closedDayStamp(Date.now(), day),
  supersededNotice,
});

/** Why the table that ATHENA_TABLE names cannot be used; null if it can. */
function tableProblem(
  { usable, refused, others }: Pick<Sources, "usable" | "refused" | "others">,
  { table: setting, database }: Pick<AthenaConfig, "table" | "database">,
): string | null {
  const table = tableNamed(setting ?? "", database);
  const names = usable.map(({ source }) => source.table);
  if (names.includes(table)) return null;
  if (table.includes("."))
    return `ATHENA_TABLE=${setting} names another database than ATHENA_DATABASE=${database}: set both to the same.`;
  const why = [...refused, ...others].find((each) => each.table === table)?.problem;
  return why === undefined
    ? `ATHENA_TABLE=${setting} is not a usable table of ${database}; ${names.length > 0 ? `choose from ${names.join(", ")}` : "it has none, or Lake Formation hides them from this server"}.`
    : `ATHENA_TABLE=${setting} cannot be queried: ${why.charAt(0).toLowerCase()}${why.slice(1)}`;
}

/** A found source, with accounts and regions from the settings if the table lists none. */
function known(found: FoundSource, settings: AthenaConfig): FoundSource {
  const { covers } = found;
  const set = (names: readonly string[]) => (names.length > 0 ? names : null);
  const pick = (own: readonly string[] | null, setting: readonly string[] | null) =>
    covers.mayHoldMore ? (setting ?? own) : (own ?? setting);
  const accounts = pick(set(found.accounts), set(settings.accounts)) ?? [];
  const regions = pick(found.regions, set(settings.regions));
  const source = { ...found.source, accounts, regions: regions ?? [] };
  const limits = {
    accounts: covers.accounts && accounts,
    regions: covers.regions && regions,
  };
  return { ...found, accounts, regions, source, covers: { ...covers, ...limits } };
}

/**
 * The sources of the database. A question that names none uses the configured one, or else the only
 * one. Fails if the configured one, or every one, cannot be queried.
 */
function sourcesOf(
  { found, refused, others }: GatheredSources,
  athena: AthenaConfig,
): Result<Sources> {
  const { table, database } = athena;
  const usable = found.map((each) => known(each, athena));
  const [first, second] = usable;
  const only = first && !second ? first.source.table : null;
  const chosen = table === null ? only : tableNamed(table, database);
  const place = `The database ${database}`;
  const sources = { usable, refused, others, chosen, place, database };
  const problem =
    table === null
      ? first === undefined && sourceProblem(sources, [], refused[0]?.table)
      : tableProblem(sources, athena);
  return problem ? fail("config", problem) : succeed(sources);
}

/** The sources with the folders of their log files, for those whose days can be read by the hour. */
async function hourExact(
  gathered: GatheredSources,
  config: Config,
  athena: AthenaConfig,
  connection: Connection,
) {
  if (!config.pathRanges) return gathered;
  const s3 = openS3(athena, connection);
  const found = await withLogFolders(gathered.found, s3, config.dataDir, Date.now());
  s3.destroy();
  return { ...gathered, found };
}

/** A health check may come every second; AWS is called far less often. */
const PROBLEM_FRESH_MS = 30_000;

/** Caches the answer for some time, so that frequent callers cost few calls. */
function atMostEvery<T>(ms: number, look: () => Promise<T>): () => Promise<T> {
  let latest: { readonly answer: Promise<T>; readonly atMs: number } | null = null;
  return () => {
    const nowMs = performance.now();
    if (latest === null || nowMs - latest.atMs >= ms) latest = { answer: look(), atMs: nowMs };
    return latest.answer;
  };
}

/** Opens Athena with the configured workgroup and database; a wrong setting is reported by name. */
export async function openAthenaBackend(config: Config): Promise<Result<Backend>> {
  const { athena, deliveryLagMs } = config;
  if (!athena) return fail("config", "Set ATHENA_DATABASE and AWS_REGION: Athena needs both.");
  const { dollarsPerTb, reuseMaxAgeMinutes, ...place } = athena;
  const connection = createConnection();
  const gathered = await gatherAthenaSources({ ...place, deliveryLagMs }, connection);
  if (!gathered.ok) return gathered;
  const sources = sourcesOf(await hourExact(gathered.value, config, athena, connection), athena);
  if (!sources.ok) return sources;
  const engine = await openAthena(place, connection);
  if (!engine.ok) return engine;
  const base = engine.value;
  const s3 = openS3(place, connection);
  const problem = atMostEvery(PROBLEM_FRESH_MS, async () => {
    const listed = await gatherAthenaSources({ ...place, deliveryLagMs }, connection);
    return listed.ok ? null : listed.failure.message;
  });
  const readsOf = createReads(s3, deliveryLagMs);
  const store = await openSliceStore(config);
  const sliced = createSlicedEngine({
    base,
    allRows: base.allRows,
    store,
    load: (runId, columns) => store.adopt(runId, columns, base.allRows(runId)),
    mostEvents: config.sliceEvents,
  });
  return succeed({
    config,
    engine: sliced,
    slices:
      config.sliceEvents === 0
        ? null
        : createSlices({
            engine: sliced,
            mostEvents: config.sliceEvents,
            mostSlices: config.slices,
            isFree: false,
          }),
    sources: sources.value,
    label: `Athena · ${place.workgroup}`,
    dollarsPerTb,
    cutoffBytes: base.cutoffBytes,
    holdings: async (source) => succeed(holdingsOf(source, reuseMaxAgeMinutes, readsOf)),
    recordFrom: (logFile, eventId, signal) => readLogRecord(s3, logFile, eventId, signal),
    logWarning: async () => null,
    problem,
    close: async () => {
      await base.close();
      s3.destroy();
    },
  });
}
