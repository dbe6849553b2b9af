/** The runs over slices, and their way from the slice to their rows. */
import { isLive, type Row, type RunState, type StoppedBy } from "@/lib/api/run";
import type { ResultStore } from "@/lib/engine/duckdb/result-store";
import { endRun } from "@/lib/engine/duckdb/run";
import type { Engine } from "@/lib/engine/port";
import type { RunRecords } from "@/lib/engine/run-registry";
import { stateOf, UNKNOWN } from "@/lib/engine/run-states";
import {
  type DerivedRun,
  derivedId,
  doneState,
  isDerived,
  newDerivedRun,
  runningState,
  type SliceQuestion,
} from "./derived-run";

/** Runs that are known; the least recently used is forgotten first. */
export const MAX_DERIVED = 5_000;

type Done = Extract<RunState, { state: "done" }>;

export type SliceParts = {
  /** The engine that fetches slices. */
  readonly base: Engine & RunRecords;
  readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
  /** Where the rows of slices are stored, and the records of the runs over them. */
  readonly store: ResultStore;
  /** Brings the rows of a done run into the store. */
  readonly load: (runId: string, columns: readonly string[]) => Promise<void>;
  /** A slice of more events is not used. */
  readonly mostEvents: number;
};

const mostEventsOf = ({ mostEvents }: SliceParts): NonNullable<SliceQuestion["most"]> => ({
  rows: mostEvents,
  problem: `The slice has more than ${mostEvents.toLocaleString("en-US")} events, too many to answer from: this step needs its own scan.`,
});

export class DerivedRuns {
  constructor(private readonly parts: SliceParts) {}

  find(id: string): DerivedRun | undefined {
    const run = this.parts.store.runs.find(id);
    return isDerived(run) ? run : undefined;
  }

  /** Starts or joins the run of a query. One that failed or was cancelled is started again. */
  start(question: SliceQuestion): string {
    const { runs } = this.parts.store;
    const { sliceRunId, sql, isFirst, otherwise } = question;
    const id = derivedId(sliceRunId, sql);
    for (const slice of this.recordsOf(sliceRunId)) slice.isUnwanted = false;
    const known = this.find(id);
    if (known && known.state !== "failed" && known.state !== "cancelled") {
      if (known.state === "waiting") known.otherwise ??= otherwise;
      runs.use(known);
      return id;
    }
    if (known) runs.forget(known);
    runs.add(id, newDerivedRun(question, isFirst || known?.isFirst === true));
    this.trim();
    return id;
  }

  /** Evicts a slice's rows once no run waits for them and no result lists them. */
  async evictSlice(sliceRunId: string): Promise<void> {
    for (const slice of this.recordsOf(sliceRunId)) slice.isUnwanted = true;
    await this.parts.store.runs.evictUnwanted();
  }

  /** Cancels a run that waits; and the slice, unless another run needs it. Its end reports what it cost. */
  async cancelWaiting(run: DerivedRun, by: StoppedBy): Promise<void> {
    if (!this.isSliceNeeded(run)) return this.parts.base.cancel(run.sliceRunId, by);
    run.stoppedBy = by;
    endRun(run, "cancelled");
  }

  /** The state of a run, which proceeds where it can. */
  async stateOf(run: DerivedRun, untilEndMs?: number): Promise<RunState> {
    const { base, store } = this.parts;
    if (run.end !== null) return run.end;
    if (run.state === "moved") return stateOf(base, run.sourceRunId);
    const slice = await stateOf(base, run.sliceRunId);
    const durable = this.durableIdOf(run, slice);
    const state = await stateOf(store, run.id, untilEndMs);
    if (state.state === "done") return { ...doneState(run, state, slice), ...durable };
    if (state.state !== "unknown") return { ...state, ...durable };
    if (slice.state === "unknown") {
      store.runs.forget(run);
      return UNKNOWN;
    }
    if (slice.state === "done") {
      this.proceed(run, slice);
      return { ...runningState(run), ...durable };
    }
    const asSlice = { ...slice, sql: run.sql, ...durable };
    if (isLive(slice)) return asSlice;
    endRun(run, "cancelled");
    run.end = asSlice;
    return asSlice;
  }

  /**
   * The id that is valid across restarts, where the slice's run has one; the run is found by both.
   * Its result is as old as the slice.
   */
  private durableIdOf(run: DerivedRun, slice: RunState) {
    if (slice.state === "unknown") return {};
    const { runs } = this.parts.store;
    const { lastingId: sliceId, startedMs } = slice;
    const started = startedMs === undefined ? {} : { startedMs };
    if (sliceId === undefined) return started;
    const lastingId = derivedId(sliceId, run.sql);
    // It may have been forgotten meanwhile.
    if (runs.has(run)) runs.add(lastingId, run);
    return { lastingId, ...started };
  }

  /** The records of a slice: its run's, and in the store its rows'. */
  private recordsOf(sliceRunId: string) {
    const { base, store } = this.parts;
    return [base, store].flatMap((each) => each.recordOf(sliceRunId) ?? []);
  }

  /** Whether another run waits for the slice of this one, for a person who opened its step. */
  private isSliceNeeded(run: DerivedRun): boolean {
    return this.parts.store.runs
      .all()
      .filter(isDerived)
      .some(
        (other) =>
          other !== run &&
          other.sliceRunId === run.sliceRunId &&
          other.state === "waiting" &&
          other.otherwise !== null,
      );
  }

  private proceed(run: DerivedRun, slice: Done): void {
    if (run.isProceeding) return;
    run.isProceeding = true;
    // Rows that were evicted are made again.
    run.state = "waiting";
    run.endedMs = null;
    void this.startOver(run, slice)
      .finally(() => {
        run.isProceeding = false;
      })
      .then(() => this.parts.store.runs.evictUnwanted());
  }

  /** Starts a run over its slice, or over the source where the slice has too many events. */
  private async startOver(run: DerivedRun, slice: Done): Promise<void> {
    const { store, load } = this.parts;
    const { most = mostEventsOf(this.parts), sliceRunId } = run;
    if (slice.rowCount > most.rows) return this.querySource(run, most.problem);
    try {
      await load(sliceRunId, slice.columns);
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      return endRun(run, "failed", `The events could not be read. ${reason}`);
    }
    run.onLoaded?.();
    if (run.state !== "waiting") return;
    // It may have become unwanted before its rows were there.
    const isUnwanted = this.recordsOf(sliceRunId).some((each) => each.isUnwanted);
    for (const each of this.recordsOf(sliceRunId)) each.isUnwanted = isUnwanted;
    const { over, overOnce = over } = run;
    const chosen = store.runs.find(sliceRunId)?.holdsEachOnce ? overOnce : over;
    const started = await store.startOver(sliceRunId, chosen, run.id, run.owner);
    if (!started.ok) return endRun(run, "failed", started.failure.message);
    // The source is not queried any more; what that would take is a lot to keep.
    run.otherwise = null;
  }

  private async querySource(run: DerivedRun, problem: string): Promise<void> {
    if (!run.otherwise) return endRun(run, "failed", problem);
    const started = await run.otherwise();
    if (!started.ok) return endRun(run, "failed", started.failure.message);
    run.sourceRunId = started.value.runId;
    endRun(run, "moved");
  }

  private trim(): void {
    const { runs } = this.parts.store;
    const derived = runs.all().filter(isDerived);
    let over = derived.length - MAX_DERIVED;
    for (const run of derived) {
      if (over <= 0) return;
      if (run.endedMs === null) continue;
      over -= 1;
      runs.forget(run);
      void runs.evict(run);
    }
  }
}
