/** Rules as watches: one for each signal of a rule, in the one form that the statement counts by. */
import type { FieldName } from "../fields";
import { columnOf, columnsIn, conditionSql, DENIED_SQL } from "./condition-sql";
import type { Burst, FirstSeen, Rule, RuleField, RuleSignal } from "./rule";

/** What makes the events of a rule a finding. */
export type Watch = {
  /** The rule's id, with a number where the rule has several. */
  readonly id: string;
  readonly rule: Rule;
  /** Only events of values that the days before do not have. */
  readonly isFirstSeen: boolean;
  /** The first key is only what is counted by: the others must be new, and each of their events counts. */
  readonly isCountedApart: boolean;
  /** The values that are new together, or the one value that is counted by. */
  readonly keys: readonly RuleField[];
  /** The least number in ten minutes; null where each event counts. */
  readonly company: { readonly atLeast: number; readonly distinctAtLeast: number } | null;
  /** The fields whose different values are counted. */
  readonly distinct: readonly RuleField[];
  readonly isDenied: boolean;
};

type Single = Exclude<RuleSignal, { kind: "any" }>;

function burstOf(rule: Rule, id: string, signal: Burst): Watch {
  const { by, atLeast, distinct, distinctAtLeast, isDenied = false } = signal;
  return {
    id,
    rule,
    isFirstSeen: false,
    isCountedApart: false,
    keys: [by],
    company: { atLeast, distinctAtLeast: distinct ? (distinctAtLeast ?? atLeast) : 0 },
    distinct: distinct ? [distinct] : [],
    isDenied,
  };
}

function firstSeenOf(rule: Rule, id: string, { by, atLeast, distinct }: FirstSeen): Watch {
  return {
    id,
    rule,
    isFirstSeen: true,
    isCountedApart: distinct !== undefined,
    keys: by,
    company: atLeast === undefined ? null : { atLeast, distinctAtLeast: atLeast },
    distinct: distinct ? [distinct] : by.slice(1),
    isDenied: false,
  };
}

function watchOf(rule: Rule, id: string, signal: Single): Watch {
  if (signal.kind === "burst") return burstOf(rule, id, signal);
  if (signal.kind === "firstSeen") return firstSeenOf(rule, id, signal);
  return {
    id,
    rule,
    isFirstSeen: false,
    isCountedApart: false,
    keys: [],
    company: null,
    distinct: [],
    isDenied: false,
  };
}

/** The watches of a rule. */
export function watchesOf(rule: Rule): readonly Watch[] {
  const { id, signal } = rule;
  if (signal.kind !== "any") return [watchOf(rule, id, signal)];
  return signal.of.map((each, index) => watchOf(rule, `${id} ${index + 1}`, each));
}

/** What an event must satisfy for a watch besides its name; null where that is nothing. */
export function watchSql({ rule, isDenied }: Watch): string | null {
  const parts = [
    ...(rule.when ? [conditionSql(rule.when)] : []),
    ...(isDenied ? [DENIED_SQL] : []),
  ];
  return parts.length === 0 ? null : parts.join(" and ");
}

/** Whether a rule is about every call. */
export function isAboutAll({ calls }: Rule): boolean {
  return Object.keys(calls).length === 0;
}

/** The fields of the dictionary that watches read. */
export function fieldsOfWatches(watches: readonly Watch[]): readonly FieldName[] {
  return watches.flatMap(({ rule, keys, distinct, isDenied }) => [
    ...(rule.when ? columnsIn(rule.when) : []),
    ...[...keys, ...distinct].map(columnOf),
    ...(isDenied ? (["errorcode"] as const) : []),
  ]);
}
