/** A detection of a Sigma rule: maps of fields and values, and lists of such maps, as conditions. */
import { literalProblem } from "../literal";
import { textOfGlob } from "../watchlist/glob";
import type { RuleCondition, RuleField, RulePath, ValueTest } from "../watchlist/rule";
import { readField } from "./sigma-fields";
import { readRegex } from "./sigma-regex";

/** A problem of a detection, a sentence. */
export class DetectionProblem extends Error {}

const MODIFIERS: ReadonlySet<string> = new Set([
  "contains",
  "startswith",
  "endswith",
  "all",
  "re",
  "i",
  "s",
  "exists",
  "fieldref",
  "cased",
]);

/** Modifiers of Sigma that are not read. */
const UNSUPPORTED: ReadonlySet<string> = new Set([
  "m",
  "base64",
  "base64offset",
  "cidr",
  "day",
  "expand",
  "gt",
  "gte",
  "hour",
  "lt",
  "lte",
  "minute",
  "month",
  "neq",
  "utf16",
  "utf16be",
  "utf16le",
  "week",
  "wide",
  "windash",
  "year",
]);

const PLACES = ["contains", "startswith", "endswith"] as const;
type Place = (typeof PLACES)[number];

type Test = {
  /** As the rule writes it, with its modifiers. */
  readonly key: string;
  readonly place: Place | null;
  readonly has: (modifier: string) => boolean;
};

type Scalar = string | number | boolean | null;

const isScalar = (value: unknown): value is Scalar =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function combined(op: "and" | "or", of: readonly RuleCondition[]): RuleCondition {
  const [only, second] = of;
  return only !== undefined && second === undefined ? only : { op, of };
}

function readTest(key: string, modifiers: readonly string[]): Test {
  for (const modifier of modifiers) {
    if (modifier === "expand")
      throw new DetectionProblem(`“${key}” has placeholders (expand), which are not supported.`);
    if (UNSUPPORTED.has(modifier))
      throw new DetectionProblem(`“${key}”: the modifier “${modifier}” is not supported.`);
    if (!MODIFIERS.has(modifier))
      throw new DetectionProblem(`“${key}”: there is no modifier “${modifier}”.`);
  }
  const has = (modifier: string): boolean => modifiers.includes(modifier);
  const places = PLACES.filter(has);
  const kinds = [...places, ...["re", "exists", "fieldref"].filter(has)];
  const isRegex = has("re");
  const isOdd =
    kinds.length > 1 ||
    ((has("i") || has("s")) && !isRegex) ||
    (has("cased") && (isRegex || has("exists"))) ||
    (has("all") && has("exists"));
  if (isOdd) throw new DetectionProblem(`“${key}”: these modifiers do not go together.`);
  return { key, place: places[0] ?? null, has };
}

/** A value with its wildcards as a pattern, of which a backslash is plain unless it is before one. */
function globOf(value: string): string {
  return value.replace(/\\([\\*?])|[\s\S]/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return match === "\\" ? "\\\\" : match;
  });
}

function regexTest(field: RuleField, value: Scalar, { key, has }: Test): RuleCondition {
  if (typeof value !== "string") throw new DetectionProblem(`“${key}”: ${value} is not text.`);
  const read = readRegex(value, { dotMatchesAll: has("s") });
  if ("problem" in read) throw new DetectionProblem(`“${key}”: ${read.problem}`);
  const { pattern } = read;
  return { op: "matches", field, pattern, ...(has("i") ? { ignoresCase: true } : {}) };
}

function referenceTest(field: RuleField, value: Scalar, { key, has }: Test): RuleCondition {
  const other = readField(String(value));
  if (other.kind === "unknown") throw new DetectionProblem(`“${key}”: ${other.problem}`);
  if (other.kind === "absent") return { op: "never" };
  return { op: "same", field, as: other.field, isCased: has("cased") };
}

/** Tests of a path of which one is enough: they look into the lists on its way too. */
function inLists(of: readonly RuleCondition[]): RuleCondition {
  const tests = of.filter(isValueTest);
  const [first] = tests;
  if (first === undefined || !isPath(first.field)) return combined("or", of);
  const others = of.filter((each) => !isValueTest(each));
  return combined("or", [{ op: "inLists", field: first.field, of: tests }, ...others]);
}

