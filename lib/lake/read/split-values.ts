/** Receives the bytes of one value; null in place of a value that is larger than the limit. */
export type OnValue = (bytes: Buffer | null) => void;

/** Takes a text piece by piece and hands out the values in it. */
export type Splitter = {
  readonly push: (chunk: Buffer) => void;
  /** Ends the text. Returns what is wrong with it, or null. */
  readonly end: () => string | null;
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const isOpen = (byte: number): boolean => byte === 0x7b || byte === 0x5b;
const isClose = (byte: number): boolean => byte === 0x7d || byte === 0x5d;
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

const SHORT_TEXT = 128;

/** The next quote that is not escaped, or the end of the text. */
const endOfText = (text: Buffer, from: number): number => {
  let at = from;
  let quote = -1;
  for (;;) {
    if (quote < at) quote = text.indexOf(QUOTE, at);
    if (quote < 0) quote = text.length;
    const backslash = text.subarray(0, quote).indexOf(BACKSLASH, at);
    // An escape at the very end takes the first byte of the next chunk as well.
    if (backslash < 0) return Math.max(at, quote);
    at = backslash + 2;
  }
};

/**
 * The members whose elements are values of their own: of CloudTrail, `lookup-events`, CloudWatch
 * Logs and Splunk. So a file of a gigabyte is read in the memory of its largest element.
 */
const LISTS = new Set(["Records", "Events", "logEvents", "events", "results"]);
const MOST_KEY_BYTES = '"logEvents"'.length;

/**
 * Splits JSON text into its values: the elements of `{"Records": [...]}` and its like and of arrays
 * at the top, and every other value at the top whole. It follows brackets and strings only, so memory
 * is bounded by the largest value; whether a value is sound is for its reader to find out.
 * @param limit values above this many bytes are passed over and reported as null
 */
export const splitValues = (onValue: OnValue, limit: number): Splitter => {
  let text: Buffer = Buffer.alloc(0);
  let at = 0;
  /** Where the value being read starts in `text`, or -1 between values. */
  let start = -1;
  let depth = 0;
  /** The depth at which values are handed out: 0 at the top, 1 in an array, 2 in a list of an object. */
  let level = 0;
  let inString = false;
  let scalar = false;
  let oversize = false;
  /** 1 after the key of a list at the top of an object, 2 after its colon. */
  let listKey = 0;
  let stringStart = -1;
  let problem: string | null = null;

  const emit = (end: number): void => {
    onValue(oversize ? null : text.subarray(start, end));
    start = -1;
    oversize = false;
    scalar = false;
  };

  const open = (byte: number): void => {
    if (level === 0 && depth === 0 && byte === 0x5b) level = 1;
    else if (level === 0 && depth === 1 && byte === 0x5b && listKey === 2) {
      level = 2;
      start = -1;
      oversize = false;
    } else if (depth === level && start < 0) start = at;
    depth++;
  };

  const close = (): void => {
    depth--;
    if (depth < 0) problem = "has a closing bracket too many";
    else if (level > 0 && depth < level) {
      // Behind a list of an object there may be another one. The object itself is of no interest.
      level = 0;
    } else if (depth === level && start >= 0) emit(at + 1);
  };

  const inText = (): void => {
    // Most texts are short, and a call would take longer than looking at each byte.
    const near = Math.min(text.length, at + SHORT_TEXT);
    while (at < near) {
      const byte = text[at];
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) break;
      at++;
    }
    if (at >= near) at = endOfText(text, at);
    if (at >= text.length) return;
    inString = false;
    const isKey = level === 0 && depth === 1 && stringStart >= 0;
    if (isKey && at + 1 - stringStart <= MOST_KEY_BYTES)
      listKey = LISTS.has(text.toString("latin1", stringStart + 1, at)) ? 1 : 0;
  };

  const step = (byte: number): void => {
    if (scalar && (byte === COMMA || isClose(byte) || isSpace(byte))) emit(at);
    if (byte === QUOTE) {
      if (depth === level && start < 0) {
        start = at;
        scalar = true;
      }
      inString = true;
      stringStart = at;
    } else if (isOpen(byte)) {
      open(byte);
      listKey = 0;
    } else if (isClose(byte)) close();
    else if (isSpace(byte)) return;
    else if (byte === COLON) listKey = listKey === 1 ? 2 : 0;
    else {
      listKey = 0;
      if (depth === level && start < 0 && byte !== COMMA) {
        start = at;
        scalar = true;
      }
    }
  };

  const push = (chunk: Buffer): void => {
    if (problem !== null) return;
    if (start >= 0 && at - start > limit) oversize = true;
    // A key is short: keeping a few bytes more finds one that lies across two chunks.
    const keep = start >= 0 && !oversize ? start : Math.max(0, Math.min(at, text.length) - 16);
    text = keep < text.length ? Buffer.concat([text.subarray(keep), chunk]) : chunk;
    at -= keep;
    if (start >= 0) start = Math.max(0, start - keep);
    stringStart = stringStart >= keep ? stringStart - keep : -1;
    while (at < text.length && problem === null) {
      if (inString) {
        inText();
        if (inString) return;
      } else step(text[at] ?? 0);
      at++;
    }
  };

  const end = (): string | null => {
    if (problem !== null) return problem;
    if (scalar && !inString) emit(text.length);
    return inString || depth > 0 ? "ends in the middle of a record" : null;
  };
  return { push, end };
};
