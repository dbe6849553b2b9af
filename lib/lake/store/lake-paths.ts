/** Where a lake keeps its files. */
import path from "node:path";

/** Where a lake keeps its parts. */
export function lakePaths(lake: string) {
  return {
    /** The visible Parquet files. */
    events: path.join(lake, "events"),
    /** One file for each committed batch: what it moved in, and what it was made of. */
    journal: path.join(lake, "journal"),
    /** Batches in the making; nothing in here counts. */
    staging: path.join(lake, "staging"),
    manifest: path.join(lake, "manifest.json"),
    lock: path.join(lake, "import.lock"),
  };
}

/** The glob for `read_parquet` over all events of a lake. */
export function eventsGlob(lake: string): string {
  return path.join(lakePaths(lake).events, "*", "*", "*", "*", "*", "*.parquet");
}

/** The number of a batch as it is in file names. */
export function batchName(batch: number): string {
  return String(batch).padStart(8, "0");
}
