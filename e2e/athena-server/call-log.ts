/** Every request, for tests that count them. */
import type { Call, CallSummary } from "./types";

export type CallLog = {
  readonly add: (call: Call) => void;
  readonly summary: () => CallSummary;
  readonly reset: () => void;
};

function countBy(calls: readonly Call[], key: "op" | "outcome"): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) counts[call[key]] = (counts[call[key]] ?? 0) + 1;
  return counts;
}

/** The most calls within a window of one second that may begin at any time. */
export function peakOf(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let first = 0;
  let peak = 0;
  for (const [last, time] of sorted.entries()) {
    while (time - (sorted[first] ?? time) >= 1000) first += 1;
    peak = Math.max(peak, last - first + 1);
  }
  return peak;
}

/** Opens an empty log. */
export function openCallLog(): CallLog {
  let calls: Call[] = [];
  return {
    add: (call) => {
      calls.push(call);
    },
    summary: () => {
      const byOp = countBy(calls, "op");
      const peaks = Object.keys(byOp).map((op) => {
        const times = calls.filter((call) => call.op === op).map(({ atMs }) => atMs);
        return [op, peakOf(times)] as const;
      });
      return {
        total: calls.length,
        byOp,
        peakPerSecond: Object.fromEntries(peaks),
        byOutcome: countBy(calls, "outcome"),
        log: [...calls],
      };
    },
    reset: () => {
      calls = [];
    },
  };
}
