/** An engine that also answers over the rows of a slice's run, once that is done, and scans nothing. */
import { createHash } from "node:crypto";
import type { Row, RunState } from "@/lib/api/run";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import type { ResultStore } from "@/lib/engine/duckdb/result-store";
import type { Engine } from "@/lib/engine/port";
import { fail, type Result } from "@/lib/result";

/** A question to a slice. */
export type SliceQuestion = {
  /** The run that fetches the slice. */
  readonly sliceRunId: string;
  /** What the source would be asked: the SQL that a person reads. */
  readonly sql: string;
  /** The same over the slice's rows. */
  readonly overSql: string;
  /** The same where the slice holds each event once; without it `overSql` serves there too. */
  readonly overOnceSql?: string;
  /** It had the slice fetched, so the scan is told with it, and only once. */
  readonly isFirst: boolean;
  /** The browser tab that asks. */
  readonly owner?: string;
  /** Asks the source itself where the slice has too many events; null where that must not be. */
  readonly otherwise: (() => Promise<Result<{ readonly runId: string }>>) | null;
};

export type SlicedEngine = Engine & {
  /** Starts, or meets again, the run of a question. It starts with `sliceRunId.`. */
  readonly startFromSlice: (question: SliceQuestion) => string;
  /** Lets go of a slice's rows once no question waits for them. What was answered stays. */
  readonly letGo: (sliceRunId: string) => Promise<void>;
  readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
};

export type SliceParts = {
  readonly base: Engine;
  readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
  /** Where the rows of slices are held. */
  readonly held: ResultStore;
  /** Brings the rows of a done run there. */
  readonly hold: (runId: string, columns: readonly string[]) => Promise<void>;
  /** A slice of more events is not used. */
  readonly mostEvents: number;
};

type Derived = Omit<SliceQuestion, "otherwise"> & {
  /** Not null where somebody looks at the step, and so has said yes to a scan. */
  otherwise: SliceQuestion["otherwise"];
  readonly id: string;
  readonly startedMs: number;
  /** At `again` its rows were let go of after they had been there, and are being made anew. */
  at: "slice" | "again" | "rows" | "source" | "end";
  sourceRunId: string;
  end: RunState;
};

/** Questions kept in mind; the one not asked for longest is forgotten first. */
export const MAX_DERIVED = 5_000;
const UNKNOWN: RunState = { state: "unknown" };
const NOT_HELD = "This result is no longer held here; run the step again.";

const isLive = ({ state }: RunState): boolean => state === "queued" || state === "running";
const idOf = ({ sliceRunId, sql }: Pick<SliceQuestion, "sliceRunId" | "sql">): string =>
  `${sliceRunId}.${createHash("sha256").update(sql).digest("hex").slice(0, 16)}`;

/** The run that fetched the slice of a run's id; null for a run that reads the source. */
export const sliceRunOf = (runId: string): string | null => {
  const at = runId.indexOf(".");
  return at < 0 ? null : runId.slice(0, at);
};

const awaitsSlice = ({ at }: Derived): boolean => at === "slice" || at === "again";

const oneState = async (engine: Engine, id: string, untilEndMs?: number): Promise<RunState> =>
  (await engine.states([id], untilEndMs)).get(id) ?? UNKNOWN;

