/** The options, the control and the records of the test server. Types only. */
import type { TableParameters } from "./catalogue";
import type { FaultSettings, InjectedFault } from "./faults";
import type { Storage } from "./log-objects";
import type { RateTable } from "./rate-limits";
import type { WorkGroup } from "./work-groups";

/** How long things take, milliseconds. */
export type Delays = {
  readonly queueMs: number;
  /** The least time in RUNNING, for all statements or by their text; a slow one takes longer. */
  readonly queryMs: number | ((sql: string) => number);
  /** From StopQueryExecution to CANCELLED: the answer to a stop does not confirm it. */
  readonly stopMs: number;
  /** Before a page of keys is listed on S3. */
  readonly listMs: number;
};

/** Quotas of the account. */
export type Limits = {
  /** Calls per second and burst of each operation; null switches throttling off. */
  readonly rates: RateTable | null;
  /** Statements that may be queued or running at once; null is without limit. */
  readonly concurrentDml: number | null;
};

export type AthenaServerOptions = {
  /** A lake made by importLogs; its partitions are the catalogue's data, also those imported later. */
  readonly lake: string;
  /** The folder of results while it runs; by default a new folder among the system's temporary files. */
  readonly resultsDir?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly queueDelayMs?: number;
  readonly queryDelayMs?: number;
  readonly stopDelayMs?: number;
  /** False switches throttling off; the default is the documented table. */
  readonly rates?: RateTable | false;
  readonly concurrentDml?: number | null;
  /** Added to, or changed in, the work group `primary`. */
  readonly workGroups?: Readonly<Record<string, Partial<WorkGroup>>>;
  /** Buckets that exist; a result written elsewhere is lost though its query succeeds. */
  readonly buckets?: readonly string[];
  /** Multiplies the size of every log file, so that a small lake can cost much. */
  readonly bytesFactor?: number;
  /** The trail's bucket refuses requests without `RequestPayer`. */
  readonly requesterPays?: boolean;
  /** Other parameters of the catalogue's tables; what a table reads follows from them. */
  readonly tableParameters?: TableParameters;
  /** Statements that DuckDB works on at the same time; others wait in RUNNING. */
  readonly engineSlots?: number;
};

export type QueryState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** Why a query failed, as GetQueryExecution reports it. */
export type AthenaError = {
  readonly ErrorCategory: number;
  readonly ErrorType: number;
  readonly Retryable: boolean;
  readonly ErrorMessage: string;
};

/** One execution as the server has seen it. */
export type ExecutionRecord = {
  readonly id: string;
  readonly sql: string;
  readonly token: string;
  readonly workGroup: string;
  readonly database: string;
  readonly state: QueryState;
  readonly history: readonly { readonly state: QueryState; readonly atMs: number }[];
  readonly reason: string | null;
  readonly error: AthenaError | null;
  /** Catalogued tables that the statement reads, and its conditions on their partition keys. */
  readonly tables: readonly string[];
  readonly partitionConditions: readonly string[];
  readonly selectedPartitions: number;
  /** Size of the files that the conditions select. */
  readonly selectedBytes: number;
  /** What was billed. */
  readonly scannedBytes: number;
  /** Data rows, without the header. */
  readonly rows: number;
  readonly reusedFrom: string | null;
  /** The age of an earlier result that the start allowed; null is none. */
  readonly reuseMaxAgeMinutes: number | null;
  /** How many StartQueryExecution calls started or joined this run. */
  readonly starts: number;
};

/** One request. */
export type Call = {
  readonly op: string;
  /** The key that signed it; empty where it was not signed. */
  readonly accessKeyId: string;
  readonly atMs: number;
  /** `ok`, the name of the error answered, or what happened to the connection. */
  readonly outcome: string;
};

export type CallSummary = {
  readonly total: number;
  readonly byOp: Readonly<Record<string, number>>;
  /** The most calls within any one second, by operation. */
  readonly peakPerSecond: Readonly<Record<string, number>>;
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly log: readonly Call[];
};

/** Control over the server, for tests. */
export type Control = {
  readonly executions: () => readonly ExecutionRecord[];
  /** Statements that read a partitioned table without a condition on a partition key. */
  readonly unpruned: () => readonly ExecutionRecord[];
  readonly calls: () => CallSummary;
  /** Injects faults until the next call; null stops. Counts restart. */
  readonly faults: (settings: FaultSettings | null) => void;
  readonly injected: () => readonly InjectedFault[];
  readonly limits: (change: Partial<Limits>) => void;
  readonly delays: (change: Partial<Delays>) => void;
  /** Creates a work group or changes settings of one. */
  readonly workGroup: (name: string, change: Partial<WorkGroup>) => void;
  /** Stores log files in other classes than STANDARD, by the beginning of their keys. */
  readonly storage: (storage: Storage) => void;
  /** From now on requests signed with this key get ExpiredTokenException. */
  readonly expireAccessKey: (accessKeyId: string) => void;
  /**
   * Forgets executions, calls, faults and expired keys, and fills the token buckets. Delays,
   * limits and work groups keep their settings.
   */
  readonly reset: () => Promise<void>;
};

export type AthenaServer = {
  readonly url: string;
  readonly port: number;
  readonly control: Control;
  readonly close: () => Promise<void>;
};
