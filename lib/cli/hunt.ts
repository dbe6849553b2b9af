/** `trailbook hunt`: what the watchlist and Sigma rules find in new logs, once each, for cron. */
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
import { type FindingEvent, isSevere } from "@/lib/hunt/new-alerts";
import type { Range } from "@/lib/hunt/plan-hunt";
import { openWebhook } from "@/lib/hunt/webhook";
import { chooseSource } from "@/lib/investigation/choose-source";
import { sourceOf } from "@/lib/investigation/investigation";
import { importedSince } from "@/lib/lake/store/imported-since";
import { readSuppressions } from "@/lib/page/suppressions";
import { fail, type Result, succeed } from "@/lib/result";
import { ruleFolder } from "@/lib/rules/rule-folder";
import { partsOf, startHits } from "@/lib/runs/hits";
import type { RunRequest } from "@/lib/runs/request";
import { rollupsKept } from "@/lib/runs/start-rollups";
import { startStep } from "@/lib/runs/start-step";
import { noRowsOf } from "@/lib/text/no-rows";
import { endedWithoutRows } from "@/lib/text/read-files";
import { fileReason } from "@/lib/writable";
import { columnsOf } from "@/queries/query";
import { DAY_MS } from "@/queries/scope";
import type { SigmaRule } from "@/queries/sigma/sigma-rule";
import type { Severity } from "@/queries/watchlist/rule";
import { sayReport, writeAlerts } from "./hunt-output";
import { type HuntWords, readHuntWords } from "./hunt-words";
import type { OnInterrupt } from "./interrupt";
import { startBy } from "./start-run";
import { say } from "./terminal";

/** What the process ends with. */
const EXIT = { nothingNew: 0, failed: 1, wrongUsage: 2, found: 10 } as const;

const STEP = "finding-events";

const scopeOf = ({ fromMs, toMs }: Range) => ({ fromMs, toMs, accounts: [], regions: [] });

function requestOf(range: Range, words: HuntWords): RunRequest {
  return {
    place: {
      playbookId: "watchlist",
      stepId: STEP,
      scope: scopeOf(range),
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

/** The events behind the findings of a range, or the hits in it. */
async function eventsOf(
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

  /** Why a hunt that found nothing does not show that nothing happened; null where it read logs. */
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
  const isRunning = (runId: string) => {
    running = runId;
  };
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
      const start = () => startBy(() => startStep(backend, requestOf(range, words)));
      const found = await eventsOf(backend, start, isRunning);
      if (!found.ok) return found;
      ranges.note(found.value.noLogs);
      return succeed(found.value.events);
    },
    ruleHits: async (range, rules) => {
      const [scope, confirmed] = [scopeOf(range), words.isConfirmed];
      const kind = "hunted-events";
      const parts = partsOf(backend, {
        kind,
        rules,
        scope,
        source: words.table,
        confirmed,
        owner: "",
      });
      if (!parts.ok) return parts;
      const events: FindingEvent[][] = [];
      for (const part of parts.value) {
        const start = () => startBy(() => startHits(backend, part));
        const found = await eventsOf(backend, start, isRunning);
        if (!found.ok) return found;
        events.push([...found.value.events]);
      }
      return succeed(events.flat());
    },
    print: (alerts) => writeAlerts(words.format, alerts),
    send: webhook === null ? null : withRetries(openWebhook(webhook), waits),
  };
}

/**
 * The rules of the folder that may report something. A folder that cannot be read is a failure: with
 * its rules away for a time, what they would have found would be missed.
 */
async function sigmaRules(least: Severity): Promise<Result<ReadonlyMap<string, SigmaRule>>> {
  const { rules, refused } = await ruleFolder();
  const unread = refused.find(({ file }) => file === ".");
  if (rules.length === 0 && unread !== undefined) return fail("config", unread.reason);
  const wanted = rules.filter(({ canMatch, rule }) => canMatch && isSevere(rule.severity, least));
  return succeed(new Map(wanted.map((each) => [each.rule.id, each])));
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
  const rules = await sigmaRules(words.leastSeverity);
  if (!rules.ok) return rules;
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
    sigmaRules: rules.value,
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
