/** A Sigma rule for aws/cloudtrail, as parsed data, becomes a rule of the watchlist, or is refused. */
import { literalProblem } from "../literal";
import type { Rule, RuleCondition, Severity } from "../watchlist/rule";
import { attackOf } from "./attack-tags";
import { findNever } from "./never";
import { inWords } from "./question";
import { ConditionProblem, readCondition } from "./sigma-condition";
import { DetectionProblem, readDetection } from "./sigma-detection";

/** A rule that was read, with what has to be shown beside its hits. */
export type SigmaRule = {
  readonly rule: Rule;
  readonly condition: RuleCondition;
  /** The level as the rule has it. */
  readonly level: string;
  /** Its authors; the licence of public rules requires them with every hit. */
  readonly author: string | null;
  readonly licence: string | null;
  readonly link: string | null;
  /** Its condition in words. */
  readonly question: string;
  /** Tests in it that no event satisfies, a sentence each. */
  readonly problems: readonly string[];
  /** False where no event can match the rule. */
  readonly canMatch: boolean;
};

/** The rule, or why it is refused, a sentence. */
export type SigmaReading = SigmaRule | { readonly refused: string };

const SEVERITIES: Readonly<Record<string, Severity>> = {
  critical: "high",
  high: "high",
  medium: "medium",
  low: "low",
  informational: "low",
};

const MOST_TITLE = 256;
const MOST_AUTHOR = 1_000;
const MOST_WHY = 2_000;
const MOST_TESTS = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the ids of these rules begin with; those of the watchlist do not. */
const SIGMA_ID = "sigma:";

/** Whether an id is that of a Sigma rule. */
export function isSigmaId(id: string): boolean {
  return id.startsWith(SIGMA_ID);
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text on one line; null where there is none, or none that a statement can hold. */
function lineOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const line = value.trim().replace(/\s+/g, " ");
  return line === "" || literalProblem(line) !== null ? null : line;
}

function sourceProblem(source: unknown): string | null {
  if (!isTree(source)) return "It has no log source.";
  const { product, service, category } = source;
  const isOurs = product === "aws" && service === "cloudtrail" && category === undefined;
  if (isOurs) return null;
  const named = [product, service, category].map(lineOf).filter((each) => each !== null);
  return `Its log source is ${named.join("/") || "not named"}, not aws/cloudtrail.`;
}

/** How many tests a condition has; a part that it names twice counts twice. */
function testsIn(condition: RuleCondition, known: Map<RuleCondition, number>): number {
  const before = known.get(condition);
  if (before !== undefined) return before;
  const { op } = condition;
  const count =
    op === "and" || op === "or" || op === "inLists"
      ? condition.of.reduce((sum, each) => sum + testsIn(each, known), 0)
      : op === "not"
        ? testsIn(condition.of, known)
        : op === "anyCase"
          ? condition.values.length
          : 1;
  known.set(condition, count);
  return count;
}

function conditionOf(detection: unknown): RuleCondition {
  if (!isTree(detection)) throw new DetectionProblem("It has no detection.");
  const { condition, timeframe, ...given } = detection;
  if (timeframe !== undefined)
    throw new DetectionProblem("It has a time frame; counts are not supported.");
  const parts = new Map(Object.entries(given).map(([name, part]) => [name, readDetection(part)]));
  const texts: readonly unknown[] = Array.isArray(condition) ? condition : [condition];
  const of = texts.map((text) => {
    if (typeof text !== "string") throw new DetectionProblem("It has no condition.");
    return readCondition(text, parts);
  });
  const [only, second] = of;
  if (only === undefined) throw new DetectionProblem("It has no condition.");
  const whole: RuleCondition = second === undefined ? only : { op: "or", of };
  if (testsIn(whole, new Map()) > MOST_TESTS)
    throw new DetectionProblem(`Its condition has more than ${MOST_TESTS} tests.`);
  return whole;
}

function linkOf(references: unknown): string | null {
  const all: readonly unknown[] = Array.isArray(references) ? references : [references];
  const links = all.map(lineOf).filter((each) => each !== null && /^https?:\/\//.test(each));
  return links.find((each) => each !== null && URL.canParse(each)) ?? null;
}

/** What kind of document it is, where it is not a rule. */
function kindProblem(document: Tree): string | null {
  if ("correlation" in document) return "It is a correlation; correlations are not supported.";
  if ("filter" in document) return "It is a filter for other rules; filters are not supported.";
  if ("action" in document) return "It is part of a collection; collections are not supported.";
  return null;
}

function titleOf(title: unknown): string {
  const line = lineOf(title);
  if (line === null) throw new DetectionProblem("It has no title.");
  if (line.length > MOST_TITLE)
    throw new DetectionProblem(`Its title has more than ${MOST_TITLE} characters.`);
  return line;
}

function read(document: Tree): SigmaRule {
  const id = lineOf(document.id);
  if (id === null || !UUID.test(id)) throw new DetectionProblem("It has no id that is a UUID.");
  const title = titleOf(document.title);
  const level = document.level === undefined ? "informational" : String(document.level);
  const severity = Object.hasOwn(SEVERITIES, level) ? SEVERITIES[level] : undefined;
  if (severity === undefined) throw new DetectionProblem(`There is no level “${level}”.`);
  const condition = conditionOf(document.detection);
  const { problems, canMatch } = findNever(condition);
  return {
    rule: {
      id: SIGMA_ID + id.toLowerCase(),
      title,
      why: (lineOf(document.description) ?? title).slice(0, MOST_WHY),
      severity,
      attack: attackOf(document.tags),
      calls: {},
      when: condition,
      signal: { kind: "listing" },
      next: "actors",
    },
    condition,
    level,
    author: lineOf(document.author)?.slice(0, MOST_AUTHOR) ?? null,
    licence: lineOf(document.license),
    link: linkOf(document.references),
    question: inWords(condition),
    problems,
    canMatch,
  };
}

/** Reads a document of a rule file. */
export function readSigmaRule(document: unknown): SigmaReading {
  if (!isTree(document)) return { refused: "It is not a Sigma rule." };
  const kind = kindProblem(document);
  if (kind !== null) return { refused: kind };
  if (document.detection === undefined && document.logsource === undefined)
    return { refused: "It is not a Sigma rule." };
  const source = sourceProblem(document.logsource);
  if (source !== null) return { refused: source };
  try {
    return read(document);
  } catch (error) {
    if (error instanceof DetectionProblem || error instanceof ConditionProblem)
      return { refused: error.message };
    throw error;
  }
}
