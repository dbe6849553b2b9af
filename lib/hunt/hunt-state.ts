/** What one hunt leaves for the next: how far it came, and which events it has reported. */
import * as z from "zod";
import { DAY_MS } from "@/queries/scope";

/** The newest version that this program reads. */
export const STATE_VERSION = 1;

/** How long a reported event is remembered, days. */
const MEMORY_DAYS = 400;
/** How long a first use is remembered: the 30 days of the rules, and as much for late logs. */
const USE_MEMORY_DAYS = 60;
/** The most reported events that are remembered, some 20 bytes each. */
const MOST_REPORTED = 1_000_000;

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The identities of reported events, by the UTC day of the event. */
export const Reported = z.record(Day, z.array(z.string()));
export type Reported = z.infer<typeof Reported>;

/** By the hash of what an actor did for the first time, when it was last done. */
export const Uses = z.record(z.string(), z.number());
export type Uses = z.infer<typeof Uses>;

/** Times are milliseconds since 1970. */
export const HuntState = z.object({
  version: z.literal(STATE_VERSION),
  source: z.string(),
  /** Where the first hunt began. Older events are reported only if they are imported later. */
  beginningMs: z.number(),
  /**
   * What the clock said at past hunts, ascending: the last reading of each UTC day. The last is the
   * watermark.
   */
  readingsMs: z.array(z.number()).min(1),
  /** The last batch of the lake that a hunt has seen; null where the source is not a lake. */
  batch: z.number().nullable(),
  /** Events before this were forgotten, so that they cannot be looked at again. */
  forgottenBeforeMs: z.number(),
  reported: Reported,
  uses: Uses,
  /** By Sigma rule, the time of the first event that it may report. */
  ruleStarts: z.record(z.string(), z.number()).default({}),
});
export type HuntState = z.infer<typeof HuntState>;

/** The UTC day of a time, `2026-03-19`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** How far hunts have come: the greatest reading of the clock. */
export function watermarkOf({ readingsMs }: HuntState): number {
  return Math.max(...readingsMs);
}

function withReading(readingsMs: readonly number[], nowMs: number): number[] {
  const last = new Map<string, number>();
  for (const ms of [...readingsMs, nowMs])
    last.set(dayOf(ms), Math.max(ms, last.get(dayOf(ms)) ?? ms));
  return [...last.values()].sort((a, b) => a - b).slice(-MEMORY_DAYS);
}

function merged(all: readonly Reported[]): Reported {
  const days = [...new Set(all.flatMap((each) => Object.keys(each)))].sort();
  return Object.fromEntries(
    days.map((day) => [day, [...new Set(all.flatMap((each) => each[day] ?? []))]]),
  );
}

/** The last time of each use; those that no event can follow any more are dropped. */
function lastUses(all: readonly Uses[]): Uses {
  const last = new Map<string, number>();
  let newestMs = 0;
  for (const [use, ms] of all.flatMap((each) => Object.entries(each))) {
    last.set(use, Math.max(ms, last.get(use) ?? 0));
    newestMs = Math.max(newestMs, ms);
  }
  return Object.fromEntries(
    [...last].filter(([, ms]) => ms >= newestMs - USE_MEMORY_DAYS * DAY_MS),
  );
}

/**
 * The oldest day that is remembered: those before are too old, or too many. By the days of events,
 * because this host's clock may be wrong.
 */
function oldestKept(reported: Reported, mostReported: number): string {
  const days = Object.keys(reported).sort().reverse();
  const [newest] = days;
  if (newest === undefined) return "";
  const keptMs = Date.parse(newest) - MEMORY_DAYS * DAY_MS;
  let total = 0;
  for (const day of days) {
    total += reported[day]?.length ?? 0;
    // The newest day is kept, whatever its size.
    if (total > mostReported && day !== newest)
      return dayOf(Math.max(keptMs, Date.parse(day) + DAY_MS));
  }
  return dayOf(keptMs);
}

/** What a hunt adds to the state. */
export type Hunted = {
  readonly nowMs: number;
  readonly batch: number | null;
  readonly reported: readonly Reported[];
  readonly uses: readonly Uses[];
  readonly ruleStarts: HuntState["ruleStarts"];
};

/** The state after a hunt. The watermark never goes back. */
export function advance(
  state: HuntState,
  { nowMs, batch, reported, uses, ruleStarts }: Hunted,
  mostReported = MOST_REPORTED,
): HuntState {
  const readingsMs = withReading(state.readingsMs, nowMs);
  const all = merged([state.reported, ...reported]);
  const kept = oldestKept(all, mostReported);
  const forgets = Object.keys(all).some((day) => day < kept);
  return {
    ...state,
    readingsMs,
    batch,
    forgottenBeforeMs: forgets
      ? Math.max(state.forgottenBeforeMs, Date.parse(kept))
      : state.forgottenBeforeMs,
    reported: Object.fromEntries(Object.entries(all).filter(([day]) => day >= kept)),
    uses: lastUses([state.uses, ...uses]),
    ruleStarts,
  };
}

/** The state from which a source's first hunt starts: what came before counts as seen. */
export function firstState(
  source: string,
  beginningMs: number,
  ruleStarts: HuntState["ruleStarts"],
): HuntState {
  return {
    version: STATE_VERSION,
    source,
    beginningMs,
    readingsMs: [beginningMs],
    batch: null,
    forgottenBeforeMs: 0,
    reported: {},
    uses: {},
    ruleStarts,
  };
}
