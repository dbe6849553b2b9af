/** Records made from a rule's own data: some that match it, and some that do not. */
import type { Tree } from "../expression-value";
import { type FieldName, fieldOf } from "../fields";
import { matches } from "./evaluate";
import {
  type Burst,
  type FirstSeen,
  PATH_COLUMNS,
  type Rule,
  type RuleCondition,
  type RuleField,
} from "./rule";

type Change = (record: Tree) => Tree;

export const START = "2026-03-02T10:01:00Z";
const COLUMNS: Readonly<Record<string, string>> = PATH_COLUMNS;

/** A record with a value at a path of the table's columns. */
function set(tree: Tree, path: readonly string[], value: unknown): Tree {
  const [name = "", ...rest] = path;
  const inside = tree[name];
  const below = typeof inside === "object" && inside !== null ? (inside as Tree) : {};
  return { ...tree, [name]: rest.length === 0 ? value : set(below, rest, value) };
}

/** A record with another value of a field. */
export function withField(field: RuleField, value: unknown): Change {
  const [root = "", ...path] = field.split(".");
  const column = COLUMNS[root];
  const whole = column ? [column, ...path] : fieldOf(field as FieldName).expression.split(".");
  return (record) => set(record, whole, value);
}

const both = (first: readonly Change[], second: readonly Change[]): readonly Change[] =>
  first.flatMap((one) =>
    second.map(
      (other): Change =>
        (record) =>
          other(one(record)),
    ),
  );

/** A value for a field that has to be present, or null; a path may lead to a list. */
function present(field: RuleField, op: "present" | "absent", wanted: boolean): unknown {
  if ((op === "present") !== wanted) return null;
  return field.includes(".") ? ["x"] : "x";
}

/** Ways to change a record so that it may match a condition, or with `wanted` false may not. */
function ways(condition: RuleCondition, wanted: boolean): readonly Change[] {
  switch (condition.op) {
    case "not":
      return ways(condition.of, !wanted);
    case "and":
    case "or": {
      const each = condition.of.map((one) => ways(one, wanted));
      if ((condition.op === "and") === wanted) {
        return each.reduce<readonly Change[]>(both, [(record) => record]);
      }
      return each.flat();
    }
    case "denied":
      return [withField("errorcode", wanted ? "AccessDenied" : null)];
    case "openToWorld":
      return [withField("request.cidrIp", wanted ? "0.0.0.0/0" : "10.0.0.0/8")];
    case "is":
    case "contains":
    case "startsWith":
      return [withField(condition.field, wanted ? condition.value : "something else")];
    case "oneOf":
      return (wanted ? condition.values : ["something else"]).map((value) =>
        withField(condition.field, value),
      );
    case "matches":
      return ["p4d.24xlarge", "arn:aws:sts::111122223333:assumed-role/App/i-0123456789abcdef0"].map(
        (value) => withField(condition.field, wanted ? value : "something else"),
      );
    case "like":
    case "anyCase":
    case "inLists":
    case "same":
    case "never":
      throw new Error(`No rule of the watchlist has ${condition.op}.`);
    case "present":
    case "absent":
      return [withField(condition.field, present(condition.field, condition.op, wanted))];
    case "atMost":
      return [withField(condition.field, wanted ? condition.value : condition.value + 1)];
    case "foreignAccount":
      return [withField(condition.field, wanted ? "999988887777" : "111122223333")];
    case "differs":
      return (wanted ? ["another", "999988887777"] : ["alice", "111122223333"]).map((value) =>
        withField(condition.field, value),
      );
  }
}

type Call = { readonly source: string; readonly name: string };

/** Every call of a rule; one that stands for any, where it names none. */
export function callsOf(rule: Rule): readonly Call[] {
  const calls = Object.entries(rule.calls).flatMap(([source, names]) =>
    names.map((name) => ({ source, name })),
  );
  return calls.length > 0 ? calls : [{ source: "ec2.amazonaws.com", name: "DescribeHosts" }];
}

const baseRecord = ({ source, name }: Call): Tree => ({
  eventtime: START,
  eventsource: source,
  eventname: name,
  recipientaccountid: "111122223333",
  sourceipaddress: "198.51.100.7",
  useragent: "aws-cli/2.15",
  useridentity: {
    type: "IAMUser",
    username: "alice",
    accountid: "111122223333",
    arn: "arn:aws:iam::111122223333:user/alice",
    accesskeyid: "AKIAIOSFODNN7EXAMPLE",
  },
});

/** Records of one call, made to match a rule's condition, or with `wanted` false not to. */
const candidates = (rule: Rule, call: Call, wanted: boolean): readonly Tree[] =>
  (rule.when ? ways(rule.when, wanted) : [(record: Tree) => record]).map((change) =>
    change(baseRecord(call)),
  );

/** A record of this call that matches the rule. */
function hitOf(rule: Rule, call: Call): Tree | undefined {
  return candidates(rule, call, true).find((record) => matches(rule, record));
}

/** A record that does not match the rule: its call without the condition, else a neighbouring call. */
function missOf(rule: Rule, call: Call): Tree | undefined {
  const records = rule.when
    ? candidates(rule, call, false)
    : [baseRecord({ ...call, name: `${call.name}Other` })];
  return records.find((record) => !matches(rule, record));
}

const isThere = (record: Tree | undefined): record is Tree => record !== undefined;

/** Records that match a rule, one for each call. */
export function hitsOf(rule: Rule): readonly Tree[] {
  return callsOf(rule)
    .map((call) => hitOf(rule, call))
    .filter(isThere);
}

/** Records that do not match a rule, one for each call where there is one. */
export function missesOf(rule: Rule): readonly Tree[] {
  return callsOf(rule)
    .map((call) => missOf(rule, call))
    .filter(isThere);
}

/** As many records as a burst or a crowd of first uses needs, or one fewer. */
export function crowd(rule: Rule, signal: FirstSeen | Burst, lack: 0 | 1): readonly Tree[] {
  const size = (signal.atLeast ?? 1) - lack;
  const hits = hitsOf(rule);
  const isAnyCall = Object.keys(rule.calls).length === 0;
  const vary = signal.kind === "burst" ? signal.distinct : (signal.distinct ?? "eventname");
  const bySource = new Map(hits.map((hit) => [hit.eventsource, hit]));
  const pool = vary === "eventsource" ? [...bySource.values()] : hits;
  const needed = signal.kind === "burst" && signal.isDenied ? "AccessDenied" : undefined;
  return Array.from({ length: size }, (_, index) => {
    const hit: Tree = pool[index % pool.length] ?? {};
    const own = vary?.startsWith("request.") ? withField(vary, `value-${index}`)(hit) : hit;
    const named = isAnyCall ? withField("eventname", `Describe${index}`)(own) : own;
    return needed ? withField("errorcode", needed)(named) : named;
  });
}
