/** The runs that a process knows: one record per run, found by each of its ids. */

/** What is known of a run besides its state. Engines extend it with what they need to run it. */
export type RunRecord = {
  /** The id that was given out; null until there is one. */
  readonly id: string | null;
  /** The SQL that a person reads. */
  readonly sql: string;
  /** The token that it was started with, as in the audit log; null where this process has only its id. */
  readonly token: string | null;
  /** The browser tab that started it; empty for none. */
  readonly owner: string;
  /** The run whose rows it reads; null where it reads the source. */
  readonly sliceRunId: string | null;
  /** The version of the data that it reads; null until the code that started it notes it. */
  dataVersion: string | null;
  /** The subscribers (browser tabs) that follow it, with the time of their last poll. */
  readonly subscribers: Map<string, number>;
  /** It is being cancelled because it has no subscribers, whatever its state still says. */
  isAbandoned: boolean;
  /** Its rows are dropped as soon as nothing reads them. */
  isUnwanted: boolean;
};

/** What an engine says of the runs that this process knows. */
export type RunRecords = {
  /** Undefined where this process knows nothing of the run. */
  readonly recordOf: (id: string) => RunRecord | undefined;
  readonly records: () => readonly RunRecord[];
};

/** The record of a run that is new to this process. */
export function newRecord(
  sql: string,
  facts: Partial<Pick<RunRecord, "token" | "owner" | "sliceRunId">> = {},
): RunRecord {
  const nothing = { id: null, token: null, owner: "", sliceRunId: null, dataVersion: null };
  const unseen = { subscribers: new Map(), isAbandoned: false, isUnwanted: false };
  return { ...nothing, ...unseen, sql, ...facts };
}

export class RunRegistry<Run extends RunRecord = RunRecord> {
  private readonly byId = new Map<string, Run>();
  /** Each run with its ids, the most recently used last. */
  private readonly idsOf = new Map<Run, Set<string>>();

  /** The number of runs. */
  get size(): number {
    return this.idsOf.size;
  }

  find(id: string): Run | undefined {
    return this.byId.get(id);
  }

  has(run: Run): boolean {
    return this.idsOf.has(run);
  }

  /** All runs, the least recently used first. */
  all(): readonly Run[] {
    return [...this.idsOf.keys()];
  }

  /** Adds an id to a run. An id that another run had moves; a run without ids is forgotten. */
  add(id: string, run: Run): void {
    const ids = this.idsOf.get(run) ?? new Set();
    this.idsOf.set(run, ids.add(id));
    const before = this.byId.get(id);
    this.byId.set(id, run);
    if (before === undefined || before === run) return;
    const others = this.idsOf.get(before);
    others?.delete(id);
    if (others?.size === 0) this.idsOf.delete(before);
  }

  /** Marks a run as the most recently used. */
  use(run: Run): void {
    const ids = this.idsOf.get(run);
    if (ids === undefined) return;
    this.idsOf.delete(run);
    this.idsOf.set(run, ids);
  }

  forget(run: Run): void {
    for (const id of this.idsOf.get(run) ?? []) this.byId.delete(id);
    this.idsOf.delete(run);
  }
}
