/** Rules of the watchlist as event patterns of Amazon EventBridge, where one event decides. */
import type { Rule, RuleSignal } from "../watchlist/rule";
import {
  type Conjunct,
  conditionPattern,
  type Disjunction,
  type Matcher,
} from "./condition-pattern";

/** A pattern as JSON: lists of tests below the names of fields. */
export type PatternNode = { readonly [name: string]: PatternNode | readonly unknown[] };

export type EventPattern = {
  /** A name for it: the rule's id with a number. */
  readonly name: string;
  readonly rule: Rule;
  readonly pattern: PatternNode;
  /** It names calls that only read: EventBridge has those only for rules that want all of them. */
  readonly needsReads: boolean;
};

/** A rule without patterns, or some of its calls; the reason is the end of a sentence. */
export type Refused = {
  readonly rule: Rule;
  /** Their names; none is the whole rule. */
  readonly calls: readonly string[];
  readonly reason: string;
};

/** The longest pattern that EventBridge takes unless the quota is raised, characters. */
const LONGEST_PATTERN = 2_048;
/** AWS: “Read-only management events start with Describe, Get or List”; the others are always there. */
const READS = /^(Describe|Get|List)/;
/** AWS's documents have two spellings for sign-ins, so the common end is compared. */
const VIA_CLOUDTRAIL: Matcher = { suffix: " via CloudTrail" };

const SIGNAL_REASONS: Readonly<Record<Exclude<RuleSignal["kind"], "listing" | "grouped">, string>> =
  {
    firstSeen: "compares with the 30 days before",
    burst: "counts the events of ten minutes",
    any: "counts events, or compares with the 30 days before",
  };

type Built = Readonly<Record<string, unknown>>;

function withTest(tree: Built, path: readonly string[], matchers: readonly Matcher[]): Built {
  const [name = "", ...rest] = path;
  if (rest.length === 0) return { ...tree, [name]: matchers };
  return { ...tree, [name]: withTest((tree[name] ?? {}) as Built, rest, matchers) };
}

function treeOf(conjunct: Conjunct): Built {
  return Object.entries(conjunct).reduce<Built>(
    (tree, [path, matchers]) => withTest(tree, path.split("."), matchers),
    {},
  );
}

/** The tests as a part of a pattern: what all conjuncts have once, the rest as alternatives. */
function detailOf(tests: Disjunction): Built {
  const [first = {}, ...more] = tests;
  const isCommon = ([path, matchers]: readonly [string, readonly Matcher[]]) =>
    more.every((each) => JSON.stringify(each[path]) === JSON.stringify(matchers));
  const common = Object.fromEntries(Object.entries(first).filter(isCommon));
  const rest = tests.map((each) =>
    Object.fromEntries(Object.entries(each).filter(([path]) => !(path in common))),
  );
  // Without its common part, one that always holds makes the others needless.
  if (rest.some((each) => Object.keys(each).length === 0)) return treeOf(common);
  return { ...treeOf(common), $or: rest.map(treeOf) };
}

function patternOf(source: string, names: readonly string[], tests: Disjunction): PatternNode {
  const service = source.replace(/\.amazonaws\.com$/, "");
  return {
    source: [`aws.${service}`],
    "detail-type": [VIA_CLOUDTRAIL],
    detail: { eventSource: [source], eventName: names, ...detailOf(tests) } as PatternNode,
  };
}

/** Patterns for calls of one service under the same tests, each short enough. */
function patternsFor(
  source: string,
  names: readonly string[],
  tests: Disjunction,
): readonly PatternNode[] {
  const pattern = patternOf(source, names, tests);
  if (JSON.stringify(pattern).length <= LONGEST_PATTERN || names.length === 1) return [pattern];
  const half = Math.ceil(names.length / 2);
  return [names.slice(0, half), names.slice(half)].flatMap((some) =>
    patternsFor(source, some, tests),
  );
}

/** Whether tests leave calls that only read. */
const mayRead = (tests: Disjunction): boolean =>
  tests.some(({ readOnly }) => readOnly === undefined || readOnly.includes(true));

type Part = { readonly pattern: PatternNode; readonly needsReads: boolean };

type Group = { readonly source: string; readonly names: string[]; readonly tests: Disjunction };

/** The calls of a rule by what patterns test them for, and those that patterns cannot say. */
function groupsOf(rule: Rule): { readonly groups: readonly Group[]; readonly refused: Reasons } {
  const groups = new Map<string, Group>();
  const refused = new Map<string, string[]>();
  for (const [source, names] of Object.entries(rule.calls))
    for (const name of names) {
      const found = conditionPattern(rule.when, { source, name });
      if ("unsayable" in found) {
        refused.set(found.unsayable, [...(refused.get(found.unsayable) ?? []), name]);
        continue;
      }
      if (found.tests.length === 0) continue;
      const key = JSON.stringify([source, found.tests]);
      const group = groups.get(key) ?? { source, names: [], tests: found.tests };
      group.names.push(name);
      groups.set(key, group);
    }
  return { groups: [...groups.values()], refused };
}

/** Names of calls by the reason why they have no pattern. */
type Reasons = ReadonlyMap<string, readonly string[]>;
type Parts = { readonly parts: readonly Part[]; readonly refused: Reasons };

function partsOfAnyCall(rule: Rule): Parts {
  const found = conditionPattern(rule.when, null);
  if ("unsayable" in found) return { parts: [], refused: new Map([[found.unsayable, []]]) };
  const pattern = {
    source: [{ prefix: "aws." }],
    "detail-type": [VIA_CLOUDTRAIL],
    detail: detailOf(found.tests) as PatternNode,
  };
  return { parts: [{ pattern, needsReads: mayRead(found.tests) }], refused: new Map() };
}

function partsOf(rule: Rule): Parts {
  const { kind } = rule.signal;
  if (kind !== "listing" && kind !== "grouped")
    return { parts: [], refused: new Map([[SIGNAL_REASONS[kind], []]]) };
  if (Object.keys(rule.calls).length === 0) return partsOfAnyCall(rule);
  const { groups, refused } = groupsOf(rule);
  const parts = groups.flatMap(({ source, names, tests }) =>
    patternsFor(source, names, tests).map((pattern) => ({
      pattern,
      needsReads: mayRead(tests) && names.some((name) => READS.test(name)),
    })),
  );
  return { parts, refused };
}

/** The patterns of rules, and what has none. */
export function eventPatterns(rules: readonly Rule[]): {
  readonly patterns: readonly EventPattern[];
  readonly refused: readonly Refused[];
} {
  const found = rules.map((rule) => ({ rule, ...partsOf(rule) }));
  return {
    patterns: found.flatMap(({ rule, parts }) =>
      parts.map((part, index) => {
        const number = parts.length === 1 ? "" : `-${index + 1}`;
        return { ...part, rule, name: `${rule.id}${number}` };
      }),
    ),
    refused: found.flatMap(({ rule, parts, refused }) =>
      [...refused].map(([reason, calls]) => ({
        rule,
        calls: parts.length === 0 ? [] : calls,
        reason,
      })),
    ),
  };
}
