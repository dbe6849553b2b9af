/** The file that the exact path writes its events to. */
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { SOURCE_KEY } from "@/lib/lake/record/record-sql";

/** A file that collects rewritten records, in the form that DuckDB reads fast. */
export type Sink = {
  readonly path: string;
  /** Size in bytes so far, and of the largest object in it. */
  readonly size: () => number;
  readonly largest: () => number;
  /** Adds a record from a log. */
  readonly add: (source: string, record: string) => void;
  /** Keeps, or removes, everything since the last mark. */
  readonly mark: () => void;
  readonly discard: () => void;
  readonly close: () => void;
};

const OBJECT_CHARS = 1 << 20;

/** Opens a sink. Records are gathered into objects of about a megabyte. */
export function openSink(path: string): Sink {
  const fd = openSync(path, "w");
  let pending: string[] = [];
  let pendingSource = "";
  let chars = 0;
  let written = 0;
  let marked = 0;
  let largest = 0;
  const flush = (): void => {
    if (pending.length === 0) return;
    const source = `"${SOURCE_KEY}":${JSON.stringify(pendingSource)}`;
    const bytes = Buffer.from(`{${source},"Records":[${pending.join(",\n")}]}\n`);
    // A disk that fills up takes a part, and fails only when it is given the rest.
    for (let done = 0; done < bytes.length; )
      done += writeSync(fd, bytes, done, bytes.length - done, written + done);
    written += bytes.length;
    largest = Math.max(largest, bytes.length);
    pending = [];
    chars = 0;
  };
  return {
    path,
    size: () => written,
    largest: () => largest,
    add: (source, record) => {
      if (source !== pendingSource) flush();
      pendingSource = source;
      pending.push(record);
      chars += record.length;
      if (chars >= OBJECT_CHARS) flush();
    },
    mark: () => {
      flush();
      marked = written;
    },
    discard: () => {
      pending = [];
      chars = 0;
      written = marked;
      ftruncateSync(fd, marked);
    },
    close: () => {
      flush();
      closeSync(fd);
    },
  };
}
