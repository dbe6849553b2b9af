/** The backend of this server: an engine, the sources that it reads, and its prices. */
import type { Config } from "@/lib/config";
import type { SlicedEngine } from "@/lib/engine/slices/sliced-engine";
import type { Slices } from "@/lib/engine/slices/slices";
import type { SourceFacts } from "@/lib/engine/source-facts";
import type { Sources } from "@/lib/investigation/choose-source";
import type { Result } from "@/lib/result";
import type { FoundSource } from "@/queries/gather-sources";

export type Backend = {
  readonly config: Config;
  readonly engine: SlicedEngine;
  /** The slices of its engine; null if every step queries the source. */
  readonly slices: Slices | null;
  readonly sources: Sources;
  /** The label at the top of the page: `DuckDB · local lake`. */
  readonly label: string;
  /** The price of a scanned terabyte, US dollars; null on an engine that costs nothing. */
  readonly dollarsPerTb: number | null;
  /** Its engine ends a run that scans more, which is billed, bytes; null where there is no limit. */
  readonly cutoffBytes: number | null;
  /** What a source holds now; fails if it is empty. */
  readonly holdings: (source: FoundSource) => Promise<Result<SourceFacts>>;
  /**
   * The exact record of an event, from the log file that its row names. Fails with a sentence if
   * the file cannot be read; the signal aborts it.
   */
  readonly recordFrom: (
    logFile: string,
    eventId: string,
    signal: AbortSignal,
  ) => Promise<Result<string>>;
  /** What the import found wrong with a log file, a sentence; null if nothing is known. */
  readonly logWarning: (logFile: string) => Promise<string | null>;
  /** Checks that the source can be read: why not, a sentence; null if it can. */
  readonly problem: () => Promise<string | null>;
  /** Stops what this process started. */
  readonly close: () => Promise<void>;
};
