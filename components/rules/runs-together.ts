/** Several runs for the hits of rules as one: where it is. */
import { isLive, type RunState } from "@/lib/api/run";

type Done = Extract<RunState, { state: "done" }>;

const isDone = (state: RunState): state is Done => state.state === "done";

/** The state of all: the worst, or the sum where all are done. There is at least one. */
export function togetherIn(states: readonly RunState[]): RunState {
  const worst =
    states.find(({ state }) => state === "unknown") ??
    states.find(({ state }) => state === "failed") ??
    states.find(({ state }) => state === "cancelled") ??
    states.find(isLive);
  const done = states.filter(isDone);
  const [first] = done;
  if (worst !== undefined || first === undefined) return worst ?? { state: "unknown" };
  const sum = (of: (run: Done) => number) => done.reduce((total, run) => total + of(run), 0);
  return {
    ...first,
    rowCount: sum(({ rowCount }) => rowCount),
    scannedBytes: sum(({ scannedBytes }) => scannedBytes),
    elapsedMs: Math.max(...done.map(({ elapsedMs }) => elapsedMs)),
    reused: done.every(({ reused }) => reused),
  };
}
