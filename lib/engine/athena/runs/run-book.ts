/** The runs that this process knows, under every id they go by. Ended ones are forgotten by their age. */
import type { Run } from "./run";

export type RunBook = {
  readonly find: (id: string) => Run | undefined;
  /** Notes a run under a token or an id. */
  readonly put: (id: string, run: Run) => void;
  readonly forget: (run: Run) => void;
  /** Keeps what is held within its bounds; called when a run has ended or was read. */
  readonly trim: (latest: Run) => void;
  readonly all: () => readonly Run[];
};

const MAX_ENDED_RUNS = 2_000;
/** Rows of first pages that are kept; an event's row can have many kilobytes. */
const MAX_HELD_ROWS = 30_000;

/** Opens an empty book. */
export function createRunBook(maxEndedRuns = MAX_ENDED_RUNS, maxHeldRows = MAX_HELD_ROWS): RunBook {
  const byId = new Map<string, Run>();
  const idsOf = new Map<Run, Set<string>>();
  /** In the order of their last use. */
  const ended = new Set<Run>();

  const forget = (run: Run) => {
    for (const id of idsOf.get(run) ?? []) byId.delete(id);
    idsOf.delete(run);
    ended.delete(run);
  };

  return {
    find: (id) => byId.get(id),
    put: (id, run) => {
      const before = byId.get(id);
      if (before) idsOf.get(before)?.delete(id);
      byId.set(id, run);
      idsOf.set(run, (idsOf.get(run) ?? new Set()).add(id));
      if (before && idsOf.get(before)?.size === 0) forget(before);
    },
    forget,
    trim: (latest) => {
      if (!latest.end || !idsOf.has(latest)) return;
      ended.delete(latest);
      ended.add(latest);
      let heldRows = 0;
      for (const run of ended) heldRows += run.head?.rows.length ?? 0;
      for (const run of ended) {
        if (run === latest || (heldRows <= maxHeldRows && ended.size <= maxEndedRuns)) return;
        heldRows -= run.head?.rows.length ?? 0;
        run.head = null;
        if (ended.size > maxEndedRuns) forget(run);
      }
    },
    all: () => [...idsOf.keys()],
  };
}
