/**
 * Regular expressions of rules, in the part of the language that RE2, Trino's joni and JavaScript
 * read alike, and that none of them needs long for.
 */

/** A pattern to match with, or why it is refused, a sentence. */
export type RegexReading = { readonly pattern: string } | { readonly problem: string };

const MOST_CHARACTERS = 500;
/** The time of a search that fails grows with the text's length to this power. */
const MOST_UNBOUNDED = 3;
const MOST_REPEATS = 100;
const MOST_DEPTH = 20;

/** Classes by their escapes; the engines' own differ outside of ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  d: "0-9",
  w: "0-9A-Za-z_",
  s: " \\t\\n\\r\\f\\v",
};
const CONTROLS: Readonly<Record<string, string>> = { t: "\\t", n: "\\n", r: "\\r", f: "\\f" };

class RegexProblem extends Error {}

type Options = { readonly dotMatchesAll: boolean };

/** Reads a pattern from left to right and writes the same in the common form. */
class Reader {
  private at = 0;
  private unbounded = 0;
  private readonly characters: readonly string[];

  constructor(
    pattern: string,
    private readonly options: Options,
  ) {
    this.characters = [...pattern];
  }

  read(): string {
    const written = this.alternatives(0);
    if (this.at < this.characters.length) throw new RegexProblem("has a “)” without a “(”");
    return written;
  }

  private next(): string | undefined {
    return this.characters[this.at];
  }

  private take(): string {
    const character = this.characters[this.at];
    if (character === undefined) throw new RegexProblem("ends too early");
    this.at += 1;
    return character;
  }

  private alternatives(depth: number): string {
    let written = this.sequence(depth);
    while (this.next() === "|") {
      this.at += 1;
      written += `|${this.sequence(depth)}`;
    }
    return written;
  }

  private sequence(depth: number): string {
    let written = "";
    for (let next = this.next(); next !== undefined && next !== "|" && next !== ")"; ) {
      const isGroup = next === "(";
      const isAnchor = next === "^" || next === "$";
      const atom = isGroup ? this.group(depth) : this.atom();
      written += atom + this.repeats(isGroup, isAnchor);
      next = this.next();
    }
    return written;
  }

  private group(depth: number): string {
    if (depth >= MOST_DEPTH) throw new RegexProblem("has too many groups inside groups");
    this.at += 1;
    if (this.next() === "?") {
      this.at += 1;
      if (this.take() !== ":") throw new RegexProblem("has a group other than (…) and (?:…)");
    }
    const inner = this.alternatives(depth + 1);
    if (this.next() !== ")") throw new RegexProblem("has a “(” without a “)”");
    this.at += 1;
    return `(?:${inner})`;
  }

  private atom(): string {
    const character = this.take();
    if (character === ".") return this.options.dotMatchesAll ? "[\\s\\S]" : "[^\\n]";
    if (character === "^") return character;
    // Trino finds `$` before a last line break too.
    if (character === "$") return "\\z";
    if (character === "[") return this.set();
    if (character === "\\") return this.escape();
    if ("*+?{".includes(character))
      throw new RegexProblem(`has a “${character}” with nothing to repeat`);
    return quoted(character);
  }

  private escape(): string {
    const character = this.take();
    const set = CLASSES[character.toLowerCase()];
    if (set !== undefined) return character === character.toLowerCase() ? `[${set}]` : `[^${set}]`;
    const control = CONTROLS[character];
    if (control !== undefined) return control;
    if (/[A-Za-z0-9]/.test(character)) throw new RegexProblem(`has “\\${character}”`);
    return quoted(character);
  }

  private set(): string {
    let written = "";
    const isNegated = this.next() === "^";
    if (isNegated) this.at += 1;
    while (this.next() !== "]") {
      const from = this.member();
      if (from.isClass || this.next() !== "-" || this.characters[this.at + 1] === "]") {
        written += from.text;
        continue;
      }
      this.at += 1;
      const to = this.member();
      if (to.isClass || to.code < from.code)
        throw new RegexProblem("has a range that ends before it starts");
      written += `${from.text}-${to.text}`;
    }
    this.at += 1;
    if (written === "") throw new RegexProblem("has an empty “[]”");
    return `[${isNegated ? "^" : ""}${written}]`;
  }

