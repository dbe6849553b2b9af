/** The backend of this server: an engine, the sources that it reads, and its prices. */

import type { Row } from "@/lib/api/run";
import type { Config } from "@/lib/config";
import type { Engine } from "@/lib/engine/port";
import type { Slices } from "@/lib/engine/slices/slices";
import type { SourceFacts } from "@/lib/engine/source-facts";
import type { Sources } from "@/lib/investigation/choose-source";
import type { Result } from "@/lib/result";
import type { FoundSource } from "@/queries/gather-sources";

export type Backend = {
  readonly config: Config;
  readonly engine: Engine;
  /** Slices of its engine; null where each question is asked of the source. */
  readonly slices: Slices | null;
  readonly sources: Sources;
  /** What a person reads at the top of the page: `DuckDB · local lake`. */
  readonly label: string;
  /** The price of a scanned terabyte, US dollars; null on an engine that costs nothing. */
  readonly dollarsPerTb: number | null;
  /** Its engine ends a run that scans more, which is billed, bytes; null is no limit. */
  readonly cutoffBytes: number | null;
  /** What a source holds now; fails where there is nothing yet. */
  readonly holdings: (source: FoundSource) => Promise<Result<SourceFacts>>;
  /**
   * The record of an event to the letter, from the log file that its row names. Fails with a
   * sentence where that is out of reach; the signal says that nobody waits for it any more.
   */
  readonly recordFrom: (
    logFile: string,
    eventId: string,
    signal: AbortSignal,
  ) => Promise<Result<string>>;
  /** What the import found wrong with a log file, a sentence; null where nothing is known. */
  readonly logWarning: (logFile: string) => Promise<string | null>;
  /** Reads the source, and says in a sentence why it cannot be read; null where it can. */
  readonly problem: () => Promise<string | null>;
  /** All rows of a done run, by the fastest way there is. Throws where they cannot be had. */
  readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
  /** Stops what this process started. */
  readonly close: () => Promise<void>;
};
