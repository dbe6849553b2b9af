/** Splits a text at the ends of its lines. */
import { type OnValue, type Splitter, ValueSplitter } from "./split-values";

const WRAPPED = /^\s*(\[|\{\s*"(Records|Events|events|logEvents|results)")/;
const LOOK_AT = 64;
const LINE_FEED = 10;
const SPACE = 0x20;

/** Hands out each line, or the values in it where a line is a whole log. */
export function splitLines(onValue: OnValue, limit: number, onLine: () => void): Splitter {
  let pieces: Buffer[] = [];
  let bytes = 0;
  const emit = (): void => {
    onLine();
    const line = Buffer.concat(pieces);
    if (bytes > limit) onValue(null);
    else if (WRAPPED.test(line.toString("latin1", 0, LOOK_AT))) {
      const found: Buffer[] = [];
      const inner = new ValueSplitter((value) => found.push(value ?? line), limit);
      inner.push(line);
      // A line that is cut off is handed out as it is, so that its reader reports it.
      for (const value of inner.end() === null ? found : [line]) onValue(value);
    } else if (line.some((byte) => byte > SPACE)) onValue(line);
    pieces = [];
    bytes = 0;
  };
  const add = (piece: Buffer): void => {
    bytes += piece.length;
    if (bytes > limit) pieces = [];
    else pieces.push(piece);
  };
  return {
    push: (chunk) => {
      let from = 0;
      for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
        add(chunk.subarray(from, to));
        emit();
        from = to + 1;
      }
      if (from < chunk.length) add(chunk.subarray(from));
    },
    end: () => {
      if (bytes > 0) emit();
      return null;
    },
  };
}
