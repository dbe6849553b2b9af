/** `trailbook hunt`: what the watchlist finds in new logs, once each, for cron. */
import { setTimeout as wait } from "node:timers/promises";
import { type AlertSettings, readAlertSettings } from "@/lib/alert-settings";
import { type Backend, backend } from "@/lib/backend";
import { doneColumns } from "@/lib/engine/answer-rows";
import type { Alert } from "@/lib/hunt/alert";
import { alertLink } from "@/lib/hunt/alert-link";
import { withRetries } from "@/lib/hunt/deliver";
import { findingEventOf } from "@/lib/hunt/finding-row";
import { type HuntPorts, type HuntReport, hunt as huntOnce } from "@/lib/hunt/hunt";
import { type HuntFiles, huntFiles } from "@/lib/hunt/hunt-files";
import type { HuntState } from "@/lib/hunt/hunt-state";
import type { FindingEvent } from "@/lib/hunt/new-alerts";
import type { Range } from "@/lib/hunt/plan-hunt";
import { openWebhook } from "@/lib/hunt/webhook";
import { chooseSource } from "@/lib/investigation/choose-source";
import { sourceOf } from "@/lib/investigation/investigation";
import { importedSince } from "@/lib/lake/store/imported-since";
import { readSuppressions } from "@/lib/page/suppressions";
import { fail, type Result, succeed } from "@/lib/result";
import type { RunRequest } from "@/lib/runs/request";
import { rollupsKept } from "@/lib/runs/start-rollups";
import { startStep } from "@/lib/runs/start-step";
import { noRowsOf } from "@/lib/text/no-rows";
import { endedWithoutRows } from "@/lib/text/read-files";
import { fileReason } from "@/lib/writable";
import { columnsOf } from "@/queries/query";
import { DAY_MS } from "@/queries/scope";
import { sayReport, writeAlerts } from "./hunt-output";
import { type HuntWords, readHuntWords } from "./hunt-words";
import type { OnInterrupt } from "./interrupt";
import { startBy } from "./start-run";
import { say } from "./terminal";

/** What the process ends with. */
const EXIT = { nothingNew: 0, failed: 1, wrongUsage: 2, found: 10 } as const;

const STEP = "finding-events";

function requestOf({ fromMs, toMs }: Range, words: HuntWords): RunRequest {
  return {
    place: {
      playbookId: "watchlist",
      stepId: STEP,
      scope: { fromMs, toMs, accounts: [], regions: [] },
      inputs: {},
      filters: [],
      ...sourceOf({ source: words.table }),
    },
    columns: columnsOf({ kind: STEP, isOnPage: true, hasActs: true }),
    counts: null,
    mode: "fresh",
    confirmed: words.isConfirmed,
    withRows: false,
    linkedRunId: null,
  };
}

/** The events behind the findings of a range. */
async function findingEvents(
  { engine }: Backend,
  start: () => ReturnType<typeof startBy>,
  running: (runId: string) => void,
): Promise<Result<{ readonly events: readonly FindingEvent[]; readonly noLogs: string | null }>> {
  const started = await start();
  if (!started.ok) return started;
  const { runId, estimate } = started.value;
  running(runId);
  const columns = await doneColumns(engine, runId);
  if (!columns.ok) return columns;
  const events: FindingEvent[] = [];
  for await (const rows of engine.allRows(runId))
    for (const row of rows) events.push(findingEventOf(columns.value, row));
  const state = (await engine.states([runId])).get(runId);
  if (state && endedWithoutRows(state) && !estimate.isListing) {
    const { kind, title, sentences } = noRowsOf(estimate, state);
    if (kind !== "events") return succeed({ events, noLogs: `${title}: ${sentences.join(" ")}` });
  }
  return succeed({ events, noLogs: null });
}

/** The ranges that a hunt has read, and those of them without any logs. */
class RangesRead {
  private withLogs = 0;
  private readonly without: string[] = [];

  note(noLogs: string | null): void {
    if (noLogs === null) this.withLogs += 1;
    else this.without.push(noLogs);
  }

  /** Why a hunt that found nothing is no good news; null where it read logs. */
  problem(): string | null {
    return this.withLogs > 0 ? null : (this.without[0] ?? null);
  }
}