const VALUE_TESTS: readonly string[] = ["is", "anyCase", "like", "matches"];
const isValueTest = (test: RuleCondition): test is ValueTest => VALUE_TESTS.includes(test.op);
const isPath = (field: RuleField): field is RulePath => field.includes(".");

/** A path may lead to an object or a list, which is present as well. */
const present = (field: RuleField): RuleCondition =>
  field.includes(".")
    ? { op: "like", field, pattern: "*", isCased: true }
    : { op: "present", field };

const absent = (field: RuleField): RuleCondition => ({ op: "not", of: inLists([present(field)]) });

function textTest(field: RuleField, value: Scalar, { key, place, has }: Test): RuleCondition {
  if (value === null) {
    if (place !== null) throw new DetectionProblem(`“${key}”: nothing cannot be part of a text.`);
    return absent(field);
  }
  const glob = globOf(String(value));
  const before = place === "contains" || place === "endswith" ? "*" : "";
  const after = place === "contains" || place === "startswith" ? "*" : "";
  const pattern = `${before}${glob}${after}`.replace(/^\*\*+/, "*");
  const isCased = has("cased");
  const text = textOfGlob(pattern);
  if (text === null) return { op: "like", field, pattern, isCased };
  // Nothing is equal to an empty text, in any letter case: an empty value counts as absent.
  return isCased && text !== ""
    ? { op: "is", field, value: text }
    : { op: "anyCase", field, values: [text] };
}

function valueTest(field: RuleField, value: unknown, test: Test): RuleCondition {
  const { key, has } = test;
  if (!isScalar(value))
    throw new DetectionProblem(`“${key}” has a value that is neither text nor a number.`);
  const problem = typeof value === "string" ? literalProblem(value) : null;
  if (problem !== null) throw new DetectionProblem(`“${key}”: a value is refused. ${problem}`);
  if (has("exists")) {
    if (typeof value !== "boolean") throw new DetectionProblem(`“${key}” must be true or false.`);
    return value ? present(field) : absent(field);
  }
  if (has("re")) return regexTest(field, value, test);
  return has("fieldref") ? referenceTest(field, value, test) : textTest(field, value, test);
}

/** The same condition with the values of one field in one list. */
function merged(of: readonly RuleCondition[]): readonly RuleCondition[] {
  const values = of.flatMap((each) => (each.op === "anyCase" ? each.values : []));
  const [first] = of.filter((each) => each.op === "anyCase");
  if (first === undefined || values.length < 2) return of;
  return [{ ...first, values }, ...of.filter((each) => each.op !== "anyCase")];
}

function fieldTest(key: string, given: unknown): RuleCondition {
  const [name = "", ...modifiers] = key.split("|");
  if (name === "") throw new DetectionProblem("Keywords without a field are not supported.");
  const test = readTest(key, modifiers);
  const field = readField(name);
  if (field.kind === "unknown") throw new DetectionProblem(field.problem);
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (values.length === 0) throw new DetectionProblem(`“${key}” has an empty list.`);
  if (field.kind === "absent") {
    const isAbsence = test.has("exists") ? given === false : given === null;
    return isAbsence ? { op: "not", of: { op: "never" } } : { op: "never" };
  }
  const of = values.map((value) => valueTest(field.field, value, test));
  if (test.has("all"))
    return combined(
      "and",
      of.map((each) => inLists([each])),
    );
  return inLists(merged(of));
}

/** A part of a detection: a map is all of its tests, a list any of its maps. */
export function readDetection(part: unknown): RuleCondition {
  if (isMap(part)) {
    const tests = Object.entries(part);
    if (tests.length === 0) throw new DetectionProblem("A part of the detection is empty.");
    return combined(
      "and",
      tests.map(([key, value]) => fieldTest(key, value)),
    );
  }
  if (!Array.isArray(part) || part.length === 0 || part.some((each) => !isMap(each)))
    throw new DetectionProblem("Keywords without a field are not supported.");
  return combined("or", part.map(readDetection));
}
