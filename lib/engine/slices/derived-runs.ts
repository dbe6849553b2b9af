/** The runs over slices, and their way from the slice to their rows. */
import type { Row, RunState } from "@/lib/api/run";
import type { ResultStore } from "@/lib/engine/duckdb/result-store";
import type { Engine } from "@/lib/engine/port";
import { type RunRecords, RunRegistry } from "@/lib/engine/run-registry";
import { isLive, UNKNOWN } from "@/lib/engine/run-states";
import { type Result, succeed } from "@/lib/result";
import {
  awaitsSlice,
  type DerivedRun,
  derivedId,
  doneState,
  endRun,
  failRun,
  KEPT,
  type KeptQuestion,
  keptRunId,
  newDerivedRun,
  runningState,
  type SliceQuestion,
} from "./derived-run";

/** Runs that are kept; the least recently used is forgotten first. */
export const MAX_DERIVED = 5_000;

type Done = Extract<RunState, { state: "done" }>;

export type SliceParts = {
  /** The engine that fetches slices. */
  readonly base: Engine & RunRecords;
  readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
  /** Where the rows of slices are stored. */
  readonly store: ResultStore;
  /** Brings the rows of a done run into the store. */
  readonly load: (runId: string, columns: readonly string[]) => Promise<void>;
  /** A slice of more events is not used. */
  readonly mostEvents: number;
};

const stateIn = async (engine: Engine, id: string, untilEndMs?: number): Promise<RunState> =>
  (await engine.states([id], untilEndMs)).get(id) ?? UNKNOWN;

const mostEventsOf = ({ mostEvents }: SliceParts): NonNullable<SliceQuestion["most"]> => ({
  rows: mostEvents,
  problem: `The slice has more than ${mostEvents.toLocaleString("en-US")} events, too many to answer from: this step needs its own scan.`,
});

export class DerivedRuns extends RunRegistry<DerivedRun> {
  /** Slices whose rows are to be evicted once no run waits for them. */
  private readonly unwanted = new Set<string>();

  constructor(private readonly parts: SliceParts) {
    super();
  }

  /** Starts or joins the run of a query. One that failed or was cancelled is started again. */
  start(question: SliceQuestion): string {
    const { sliceRunId, sql, isFirst, otherwise } = question;
    const id = derivedId(sliceRunId, sql);
    this.unwanted.delete(sliceRunId);
    const known = this.find(id);
    if (known && known.at !== "end") {
      if (known.at === "slice") known.otherwise ??= otherwise;
      this.use(known);
      return id;
    }
    if (known) this.forget(known);
    this.add(id, newDerivedRun(question, isFirst || known?.isFirst === true));
    this.trim(MAX_DERIVED, (run) => !awaitsSlice(run));
    return id;
  }

  /** Starts or joins the run of a query over kept files, which its text names. */
  async startKept({ sql, over, owner }: KeptQuestion): Promise<Result<string>> {
    const id = keptRunId(over.sql);
    const known = this.find(id);
    if (known && known.at !== "end") {
      this.use(known);
      return succeed(id);
    }
    const question = { sliceRunId: KEPT, sql, over, isFirst: false, owner, otherwise: null };
    const run: DerivedRun = { ...newDerivedRun(question, false), id, at: "rows" };
    const started = await this.parts.store.startOver(null, over, id, owner);
    if (!started.ok) return started;
    this.add(id, run);
    this.trim(MAX_DERIVED, (each) => !awaitsSlice(each));
    return succeed(id);
  }

  /** Evicts a slice's rows once no run waits for them. */
  async evictSlice(sliceRunId: string): Promise<void> {
    this.unwanted.add(sliceRunId);
    await this.evictUnwanted();
  }

  /** Whether another run waits for the slice of this one, for a person who opened its step. */
  isSliceNeeded(run: DerivedRun): boolean {
    return this.all().some(
      (other) =>
        other !== run &&
        other.sliceRunId === run.sliceRunId &&
        awaitsSlice(other) &&
        other.otherwise !== null,
    );
  }

  /** The state of a run, which proceeds where it can. */
  async stateOf(run: DerivedRun, untilEndMs?: number): Promise<RunState> {
    const { base, store } = this.parts;
    if (run.at === "end") return run.end;
    if (run.at === "source") return stateIn(base, run.sourceRunId);
    const slice = await stateIn(base, run.sliceRunId);
    const durable = this.durableIdOf(run, slice);
    const state = run.at === "rows" ? await stateIn(store, run.id, untilEndMs) : UNKNOWN;
    if (state.state === "done") return { ...doneState(run, state, slice), ...durable };
    if (state.state !== "unknown") return { ...state, sql: run.sql, ...durable };
    // Rows that were evicted are made again while the slice is there.
    if (run.at === "rows") run.at = "evicted";
    if (slice.state === "unknown") return endRun(run, UNKNOWN);
    if (slice.state === "done") {
      this.proceed(run, slice);
      return { ...runningState(run), ...durable };
    }
    const asSlice = { ...slice, sql: run.sql };
    return isLive(slice) ? { ...asSlice, ...durable } : endRun(run, asSlice);
  }

  /**
   * The id that is valid across restarts, where the slice's run has one; the run is found by both.
   * Its result is as old as the slice.
   */
  private durableIdOf(run: DerivedRun, slice: RunState) {
    if (slice.state === "unknown") return {};
    const { lastingId: sliceId, startedMs } = slice;
    const started = startedMs === undefined ? {} : { startedMs };
    if (sliceId === undefined) return started;
    const lastingId = derivedId(sliceId, run.sql);
    // It may have been forgotten meanwhile.
    if (this.has(run)) this.add(lastingId, run);
    return { lastingId, ...started };
  }

  private proceed(run: DerivedRun, slice: Done): void {
    if (run.isProceeding) return;
    run.isProceeding = true;
    void this.startOver(run, slice)
      .finally(() => {
        run.isProceeding = false;
      })
      .then(() => this.evictUnwanted());
  }

  /** Starts a run over its slice, or over the source where the slice has too many events. */
  private async startOver(run: DerivedRun, slice: Done): Promise<void> {
    const { store, load } = this.parts;
    const { most = mostEventsOf(this.parts) } = run;
    if (slice.rowCount > most.rows) return this.querySource(run, most.problem);
    try {
      await load(run.sliceRunId, slice.columns);
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      return failRun(run, `The events could not be read. ${reason}`);
    }
    run.onLoaded?.();
    if (!awaitsSlice(run)) return;
    const { sliceRunId, over, overOnce = over } = run;
    const chosen = store.holdsEachOnce(sliceRunId) ? overOnce : over;
    const started = await store.startOver(sliceRunId, chosen, run.id, run.owner);
    if (!started.ok) return failRun(run, started.failure.message);
    run.at = "rows";
    // The source is not queried any more; what that would take is a lot to keep.
    run.otherwise = null;
  }

  private async querySource(run: DerivedRun, problem: string): Promise<void> {
    if (!run.otherwise) return failRun(run, problem);
    const started = await run.otherwise();
    if (!started.ok) return failRun(run, started.failure.message);
    run.sourceRunId = started.value.runId;
    run.at = "source";
  }

  private async evictUnwanted(): Promise<void> {
    if (this.unwanted.size === 0) return;
    const waiting = new Set(this.all().map((run) => awaitsSlice(run) && run.sliceRunId));
    for (const sliceRunId of this.unwanted) {
      if (waiting.has(sliceRunId)) continue;
      this.unwanted.delete(sliceRunId);
      await this.parts.store.forget(sliceRunId);
    }
  }
}
