/** The findings of a rule in a list of records, in memory: the judge of the SQL and of the rules. */
import type { Tree } from "../expression-value";
import { historyFrom } from "./compile-findings";
import { isDenied, matches, ruleValue } from "./evaluate";
import type { Burst, FirstSeen, Rule, RuleField, RuleSignal } from "./rule";

/** The records behind one finding. */
export type Group = readonly Tree[];

const BUCKET_MS = 600_000;

/** When a call was made, in milliseconds since 1970. */
const timeMs = (record: Tree): number => Date.parse(String(ruleValue("eventtime", record)));

function groupBy(records: Group, keyOf: (record: Tree) => string): readonly Tree[][] {
  const groups = new Map<string, Tree[]>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()];
}

const keyOf = (by: readonly RuleField[]) => (record: Tree) =>
  JSON.stringify(by.map((field) => ruleValue(field, record)));

/** Groups of one key and ten minutes; each record is in two, as the second grid is five minutes off. */
const bucketsOf = (by: readonly RuleField[], records: Group): readonly Tree[][] =>
  [0, BUCKET_MS / 2].flatMap((offsetMs) =>
    groupBy(
      records,
      (record) => `${Math.floor((timeMs(record) + offsetMs) / BUCKET_MS)} ${keyOf(by)(record)}`,
    ),
  );

/** Those of ten minutes and one value that have as many kinds. */
function withKinds(
  counted: readonly RuleField[],
  kinds: readonly RuleField[],
  atLeast: number,
  records: Group,
): readonly Group[] {
  return bucketsOf(counted, records).filter(
    (bucket) => new Set(bucket.map(keyOf(kinds))).size >= atLeast,
  );
}

function firstSeen(signal: FirstSeen, records: Group, fromMs: number): readonly Group[] {
  const [counted, others] = [signal.by.slice(0, 1), signal.by.slice(1)];
  const newBy = signal.distinct === undefined ? signal.by : others;
  const fresh = groupBy(records, keyOf(newBy)).filter((group) =>
    group.every((record) => timeMs(record) >= fromMs || timeMs(record) < historyFrom(fromMs)),
  );
  const within = fresh.map((group) => group.filter((record) => timeMs(record) >= fromMs));
  const seen = within.filter((group) => group.length > 0);
  const { atLeast = 1 } = signal;
  if (atLeast === 1) return seen;
  if (signal.distinct !== undefined) {
    const keyed = seen.flat().filter((record) => counted.every((by) => ruleValue(by, record)));
    return withKinds(counted, [signal.distinct], atLeast, keyed);
  }
  // Of one second, each is the first.
  const firsts = seen.flatMap((group) => {
    const firstMs = Math.min(...group.map(timeMs));
    return group.filter((record) => timeMs(record) === firstMs);
  });
  return withKinds(counted, others, atLeast, firsts);
}

function bursts(signal: Burst, records: Group, fromMs: number): readonly Group[] {
  const counted = records.filter(
    (record) =>
      timeMs(record) >= fromMs &&
      ruleValue(signal.by, record) !== null &&
      (!signal.isDenied || isDenied(record)),
  );
  const { distinct, distinctAtLeast = signal.atLeast } = signal;
  return bucketsOf([signal.by], counted).filter((bucket) => {
    if (bucket.length < signal.atLeast) return false;
    if (distinct === undefined) return true;
    const values = new Set(bucket.map((record) => ruleValue(distinct, record)));
    values.delete(null);
    return values.size >= distinctAtLeast;
  });
}

function groupsOf(signal: RuleSignal, records: Group, fromMs: number): readonly Group[] {
  const inRange = () => records.filter((record) => timeMs(record) >= fromMs);
  switch (signal.kind) {
    case "listing":
      return inRange().map((record) => [record]);
    case "grouped":
      return groupBy(inRange(), keyOf(signal.by));
    case "firstSeen":
      return firstSeen(signal, records, fromMs);
    case "burst":
      return bursts(signal, records, fromMs);
    case "any":
      return signal.of.flatMap((each) => groupsOf(each, records, fromMs));
  }
}

/** The findings of a rule from a time on; earlier records are the baseline. */
export function findingsOf(rule: Rule, records: Group, fromMs = 0): readonly Group[] {
  const matched = records.filter((record) => matches(rule, record));
  return groupsOf(rule.signal, matched, fromMs);
}
