/** An engine that also answers from the rows of a done slice, and scans nothing for it. */
import type { Row } from "@/lib/api/run";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import type { Engine } from "@/lib/engine/port";
import type { RunRecords } from "@/lib/engine/run-registry";
import { expired, UNKNOWN } from "@/lib/engine/run-states";
import type { Result } from "@/lib/result";
import { cancelRun, type KeptQuestion, type SliceQuestion, sliceRunOf } from "./derived-run";
import { DerivedRuns, type SliceParts } from "./derived-runs";

export { keptRunId, sliceRunOf } from "./derived-run";

export type SlicedEngine = Engine &
  RunRecords & {
    /** Starts or joins the run of a query over a slice. Its id starts with `sliceRunId.`. */
    readonly startFromSlice: (question: SliceQuestion) => string;
    /** Starts or joins the run of a query over kept files. */
    readonly startKept: (question: KeptQuestion) => Promise<Result<string>>;
    /** Executes a statement over the rows of a slice that is loaded. Throws where it fails. */
    readonly exportSlice: (sliceRunId: string, sql: string) => Promise<void>;
    /**
     * Evicts a slice's rows once no query waits for them and no cached result lists them. Results
     * that were made from it remain.
     */
    readonly evictSlice: (sliceRunId: string) => Promise<void>;
    readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
  };

/** Puts the engine together. */
export function createSlicedEngine(parts: SliceParts): SlicedEngine {
  const { base, store } = parts;
  const runs = new DerivedRuns(parts);
  const engine: SlicedEngine = {
    start: base.start,

    startFromSlice: (question) => runs.start(question),

    startKept: (question) => runs.startKept(question),

    exportSlice: (sliceRunId, sql) => store.exportOver(sliceRunId, sql),

    evictSlice: (sliceRunId) => runs.evictSlice(sliceRunId),

    recordOf: (id) => runs.find(id) ?? base.recordOf(id),

    async states(ids, untilEndMs) {
      // Of several runs each is read in turn: the first must not delay the others.
      const waitMs = ids.length === 1 ? untilEndMs : undefined;
      const ofBase = ids.filter((id) => !runs.find(id) && sliceRunOf(id) === null);
      const states = new Map(await base.states(ofBase, waitMs));
      for (const id of ids) {
        const run = runs.find(id);
        if (run) states.set(id, await runs.stateOf(run, waitMs));
        else if (!states.has(id)) states.set(id, UNKNOWN);
      }
      return states;
    },

    async rows(id, cursor) {
      const run = runs.find(id);
      if (!run) return sliceRunOf(id) === null ? base.rows(id, cursor) : expired();
      if (run.at === "source") return base.rows(run.sourceRunId, cursor);
      const page = await store.rows(run.id, cursor);
      if (page.ok || (run.at !== "rows" && run.at !== "evicted")) return page;
      // Evicted since the run was reported as done: the rows are made again while the slice is there.
      await settled(engine, id);
      return store.rows(run.id, cursor);
    },

    allRows(id) {
      const run = runs.find(id);
      if (!run) return parts.allRows(id);
      return run.at === "source" ? parts.allRows(run.sourceRunId) : pagesOf(store, run.id);
    },

    async cancel(id, by) {
      const run = runs.find(id);
      if (!run) return base.cancel(id, by);
      if (run.at === "source") return base.cancel(run.sourceRunId, by);
      if (run.at === "rows") return store.cancel(run.id, by);
      if (run.at === "end") return;
      // Steps that no person opened do not keep a scan going. Its end reports what it cost.
      if (runs.isSliceNeeded(run)) cancelRun(run, by);
      else await base.cancel(run.sliceRunId, by);
    },
  };
  return engine;
}
