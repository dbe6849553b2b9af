/** The time ranges that a hunt looks at: what is new, and what may have come late. */
import { DAY_MS, formatTime } from "@/queries/scope";
import { type HuntState, watermarkOf } from "./hunt-state";

/** From `fromMs` until `toMs`, which is not included; milliseconds since 1970. */
export type Range = { readonly fromMs: number; readonly toMs: number };

export type HuntPlan = {
  /** In order, without overlap but where a long one was split. */
  readonly ranges: readonly Range[];
  /** What is unusual about them, sentences. */
  readonly notices: readonly string[];
};

export type HuntTimes = {
  readonly nowMs: number;
  /** How far the first hunt looks back. */
  readonly sinceMs: number;
  /** How late a log file may come. */
  readonly lateMs: number;
  /** The longest range of one query. */
  readonly longestMs: number;
  /** The UTC days that were imported since the last hunt. */
  readonly importedDays: readonly string[];
};

/** A burst is at least that number of events in ten minutes, so a late event reaches this far. */
const REACH_MS = 10 * 60_000;
/** Each range is a query. */
const MOST_RANGES = 8;
const SECOND_MS = 1_000;

const gapBefore = (ranges: readonly Range[], index: number): number =>
  (ranges[index]?.fromMs ?? 0) - (ranges[index - 1]?.toMs ?? 0);

/** Ranges in order, as few as are allowed: those with the smallest gap become one. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const all = ranges.filter(({ fromMs, toMs }) => fromMs < toMs);
  let result = all.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
  const joinAt = (index: number) => {
    const [one, other] = [result[index - 1], result[index]];
    if (!one || !other) return;
    const joined = { fromMs: one.fromMs, toMs: Math.max(one.toMs, other.toMs) };
    result = [...result.slice(0, index - 1), joined, ...result.slice(index + 1)];
  };
  for (let index = result.length - 1; index > 0; index--)
    if (gapBefore(result, index) <= REACH_MS) joinAt(index);
  // Joining from the end can let a range reach one that is further on.
  for (let index = 1; index < result.length; )
    if (gapBefore(result, index) <= REACH_MS) joinAt(index);
    else index++;
  while (result.length > MOST_RANGES) {
    const gaps = result.slice(1).map((_, index) => gapBefore(result, index + 1));
    joinAt(gaps.indexOf(Math.min(...gaps)) + 1);
  }
  return result;
}

/** A range in parts that one query may have; they overlap, so that no burst is cut. */
export function inParts({ fromMs, toMs }: Range, longestMs: number): readonly Range[] {
  const parts: Range[] = [];
  for (let start = fromMs; ; start += longestMs - REACH_MS) {
    const end = Math.min(toMs, start + longestMs);
    parts.push({ fromMs: start, toMs: end });
    if (end === toMs) return parts;
  }
}

/** Queries name times in seconds. */
export function inSeconds({ fromMs, toMs }: Range): Range {
  return {
    fromMs: Math.floor(fromMs / SECOND_MS) * SECOND_MS,
    toMs: Math.ceil(toMs / SECOND_MS) * SECOND_MS,
  };
}

function importedRange(day: string): Range {
  const startMs = Date.parse(`${day}T00:00:00Z`);
  return { fromMs: startMs - REACH_MS, toMs: startMs + DAY_MS + REACH_MS };
}

/**
 * What to look at after the clock went back. Either it is wrong now, and then it is enough to look
 * from the watermark on; or it was wrong before, and then no hunt after the last reading before now
 * is known to have seen everything.
 */
function behindRange(state: HuntState, { nowMs, sinceMs, lateMs }: HuntTimes): Range {
  const earlier = state.readingsMs.filter((ms) => ms <= nowMs);
  if (earlier.length === 0) return { fromMs: nowMs - sinceMs, toMs: nowMs };
  const fromMs = Math.max(...earlier) - lateMs;
  // A first hunt cannot start in the future.
  const isClipped = state.beginningMs <= nowMs;
  return { fromMs: isClipped ? Math.max(fromMs, state.beginningMs) : fromMs, toMs: nowMs };
}

/** Plans a hunt. `state` is null for the first one of a source. */
export function planHunt(state: HuntState | null, times: HuntTimes): HuntPlan {
  const { nowMs, sinceMs, lateMs, longestMs, importedDays } = times;
  const notices: string[] = [];
  if (state === null)
    return {
      ranges: inParts(inSeconds({ fromMs: nowMs - sinceMs, toMs: nowMs }), longestMs),
      notices,
    };
  const watermarkMs = watermarkOf(state);
  const fromMs = Math.min(watermarkMs, Math.max(watermarkMs - lateMs, state.beginningMs));
  const ranges = [
    { fromMs, toMs: Math.max(nowMs, watermarkMs) },
    ...importedDays.map(importedRange),
  ];
  if (nowMs < watermarkMs) {
    ranges.push(behindRange(state, times));
    notices.push(
      `The clock says ${formatTime(nowMs)}, but an earlier hunt was at ${formatTime(watermarkMs)}: everything since the last hunt before now is looked at again, and nothing is reported twice.`,
    );
  }
  const forgottenMs = state.forgottenBeforeMs;
  if (ranges.some((range) => range.fromMs < forgottenMs))
    notices.push(
      `Events before ${formatTime(forgottenMs)} are not looked at, because it is no longer known which of them were reported.`,
    );
  const known = ranges.map((range) => ({ ...range, fromMs: Math.max(range.fromMs, forgottenMs) }));
  return {
    ranges: merged(known.map(inSeconds)).flatMap((range) => inParts(range, longestMs)),
    notices,
  };
}
