/** Four hexadecimal digits of every 16-bit number: random ids are then table look-ups. */
const HEX4: readonly string[] = Array.from({ length: 65_536 }, (_, n) =>
  n.toString(16).padStart(4, "0"),
);
const ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * A small seeded generator (sfc32). Each (seed, stream, slot) starts its own sequence, so a slot's
 * events do not depend on how many were drawn before it.
 */
export class Rng {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(seed: number, stream: number, slot: number) {
    this.a = seed | 0;
    this.b = stream | 0;
    this.c = slot | 0;
    for (let i = 0; i < 12; i += 1) this.next();
  }

  /** The next unsigned 32-bit number. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.next() / 4_294_967_296;
  }

  /** A whole number in [0, below). */
  int(below: number): number {
    return Math.floor(this.unit() * below);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.int(items.length)];
    if (item === undefined) throw new Error("pick needs at least one item");
    return item;
  }

  /** Hexadecimal digits, as in resource ids. */
  hex(digits: number): string {
    let text = "";
    while (text.length < digits) text += HEX4[this.next() >>> 16];
    return text.slice(0, digits);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const p = this.next();
    const q = this.next();
    const r = this.next();
    const s = this.next();
    return `${HEX4[p >>> 16]}${HEX4[p & 0xffff]}-${HEX4[q >>> 16]}-${HEX4[(q & 0xfff) | 0x4000]}-${
      HEX4[((r >>> 16) & 0x3fff) | 0x8000]
    }-${HEX4[r & 0xffff]}${HEX4[s >>> 16]}${HEX4[s & 0xffff]}`;
  }

  /** Letters and digits, as in a delivery file's name. */
  alnum(length: number): string {
    return this.text(ALNUM, length);
  }

  /** Upper-case letters and digits 2 to 7, as in AWS unique ids. */
  upper(length: number): string {
    return this.text(UPPER, length);
  }

  private text(alphabet: string, length: number): string {
    let text = "";
    for (let i = 0; i < length; i += 1) text += alphabet.charAt(this.int(alphabet.length));
    return text;
  }
}

/** A choice among items by weight, prepared once and drawn from often. */
export class Weighted<T> {
  private readonly items: T[] = [];
  private readonly ends: number[] = [];
  private total = 0;

  constructor(entries: readonly (readonly [weight: number, item: T])[]) {
    for (const [weight, item] of entries) {
      this.total += weight;
      this.items.push(item);
      this.ends.push(this.total);
    }
  }

  /** One of the items; an item of twice the weight comes twice as often. */
  pick(rng: Rng): T {
    const mark = rng.unit() * this.total;
    let at = 0;
    while (at < this.ends.length - 1 && mark >= (this.ends[at] ?? 0)) at += 1;
    const item = this.items[at];
    if (item === undefined) throw new Error("a weighted choice needs at least one item");
    return item;
  }
}
