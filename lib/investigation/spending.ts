/**
 * What an investigation has cost so far.
 *
 * A run counts when it belongs to the investigation: it is on its path, which the link names, or was
 * started for it in this tab. It counts once, by what its engine reports at its end, whether it was
 * done, failed or was stopped. A result of another step, or one that Athena reused, scanned nothing
 * and adds nothing. A live run counts once it has ended.
 */
import { isLive, type RunCost, type RunState } from "@/lib/api/run";
import { costOfRun } from "@/lib/text/price";
import { findPlaybook } from "@/queries/index";
import type { Investigation, Place } from "./investigation";

/** By run id; null is a live run. */
export type Spending = Readonly<Record<string, RunCost | null>>;

export type Spent = {
  /** Runs that were started and have ended. */
  readonly runs: number;
  readonly scannedBytes: number;
  /** US dollars; null on an engine that costs nothing. */
  readonly dollars: number | null;
};

/** A run as the page sees it. */
export type SeenRun = {
  readonly runId: string;
  /** The id in links, which on some engines differs from this process's id. */
  readonly name: string;
  /** It belongs to this investigation. */
  readonly isOwn: boolean;
  readonly isLive: boolean;
  /** Null while it runs, or if unknown. */
  readonly cost: RunCost | null;
};

const nameOf = (runId: string, state: RunState): string =>
  ("lastingId" in state ? state.lastingId : undefined) ?? runId;

/** A run in a state; `dollarsPerTb` as in `costOfRun`. */
export function seenRun(
  runId: string,
  isOwn: boolean,
  state: RunState,
  dollarsPerTb: number | null,
): SeenRun {
  return {
    runId,
    name: nameOf(runId, state),
    isOwn,
    isLive: isLive(state),
    cost: costOfRun(state, dollarsPerTb),
  };
}

/** Notes a run; the same spending where that changes nothing. */
export function noteRun(spending: Spending, seen: SeenRun): Spending {
  const { runId, name, isOwn, isLive, cost } = seen;
  const before = spending[runId];
  const isWaitedFor = before === null;
  if (before || (!isWaitedFor && (spending[name] || !isOwn))) return spending;
  if (isLive) return isWaitedFor ? spending : { ...spending, [runId]: null };
  // After its end it also has the id that links use.
  const { [runId]: _, ...others } = spending;
  if (spending[name]) return others;
  if (cost) return { ...others, [name]: cost };
  return isWaitedFor ? others : spending;
}

/** Whether noting the run would change anything. */
export function isNews(spending: Spending, seen: SeenRun): boolean {
  return noteRun(spending, seen) !== spending;
}

/** The runs that were started and are not known to have ended. */
export function unsettled(spending: Spending): readonly string[] {
  return Object.keys(spending).filter((runId) => spending[runId] === null);
}

/** The sum of what has ended. */
export function totalOf(spending: Spending, dollarsPerTb: number | null): Spent {
  const costs = Object.values(spending).filter((cost) => cost !== null);
  return {
    runs: costs.length,
    scannedBytes: costs.reduce((sum, cost) => sum + cost.scannedBytes, 0),
    dollars:
      dollarsPerTb === null ? null : costs.reduce((sum, cost) => sum + (cost.dollars ?? 0), 0),
  };
}

/**
 * The key of the investigation that a stop of its path belongs to: the playbook and required inputs of
 * its first stop. Another window, step or filter is the same investigation; another key or instance
 * is a different one.
 */
export function subjectOf(investigation: Investigation): string {
  const first: Place = investigation.path[0] ?? investigation;
  const needed = (findPlaybook(first.playbookId)?.steps[0]?.inputs ?? [])
    .filter(({ required }) => required)
    .map(({ name }) => first.inputs[name] ?? "");
  return JSON.stringify([first.playbookId, ...needed]);
}

/** The most investigations of one tab; the oldest is dropped. */
const MAX_SUBJECTS = 50;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A stored cost; null is a live run, undefined is invalid. */
function readCost(value: unknown): RunCost | null | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const { scannedBytes, dollars, reused } = value;
  if (typeof scannedBytes !== "number" || typeof reused !== "boolean") return undefined;
  if (dollars !== null && typeof dollars !== "number") return undefined;
  return { scannedBytes, dollars, reused };
}

/** Reads the stored costs of all investigations; invalid parts are left out. */
export function parseKept(text: string | null): Readonly<Record<string, Spending>> {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
  const entries = Object.entries(isObject(kept) ? kept : {}).map(([subject, runs]) => {
    const costs = Object.entries(isObject(runs) ? runs : {}).flatMap(([runId, value]) => {
      const cost = readCost(value);
      return cost === undefined ? [] : [[runId, cost] as const];
    });
    return [subject, Object.fromEntries(costs)] as const;
  });
  return Object.fromEntries(entries);
}

/** Writes one investigation's costs to those of the others. */
export function formatKept(text: string | null, subject: string, spending: Spending): string {
  const { [subject]: _, ...others } = parseKept(text);
  const latest = Object.entries({ ...others, [subject]: spending }).slice(-MAX_SUBJECTS);
  return JSON.stringify(Object.fromEntries(latest));
}