type Opened = {
  readonly backend: Backend;
  readonly words: HuntWords;
  readonly settings: AlertSettings;
  readonly files: HuntFiles;
  readonly onInterrupt: OnInterrupt;
  readonly ranges: RangesRead;
};

function portsOf({ backend, words, settings, files, onInterrupt, ranges }: Opened): HuntPorts {
  const { engine, close, config } = backend;
  let running: string | null = null;
  onInterrupt(async () => {
    await close();
    if (running !== null) await engine.cancel(running, "person");
  });
  const waits = { wait: (ms: number) => wait(ms), chance: Math.random };
  const { webhook } = settings;
  return {
    ...files,
    nowMs: Date.now,
    importedSince: async (state: HuntState | null) =>
      config.engine === "duckdb"
        ? importedSince(config.dataDir, state?.batch ?? null)
        : succeed(null),
    findingEvents: async (range) => {
      const found = await findingEvents(
        backend,
        () => startBy(() => startStep(backend, requestOf(range, words))),
        (runId) => {
          running = runId;
        },
      );
      if (!found.ok) return found;
      ranges.note(found.value.noLogs);
      return succeed(found.value.events);
    },
    print: (alerts) => writeAlerts(words.format, alerts),
    send: webhook === null ? null : withRetries(openWebhook(webhook), waits),
  };
}

/** A source by a name that no other has. */
function sourceName({ config: { athena } }: Backend, table: string): string {
  return athena === null
    ? "lake"
    : `athena/${athena.region}/${athena.catalog}.${athena.database}.${table}`;
}

async function run(
  words: HuntWords,
  ranges: RangesRead,
  onInterrupt: OnInterrupt,
): Promise<Result<HuntReport>> {
  const settings = readAlertSettings();
  if (!settings.ok) return settings;
  const opened = await backend();
  if (!opened.ok) return opened;
  const { config, sources } = opened.value;
  const chosen = chooseSource(sources, words.table);
  if (!chosen.ok) return chosen;
  const { table } = chosen.value.source;
  const source = sourceName(opened.value, table);
  const files = huntFiles(config.dataDir, source);
  const { base, webhook } = settings.value;
  const ports = portsOf({
    backend: opened.value,
    words,
    settings: settings.value,
    files,
    onInterrupt,
    ranges,
  });
  // As on the page: what cannot be read suppresses nothing.
  const suppressed = await readSuppressions({ config, nowMs: ports.nowMs() });
  if (!suppressed.ok) say(suppressed.failure.message);
  const linkTable = sources.usable.length > 1 ? table : null;
  const options = {
    ...words,
    source,
    longestMs: config.maxWindowDays * DAY_MS,
    suppressions: suppressed.ok ? suppressed.value.active : [],
    channels: webhook === null ? (["output"] as const) : (["output", "webhook"] as const),
    linkOf: (alert: Omit<Alert, "link">, foundFromMs: number) =>
      alertLink(alert, foundFromMs, base, linkTable),
  };
  if (words.isDryRun) return huntOnce(ports, options);
  const lock = files.lock();
  if (!lock.ok) return lock;
  try {
    return await huntOnce(ports, options);
  } catch (error) {
    // A full or read-only disk: what was written before stays, and the next hunt goes on from there.
    if (error instanceof Error && "syscall" in error)
      return fail("not-writable", `The hunt could not write its files: ${fileReason(error)}.`);
    throw error;
  } finally {
    lock.value();
  }
}

/** `trailbook hunt`; the exit code. */
export async function hunt(
  given: readonly string[],
  onInterrupt: OnInterrupt,
): Promise<Result<number>> {
  const words = readHuntWords(given);
  if (!words.ok) {
    say(words.failure.message);
    return succeed(EXIT.wrongUsage);
  }
  const ranges = new RangesRead();
  const done = await run(words.value, ranges, onInterrupt);
  await rollupsKept();
  if (!done.ok) return done;
  sayReport(done.value, words.value.isDryRun || process.stderr.isTTY);
  const { found, delivered } = done.value;
  if (delivered !== null && delivered.waiting > 0) return succeed(EXIT.failed);
  if (found > 0) return succeed(EXIT.found);
  const noLogs = ranges.problem();
  if (noLogs === null) return succeed(EXIT.nothingNew);
  say(noLogs);
  return succeed(EXIT.failed);
}
