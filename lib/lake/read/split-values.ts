/** Splits JSON text, piece by piece, into its values, in the memory of the largest one. */

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
const ARRAY = 0x5b;
const isOpen = (byte: number): boolean => byte === 0x7b || byte === ARRAY;
const isClose = (byte: number): boolean => byte === 0x7d || byte === 0x5d;
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

const SHORT_TEXT = 128;

/** The next quote that is not escaped, or the end of the text. */
function endOfText(text: Buffer, from: number): number {
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
}

/**
 * The members whose elements are values themselves: of CloudTrail, `lookup-events`, CloudWatch
 * Logs and Splunk. So a file of a gigabyte is read in the memory of its largest element.
 */
const LISTS = new Set(["Records", "Events", "logEvents", "events", "results"]);
const MOST_KEY_BYTES = '"logEvents"'.length;

/**
 * Hands out the elements of `{"Records": [...]}` and its like and of arrays at the top, and every
 * other value at the top whole. It follows brackets and strings only, so memory is bounded by the
 * largest value; its reader finds out whether a value is well-formed.
 */
export class ValueSplitter implements Splitter {
  private text: Buffer = Buffer.alloc(0);
  private at = 0;
  /** Where the value being read starts in `text`, or -1 between values. */
  private start = -1;
  private depth = 0;
  /** The depth at which values are handed out: 0 at the top, 1 in an array, 2 in a list of an object. */
  private level = 0;
  private inString = false;
  private scalar = false;
  private oversize = false;
  /** 1 after the key of a list at the top of an object, 2 after its colon. */
  private listKey = 0;
  private stringStart = -1;
  private problem: string | null = null;

  /** @param limit values above this many bytes are skipped and reported as null */
  constructor(
    private readonly onValue: OnValue,
    private readonly limit: number,
  ) {}

  push(chunk: Buffer): void {
    if (this.problem !== null) return;
    const { start, at, text } = this;
    if (start >= 0 && at - start > this.limit) this.oversize = true;
    // A key is short: keeping a few bytes more finds one that is split across two chunks.
    const keep = start >= 0 && !this.oversize ? start : Math.max(0, Math.min(at, text.length) - 16);
    this.text = keep < text.length ? Buffer.concat([text.subarray(keep), chunk]) : chunk;
    this.at -= keep;
    if (start >= 0) this.start = Math.max(0, start - keep);
    this.stringStart = this.stringStart >= keep ? this.stringStart - keep : -1;
    this.scan();
  }

  end(): string | null {
    if (this.problem !== null) return this.problem;
    if (this.scalar && !this.inString) this.emit(this.text.length);
    return this.inString || this.depth > 0 ? "ends in the middle of a record" : null;
  }

  private scan(): void {
    const { text } = this;
    while (this.at < text.length && this.problem === null) {
      if (this.inString) {
        this.readString();
        if (this.inString) return;
      } else this.step(text[this.at] ?? 0);
      this.at++;
    }
  }

  private emit(end: number): void {
    this.onValue(this.oversize ? null : this.text.subarray(this.start, end));
    this.start = -1;
    this.oversize = false;
    this.scalar = false;
  }

  private open(byte: number): void {
    if (this.level === 0 && this.depth === 0 && byte === ARRAY) this.level = 1;
    else if (this.level === 0 && this.depth === 1 && byte === ARRAY && this.listKey === 2) {
      this.level = 2;
      this.start = -1;
      this.oversize = false;
    } else if (this.depth === this.level && this.start < 0) this.start = this.at;
    this.depth++;
  }

  private close(): void {
    this.depth--;
    if (this.depth < 0) this.problem = "has a closing bracket too many";
    else if (this.level > 0 && this.depth < this.level) {
      // After a list of an object there may be another one. The object itself is not a value.
      this.level = 0;
    } else if (this.depth === this.level && this.start >= 0) this.emit(this.at + 1);
  }

  /** Advances to the end of a string, or of the text. */
  private readString(): void {
    const { text } = this;
    let at = this.at;
    // Most strings are short, and a call would take longer than looking at each byte.
    const near = Math.min(text.length, at + SHORT_TEXT);
    while (at < near) {
      const byte = text[at];
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) break;
      at++;
    }
    if (at >= near) at = endOfText(text, at);
    this.at = at;
    if (at >= text.length) return;
    this.inString = false;
    const isKey = this.level === 0 && this.depth === 1 && this.stringStart >= 0;
    if (isKey && at + 1 - this.stringStart <= MOST_KEY_BYTES)
      this.listKey = LISTS.has(text.toString("latin1", this.stringStart + 1, at)) ? 1 : 0;
  }

  private startScalar(): void {
    if (this.depth !== this.level || this.start >= 0) return;
    this.start = this.at;
    this.scalar = true;
  }

  private step(byte: number): void {
    if (this.scalar && (byte === COMMA || isClose(byte) || isSpace(byte))) this.emit(this.at);
    if (byte === QUOTE) {
      this.startScalar();
      this.inString = true;
      this.stringStart = this.at;
    } else if (isOpen(byte)) {
      this.open(byte);
      this.listKey = 0;
    } else if (isClose(byte)) this.close();
    else if (isSpace(byte)) return;
    else if (byte === COLON) this.listKey = this.listKey === 1 ? 2 : 0;
    else {
      this.listKey = 0;
      if (byte !== COMMA) this.startScalar();
    }
  }
}
