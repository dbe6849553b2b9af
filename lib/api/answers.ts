/** The page's requests and the server's answers. Shared by actions, routes and components. */

import type { FieldName } from "@/queries/fields";
import type { GeoSummary } from "./address-facts";
import type { RowPage, RunCost, RunState } from "./run";
import type { SourceChoices } from "./sources";

/** Which run may answer a request. */
export type RunMode =
  /** The run that the link names, else one of the same query, else a new one. */
  | "open"
  /** A run over the data as it is now, whatever run the link names. */
  | "fresh"
  /** No scan: a slice or a run that is there, or nothing. */
  | "cached-only"
  /** A new run in place of a failed or cancelled one. */
  | { readonly retryOf: string };

/** What is counted of a step in place of its answer. */
export type StepCounts = "activity" | "facets" | "profile" | "baseline" | "firsts";

/** A step to answer. Everything in it is checked again on the server; it holds no SQL. */
export type StepRequest = {
  /**
   * The URL of the step as `formatInvestigation` writes it, with its scope, inputs and filters, and
   * the run that the page's own URL names.
   */
  readonly link: string;
  /**
   * The answer with its first rows, where they are there; the answer without them; or counts with
   * their rows: the events per day of what the step is about, the facets of its events, the profile
   * of the entity that it is about, that profile in the days before, or what is in the time range
   * for the first time.
   */
  readonly wants: "rows" | "count" | StepCounts;
  readonly mode: RunMode;
  /** A person has seen the scan estimate and confirmed it. */
  readonly confirmed: boolean;
};

/** A notice about the run shown, a sentence. */
export type RunNotice = {
  readonly message: string;
  /** A new run may give another answer, so the page offers one. */
  readonly offersRun: boolean;
};

/** What a run scans. */
export type Reads = {
  /** Partitions that exist and will be read. */
  readonly partitions: number;
  /** All partitions that the source has; null where they were not counted. */
  readonly ofPartitions: number | null;
  /** Files in them that will be read. */
  readonly objects: number;
  readonly bytes: number;
  /** Further files in an archive storage class, which Athena skips. */
  readonly archived: number;
  /** Partitions with logs, but without a file for the hours of the window. */
  readonly partitionsOfOtherHours: number;
  /** Days of the window, `yyyy-MM-dd`, for which no partition exists: no data, not no events. */
  readonly daysWithoutData: readonly string[];
};

/** What a run is about to read, known before it runs. */
export type Estimate = {
  /** Days of deliveries that the partitions cover. */
  readonly days: number;
  /** Deliveries are read up to this time, UTC. */
  readonly deliveredUntil: string;
  /** The longest time from an event to its delivery that is allowed for. */
  readonly deliveryLagMs: number;
  /** Null if unknown. */
  readonly reads: Reads | null;
  /** Why it is unknown, a sentence; null if it is known. */
  readonly unknown: string | null;
  /** It is not known yet, and is being listed. */
  readonly isListing: boolean;
  /** The engine ends a run that scans more, which is billed, bytes; null where there is no limit. */
  readonly cutoffBytes: number | null;
  /** Accounts, regions and days of the scope that the table cannot hold, in sentences. */
  readonly notInTable: readonly string[];
  /** Why the engine may read none of these files, a sentence; empty if it reads them all. */
  readonly unreadReason: string;
};

/** The query behind an answer, for the SQL panel. */
export type QueryText = {
  readonly sql: string;
  readonly explanation: string;
  readonly columns: readonly string[];
  readonly missingFields: readonly FieldName[];
  /** Hours of deliveries whose files are read, where that is less than the days; null is whole days. */
  readonly hoursRead: number | null;
};

export type StepAnswer =
  | {
      readonly kind: "started";
      readonly runId: string;
      /** Whether the run was started for this request; a joined run scans nothing again. */
      readonly isNew: boolean;
      readonly query: QueryText;
      readonly estimate: Estimate;
      /** The state of the run when this was sent: short ones are already done. */
      readonly state: RunState;
      /** The first rows, if they were requested and are ready. */
      readonly firstRows?: RowPage;
      readonly notice: RunNotice | null;
      /** The result was cached before the request: when it was made, milliseconds since the epoch. */
      readonly cachedMs?: number;
    }
  | {
      /** The URL names a run of another query; the user can run this one. */
      readonly kind: "other-query";
      readonly message: string;
      readonly query: QueryText;
      readonly estimate: Estimate;
    }
  /** Needs a scan: no slice answers it, and there is no run to join. */
  | { readonly kind: "would-scan" }
  /** Not started: the sizes of its files are being listed. Ask again. */
  | { readonly kind: "estimating"; readonly query: QueryText; readonly estimate: Estimate }
  | { readonly kind: "needs-inputs"; readonly problems: Readonly<Record<string, string>> }
  | {
      readonly kind: "asks-first";
      readonly query: QueryText;
      readonly estimate: Estimate;
      readonly limitBytes: number;
    }
  | {
      readonly kind: "refused";
      readonly message: string;
      /** The request was valid: the same one succeeds once the cause is fixed. */
      readonly canRetry?: true;
      /** The table cannot contain anything of the scope, so nothing was run. */
      readonly isNotInTable?: true;
    };

