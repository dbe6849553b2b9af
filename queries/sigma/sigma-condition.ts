/** The condition of a Sigma rule: `selection and not 1 of filter_*`, over the names of its detection. */
import type { RuleCondition } from "../watchlist/rule";

const MOST_CHARACTERS = 5_000;
const MOST_DEPTH = 30;

const TOKEN = /\s*(?:(\()|(\))|([A-Za-z0-9_.*-]+)|(\|)|(\S))/gy;

type Parts = ReadonlyMap<string, RuleCondition>;

/** A problem of a condition, a sentence. */
export class ConditionProblem extends Error {}

function tokensOf(text: string): readonly string[] {
  const tokens = [...text.trimEnd().matchAll(TOKEN)].map(([token]) => token.trim());
  if (tokens.includes("|"))
    throw new ConditionProblem("The condition counts events; counts are not supported.");
  const odd = tokens.find((token) => !/^([A-Za-z0-9_.*-]+|[()])$/.test(token));
  if (odd !== undefined)
    throw new ConditionProblem(`The condition has “${odd}”, which is not understood.`);
  return tokens;
}

function combined(op: "and" | "or", of: readonly RuleCondition[]): RuleCondition {
  const [only, second] = of;
  return only !== undefined && second === undefined ? only : { op, of };
}

/** The names that a pattern such as `filter_*` means; `them` is all that do not start with `_`. */
function namesFor(pattern: string, parts: Parts): readonly string[] {
  const names = [...parts.keys()];
  if (pattern === "them") return names.filter((name) => !name.startsWith("_"));
  const pieces = pattern.split("*");
  const [first = "", ...rest] = pieces;
  return names.filter((name) => {
    if (rest.length === 0) return name === pattern;
    if (!name.startsWith(first)) return false;
    let at = first.length;
    for (const [index, piece] of rest.entries()) {
      const isLast = index === rest.length - 1;
      const found = isLast ? name.length - piece.length : name.indexOf(piece, at);
      if (found < at || !name.startsWith(piece, found)) return false;
      at = found + piece.length;
    }
    return true;
  });
}

/** Reads by descent: `or` binds the least, then `and`, then `not`. */
class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly parts: Parts,
  ) {}

  read(): RuleCondition {
    const condition = this.anyOf(0);
    const rest = this.tokens[this.at];
    if (rest !== undefined)
      throw new ConditionProblem(`The condition has “${rest}” where it should end.`);
    return condition;
  }

  private isNext(word: string): boolean {
    if (this.tokens[this.at]?.toLowerCase() !== word) return false;
    this.at += 1;
    return true;
  }

  private anyOf(depth: number): RuleCondition {
    const of = [this.allOf(depth)];
    while (this.isNext("or")) of.push(this.allOf(depth));
    return combined("or", of);
  }

  private allOf(depth: number): RuleCondition {
    const of = [this.negated(depth)];
    while (this.isNext("and")) of.push(this.negated(depth));
    return combined("and", of);
  }

  private negated(depth: number): RuleCondition {
    if (depth > MOST_DEPTH) throw new ConditionProblem("The condition is nested too deeply.");
    if (this.isNext("not")) return { op: "not", of: this.negated(depth + 1) };
    if (!this.isNext("(")) return this.named();
    const inner = this.anyOf(depth + 1);
    if (!this.isNext(")")) throw new ConditionProblem("The condition has a “(” without a “)”.");
    return inner;
  }

  private named(): RuleCondition {
    const token = this.tokens[this.at];
    if (token === undefined) throw new ConditionProblem("The condition ends too early.");
    this.at += 1;
    const quantifier = token.toLowerCase();
    if (this.tokens[this.at]?.toLowerCase() === "of") return this.quantified(quantifier);
    const part = this.parts.get(token);
    if (part === undefined)
      throw new ConditionProblem(
        `The condition names “${token}”, which the detection does not have.`,
      );
    return part;
  }

  private quantified(quantifier: string): RuleCondition {
    this.at += 1;
    const pattern = this.tokens[this.at];
    this.at += 1;
    if (quantifier !== "1" && quantifier !== "any" && quantifier !== "all")
      throw new ConditionProblem(`“${quantifier} of” is not supported; “1 of” and “all of” are.`);
    const names = pattern === undefined ? [] : namesFor(pattern, this.parts);
    if (names.length === 0)
      throw new ConditionProblem(
        `“${quantifier} of ${pattern ?? ""}” names no part of the detection.`,
      );
    const of = names.flatMap((name) => this.parts.get(name) ?? []);
    return combined(quantifier === "all" ? "and" : "or", of);
  }
}

/**
 * Reads a condition over the parts of a detection.
 * @throws {ConditionProblem} where it cannot be read
 */
export function readCondition(text: string, parts: Parts): RuleCondition {
  if (text.length > MOST_CHARACTERS)
    throw new ConditionProblem(`The condition has more than ${MOST_CHARACTERS} characters.`);
  return new Reader(tokensOf(text), parts).read();
}
