/** An engine that also answers from the rows of a done slice, and scans nothing for it. */
import type { Row } from "@/lib/api/run";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import type { Engine } from "@/lib/engine/port";
import type { RunRecords } from "@/lib/engine/run-registry";
import { stateOf } from "@/lib/engine/run-states";
import type { Result } from "@/lib/result";
import type { OverSlice } from "@/queries/slices";
import { keptRunId, type SliceQuestion, sliceRunOf } from "./derived-run";
import { DerivedRuns, type SliceParts } from "./derived-runs";

export { keptRunId, sliceRunOf } from "./derived-run";

export type SlicedEngine = Engine &
  RunRecords & {
    /** Starts or joins the run of a query over a slice. Its id starts with `sliceRunId.`. */
    readonly startFromSlice: (question: SliceQuestion) => string;
    /** Starts or joins the run of a query over kept files, which a person reads as `sql`. */
    readonly startKept: (over: OverSlice, owner: string, sql: string) => Promise<Result<string>>;
    /** Executes a statement over the rows of a slice that is loaded. Throws where it fails. */
    readonly exportSlice: (sliceRunId: string, sql: string) => Promise<void>;
    /**
     * Evicts a slice's rows once no query waits for them and no cached result lists them. Results
     * that were made from it remain.
     */
    readonly evictSlice: (sliceRunId: string) => Promise<void>;
    /** All rows of a done run, by the fastest way. Throws if they cannot be read. */
    readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
  };

/** Puts the engine together. */
export function createSlicedEngine(parts: SliceParts): SlicedEngine {
  const { base, store } = parts;
  const runs = new DerivedRuns(parts);
  /** Runs over slices and kept files are the store's. */
  const engineOf = (id: string) => (sliceRunOf(id) === null ? base : store);
  const engine: SlicedEngine = {
    start: base.start,

    startFromSlice: (question) => runs.start(question),

    startKept: (over, owner, sql) => store.startOver(null, over, keptRunId(over.sql), owner, sql),

    exportSlice: (sliceRunId, sql) => store.exportOver(sliceRunId, sql),

    evictSlice: (sliceRunId) => runs.evictSlice(sliceRunId),

    recordOf: (id) => engineOf(id).recordOf(id),

    records: () => [...new Set([...base.records(), ...store.records()])],

    async states(ids, untilEndMs) {
      // Of several runs each is read in turn: the first must not delay the others.
      const waitMs = ids.length === 1 ? untilEndMs : undefined;
      const ofBase = ids.filter((id) => sliceRunOf(id) === null);
      const states = new Map(await base.states(ofBase, waitMs));
      for (const id of ids) {
        const run = runs.find(id);
        if (run) states.set(id, await runs.stateOf(run, waitMs));
        else if (!states.has(id)) states.set(id, await stateOf(store, id, waitMs));
      }
      return states;
    },

    async rows(id, cursor) {
      const run = runs.find(id);
      if (!run) return engineOf(id).rows(id, cursor);
      if (run.state === "moved") return base.rows(run.sourceRunId, cursor);
      const page = await store.rows(run.id, cursor);
      const hadRows = run.from !== "";
      if (page.ok || !hadRows) return page;
      // Evicted since the run was reported as done: the rows are made again while the slice is there.
      await settled(engine, id);
      return store.rows(run.id, cursor);
    },

    allRows(id) {
      const run = runs.find(id);
      if (run?.state === "moved") return parts.allRows(run.sourceRunId);
      return sliceRunOf(id) === null ? parts.allRows(id) : pagesOf(engine, id);
    },

    async cancel(id, by) {
      const run = runs.find(id);
      if (run?.state === "moved") return base.cancel(run.sourceRunId, by);
      if (run?.state === "waiting") return runs.cancelWaiting(run, by);
      return engineOf(id).cancel(run?.id ?? id, by);
    },
  };
  return engine;
}