/** Puts the engine together. */
export function createSlicedEngine(parts: SliceParts): SlicedEngine {
  const { base, held, mostEvents } = parts;
  /** In the order in which they were last asked. */
  const derived = new Map<string, Derived>();
  const holds = new Map<string, Promise<void>>();

  const elapsedMs = (run: Derived) => Math.round(performance.now() - run.startedMs);
  const end = (run: Derived, state: RunState): RunState => {
    run.at = "end";
    run.end = state;
    return state;
  };
  const failed = (run: Derived, message: string): RunState =>
    end(run, {
      state: "failed",
      sql: run.sql,
      elapsedMs: elapsedMs(run),
      message,
      scannedBytes: null,
      billed: false,
    });

  const holdOnce = (runId: string, columns: readonly string[]): Promise<void> => {
    const known = holds.get(runId);
    if (known) return known;
    const holding = parts.hold(runId, columns).finally(() => holds.delete(runId));
    holds.set(runId, holding);
    return holding;
  };

  const askSource = async (run: Derived): Promise<void> => {
    if (!run.otherwise) {
      failed(
        run,
        `There are more than ${mostEvents.toLocaleString("en-US")} events, too many to answer from at once: this step would scan by itself.`,
      );
      return;
    }
    const asked = await run.otherwise();
    if (!asked.ok) failed(run, asked.failure.message);
    else {
      run.sourceRunId = asked.value.runId;
      run.at = "source";
    }
  };

  /** Goes on once the slice is there. */
  const proceed = async (
    run: Derived,
    slice: Extract<RunState, { state: "done" }>,
  ): Promise<void> => {
    if (slice.rowCount > mostEvents) return askSource(run);
    try {
      await holdOnce(run.sliceRunId, slice.columns);
    } catch (error) {
      failed(
        run,
        `The events could not be read. ${error instanceof Error ? error.message : error}`,
      );
      return;
    }
    if (!awaitsSlice(run)) return;
    const { overSql, overOnceSql = overSql } = run;
    const sql = held.holdsEachOnce(run.sliceRunId) ? overOnceSql : overSql;
    const asked = await held.startOver(run.sliceRunId, sql, run.id, run.owner);
    if (!asked.ok) return void failed(run, asked.failure.message);
    run.at = "rows";
    // The slice has served it, so the source is not asked; what that would take is a lot to hold.
    run.otherwise = null;
  };
  /** Slices whose rows are to go. */
  const unwanted = new Set<string>();
  const forgetUnwanted = async (): Promise<void> => {
    const awaited = new Set([...derived.values()].map((run) => awaitsSlice(run) && run.sliceRunId));
    for (const sliceRunId of unwanted) {
      if (awaited.has(sliceRunId)) continue;
      unwanted.delete(sliceRunId);
      await held.forget(sliceRunId);
    }
  };

  const going = new Map<Derived, Promise<void>>();
  const goOn = (run: Derived, slice: Extract<RunState, { state: "done" }>) => {
    if (going.has(run)) return;
    const proceeding = proceed(run, slice)
      .finally(() => going.delete(run))
      .then(forgetUnwanted);
    going.set(run, proceeding);
  };

  /**
   * The id that outlasts this process, where the slice's run has got one; it is met by both. Its
   * answer is as old as the slice.
   */
  const lastingOf = (run: Derived, slice: RunState) => {
    const { lastingId: own, begunMs } = slice.state === "unknown" ? {} : slice;
    const begun = begunMs === undefined ? {} : { begunMs };
    if (own === undefined) return begun;
    const lastingId = idOf({ sliceRunId: own, sql: run.sql });
    derived.set(lastingId, run);
    return { lastingId, ...begun };
  };

  const look = async (run: Derived, untilEndMs?: number): Promise<RunState> => {
    const { sql } = run;
    if (run.at === "end") return run.end;
    if (run.at === "source") return oneState(base, run.sourceRunId);
    const slice = await oneState(base, run.sliceRunId);
    const lasting = lastingOf(run, slice);
    const state = run.at === "rows" ? await oneState(held, run.id, untilEndMs) : UNKNOWN;
    if (state.state === "unknown") {
      // Its rows were let go of meanwhile: they are made again while the slice is there.
      if (run.at === "rows") run.at = "again";
      if (slice.state === "done") {
        goOn(run, slice);
        return { state: "running", sql, elapsedMs: elapsedMs(run), progress: null, ...lasting };
      }
      if (slice.state === "unknown") return end(run, UNKNOWN);
      return isLive(slice) ? { ...slice, sql, ...lasting } : end(run, { ...slice, sql });
    }
    if (state.state !== "done") return { ...state, sql, ...lasting };
    const isScan = run.isFirst && slice.state === "done";
    const sliceReadNothing = slice.state === "done" && slice.scannedBytes === 0 && !slice.reused;
    return {
      ...state,
      ...lasting,
      sql,
      elapsedMs: isScan ? slice.elapsedMs + state.elapsedMs : state.elapsedMs,
      scannedBytes: isScan ? slice.scannedBytes : 0,
      reused: isScan && slice.reused,
      ...(isScan ? {} : { fromSlice: true as const }),
      ...(!isScan && sliceReadNothing ? { sliceReadNothing } : {}),
    };
  };

  const trim = () => {
    for (const [id, run] of derived) {
      if (derived.size <= MAX_DERIVED) return;
      if (!awaitsSlice(run)) derived.delete(id);
    }
  };
  const isLookedFor = (sliceRunId: string, except: Derived): boolean =>
    [...derived.values()].some(
      (run) =>
        run !== except &&
        run.sliceRunId === sliceRunId &&
        awaitsSlice(run) &&
        run.otherwise !== null,
    );

  const engine: SlicedEngine = {
    start: base.start,

    async letGo(sliceRunId) {
      unwanted.add(sliceRunId);
      await forgetUnwanted();
    },

    startFromSlice(question) {
      const id = idOf(question);
      unwanted.delete(question.sliceRunId);
      const known = derived.get(id);
      if (known && known.at !== "end") {
        if (known.at === "slice") known.otherwise ??= question.otherwise;
        derived.delete(id);
        derived.set(id, known);
        return id;
      }
      const isFirst = question.isFirst || known?.isFirst === true;
      const startedMs = performance.now();
      const fresh = { sourceRunId: "", end: UNKNOWN, at: "slice" } as const;
      derived.delete(id);
      derived.set(id, { ...question, ...fresh, id, isFirst, startedMs });
      trim();
      return id;
    },

    async states(ids, untilEndMs) {
      // Of several, each is looked at in turn: the first must not hold up the others.
      const wait = ids.length === 1 ? untilEndMs : undefined;
      const below = ids.filter((id) => !derived.has(id) && sliceRunOf(id) === null);
      const states = new Map(await base.states(below, wait));
      for (const id of ids) {
        const run = derived.get(id);
        if (run) states.set(id, await look(run, wait));
        else if (!states.has(id)) states.set(id, UNKNOWN);
      }
      return states;
    },

    async rows(id, cursor) {
      const run = derived.get(id);
      if (!run)
        return sliceRunOf(id) === null ? base.rows(id, cursor) : fail("not-found", NOT_HELD);
      if (run.at === "source") return base.rows(run.sourceRunId, cursor);
      const page = await held.rows(run.id, cursor);
      if (page.ok || (run.at !== "rows" && run.at !== "again")) return page;
      // Let go of since they were told done: they are made again while the slice is there.
      await settled(engine, id);
      return held.rows(run.id, cursor);
    },

    allRows(id) {
      const run = derived.get(id);
      if (!run) return parts.allRows(id);
      return run.at === "source" ? parts.allRows(run.sourceRunId) : pagesOf(held, run.id);
    },

    async cancel(id, by) {
      const run = derived.get(id);
      if (!run) return base.cancel(id, by);
      if (run.at === "source") return base.cancel(run.sourceRunId, by);
      if (run.at === "rows") return held.cancel(run.id, by);
      if (run.at === "end") return;
      // Steps that nobody looks at do not keep a scan going. Its end tells what it cost.
      if (!isLookedFor(run.sliceRunId, run)) return base.cancel(run.sliceRunId, by);
      const ended = { sql: run.sql, elapsedMs: elapsedMs(run), scannedBytes: null };
      end(run, { state: "cancelled", ...ended, stoppedBy: by });
    },
  };
  return engine;
}