  private member(): { readonly text: string; readonly isClass: boolean; readonly code: number } {
    const character = this.take();
    const code = character.codePointAt(0) ?? 0;
    if (character === "[") throw new RegexProblem("has a “[” inside “[]”");
    if (character !== "\\") {
      if (character === "&" && this.next() === "&") throw new RegexProblem("has “&&” inside “[]”");
      return { text: quotedInSet(character), isClass: false, code };
    }
    const escaped = this.take();
    const set = CLASSES[escaped];
    if (set !== undefined) return { text: set, isClass: true, code };
    const control = CONTROLS[escaped];
    if (control !== undefined) return { text: control, isClass: true, code };
    if (/[A-Za-z0-9]/.test(escaped)) throw new RegexProblem(`has “\\${escaped}” inside “[]”`);
    return { text: quotedInSet(escaped), isClass: false, code: escaped.codePointAt(0) ?? 0 };
  }

  /** A repetition of what is before it. A group that repeats, with repetitions in it, explodes. */
  private repeats(isGroup: boolean, isAnchor: boolean): string {
    const next = this.next();
    if (next === undefined || !"*+?{".includes(next)) return "";
    if (isAnchor) throw new RegexProblem("repeats an anchor");
    this.at += 1;
    const { text, most } =
      next === "{" ? this.counts() : { text: next, most: next === "?" ? 1 : null };
    if (isGroup && text !== "?")
      throw new RegexProblem("repeats a group, which can take very long");
    if (most === null) this.unbounded += 1;
    if (this.unbounded > MOST_UNBOUNDED)
      throw new RegexProblem(
        `has more than ${MOST_UNBOUNDED} of “*” and “+”, which can take very long`,
      );
    if (this.next() === "?") {
      // Whether it takes as little or as much as possible does not matter for whether it matches.
      this.at += 1;
    }
    const after = this.next();
    if (after !== undefined && "*+?{".includes(after))
      throw new RegexProblem(`has a “${after}” after a repetition`);
    return text;
  }

  private counts(): { readonly text: string; readonly most: number | null } {
    let inside = "";
    while (this.next() !== "}") inside += this.take();
    this.at += 1;
    const [, least, comma, most] = /^(\d+)(,)?(\d+)?$/.exec(inside) ?? [];
    if (least === undefined)
      throw new RegexProblem(`has “{${inside}}”, which is not a valid count`);
    const [from, to] = [Number(least), most === undefined ? null : Number(most)];
    if (from > MOST_REPEATS || (to ?? 0) > MOST_REPEATS)
      throw new RegexProblem(`repeats more than ${MOST_REPEATS} times`);
    if (to !== null && to < from)
      throw new RegexProblem(`has “{${inside}}”, which is not a valid count`);
    const isOpen = comma !== undefined && to === null;
    return { text: `{${inside}}`, most: isOpen ? null : (to ?? from) };
  }
}

const quoted = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
const quotedInSet = (character: string): string => character.replace(/[\\^\]-]/, "\\$&");

/** What matches any text at an end of a pattern only takes time: a pattern matches anywhere. */
const withoutOpenEnds = (pattern: string): string =>
  /[|()[\]\\]/.test(pattern) ? pattern : pattern.replace(/^\.\*/, "").replace(/\.\*$/, "");

/** Reads a regular expression of a rule. */
export function readRegex(pattern: string, options: Options): RegexReading {
  if (pattern === "") return { problem: "The regular expression is empty." };
  if (pattern.length > MOST_CHARACTERS)
    return {
      problem: `The regular expression has ${pattern.length} characters; at most ${MOST_CHARACTERS} are read.`,
    };
  try {
    const written = new Reader(withoutOpenEnds(pattern), options).read();
    return { pattern: written };
  } catch (error) {
    if (!(error instanceof RegexProblem)) throw error;
    return { problem: `The regular expression “${pattern}” ${error.message}.` };
  }
}