/** What a step would cost: nothing if its answer is cached. */
export type StepCost =
  | { readonly kind: "cached" }
  | { readonly kind: "scan"; readonly estimate: Estimate };

/** The states of the runs asked for, by id. */
export type RunStates = Readonly<Record<string, RunState>>;

/** A whole record: the exact text from its log file, or rebuilt from the columns. */
export type EventRecord = {
  readonly text: string;
  /** Why it had to be rebuilt, a sentence; null where the text is the log file's. */
  readonly rebuiltBecause: string | null;
  readonly sourceFile: string | null;
  /** What is wrong with that file, a sentence; null if nothing is known. */
  readonly fileWarning: string | null;
  /** The run that found it; null where the event was cached, and finding it cost nothing. */
  readonly foundBy: FoundBy | null;
};

/** Which record to open. Everything in it is checked again on the server. */
export type RecordRequest = {
  /** The URL of a step in whose scope the event is looked for, with the event open. */
  readonly link: string;
};

/** The run over one of the places where a record is looked for, confirmed by a person. */
export type RecordConfirmation = RecordRequest & { readonly place: number };

/** The run for a record that a person confirmed, or why it did not start. */
export type ConfirmedRecord =
  | { readonly ok: true; readonly runId: string }
  | { readonly ok: false; readonly message: string };

/** A record, or what finding it would read, where that is over the limit. */
export type RecordAnswer =
  | { readonly kind: "record"; readonly record: EventRecord }
  | {
      readonly kind: "asks-first";
      /** Which of the places the run is to read, for its confirmation. */
      readonly place: number;
      readonly estimate: Estimate;
      readonly limitBytes: number;
    };

export type FoundBy = {
  readonly runId: string;
  /** Whether it was started to find this record, so that its cost counts. */
  readonly isNew: boolean;
  readonly cost: RunCost | null;
};

/** What accounts are called, by their ids. */
export type AccountNames = Readonly<Record<string, string>>;

/** What the page knows of the source before any run. */
export type SourceSummary = {
  /** `DuckDB · local lake`, `Athena · ir-workgroup`. */
  readonly engineLabel: string;
  /** The price of a scanned terabyte, US dollars; null on an engine that costs nothing. */
  readonly dollarsPerTb: number | null;
  readonly accounts: readonly string[];
  readonly accountNames: AccountNames;
  readonly regions: readonly string[];
  /** The first and last day with data, `yyyy-MM-dd`; null in an empty lake. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly events: number | null;
  /** The end of the logs, which presets (“last 24 h”) count back from; of the current hour if logs are still delivered. */
  readonly presetEnd: string;
  readonly deliveryLagMs: number;
  /** The sources that can be queried, and those that cannot, with the reason. */
  readonly sources: SourceChoices;
  /** The files that addresses are described from. */
  readonly geo: GeoSummary;
  readonly maxWindowDays: number;
  /** The baseline of an entity is read without a click. */
  readonly runsBaseline: boolean;
};

/** The server actions that a page hands down. */
export type RunActions = {
  /** For a subscriber: a tab names itself, so that its leaving is noticed. */
  readonly startSteps: (
    requests: readonly StepRequest[],
    subscriber: string,
  ) => Promise<readonly StepAnswer[]>;
  /** The states of runs, for the same subscriber. */
  readonly pollRuns: (ids: readonly string[], subscriber: string) => Promise<RunStates>;
  readonly cancelRun: (id: string) => Promise<void>;
};

/** Those of a page that also shows records. */
export type PlaybookActions = RunActions & {
  /** A person has seen the scan estimate of a record and confirmed it. */
  readonly confirmRecord: (confirmed: RecordConfirmation) => Promise<ConfirmedRecord>;
};
