/**
 * Conditions of rules as parts of Amazon EventBridge's event patterns. What they can say: Amazon
 * EventBridge User Guide, “Comparison operators for use in event patterns”.
 */
import { DENIED_CODES } from "../outcome";
import type { RuleCondition, RuleField } from "../watchlist/rule";

/** A test of one value; of several in a list, one has to hold. */
export type Matcher =
  | string
  | number
  | boolean
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly wildcard: string }
  | { readonly exists: boolean }
  | { readonly numeric: readonly [string, number] }
  | { readonly "anything-but": readonly string[] | { readonly prefix: string } };

/** Tests by the path of a field below `detail`; all have to hold. */
export type Conjunct = Readonly<Record<string, readonly Matcher[]>>;

/** Conjuncts of which one has to hold; none is never, an empty one always. */
export type Disjunction = readonly Conjunct[];

/** The call that a condition is about: what it says of the name is decided at once. */
type NamedCall = { readonly source: string; readonly name: string } | null;

/** A condition that patterns cannot say. */
class Unsayable extends Error {}

const ROOTS: Readonly<Record<string, string>> = {
  request: "requestParameters",
  response: "responseElements",
  additional: "additionalEventData",
};

const FIELDS: Readonly<Record<string, string>> = {
  type: "userIdentity.type",
  arn: "userIdentity.arn",
  accountid: "userIdentity.accountId",
  accesskeyid: "userIdentity.accessKeyId",
  username: "userIdentity.userName",
  invokedby: "userIdentity.invokedBy",
  eventtype: "eventType",
  readonly: "readOnly",
  useragent: "userAgent",
  sourceipaddress: "sourceIPAddress",
  errorcode: "errorCode",
  awsregion: "awsRegion",
  recipientaccountid: "recipientAccountId",
};

/** Patterns test leaves only. Where a path leads to an object, these are below it. */
const LEAVES: Readonly<Record<string, readonly string[]>> = {
  "request.createVolumePermission.add": ["items.userId", "items.group"],
  "request.launchPermission.add": [
    "items.userId",
    "items.group",
    "items.organizationArn",
    "items.organizationalUnitArn",
  ],
  "request.userData": ["", "value"],
};

/** Where requests name a range of addresses. */
const CIDR_PATHS = [
  "cidrIp",
  "cidrIpv6",
  "cIDRIP",
  "ipPermissions.items.ipRanges.items.cidrIp",
  "ipPermissions.items.ipv6Ranges.items.cidrIpv6",
  "ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRule.CidrIpv4",
  "ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRule.CidrIpv6",
].map((path) => `requestParameters.${path}`);

/** Calls whose request has no such field (IAM API Reference), so that no test of it holds. */
const LACKING: Readonly<Record<string, RegExp>> = {
  "request.policyDocument": /^Attach(User|Role|Group)Policy$/,
};

/** AWS writes the values of these in one letter case, so that a wildcard finds what ignoring case does. */
const ONE_CASE: readonly RuleField[] = ["request.policyArn", "request.attribute"];

function pathOf(field: RuleField): string {
  const [root = "", ...path] = field.split(".");
  const column = ROOTS[root];
  const found = column === undefined ? FIELDS[field] : [column, ...path].join(".");
  if (found === undefined) throw new Unsayable(`reads ${field}, which is computed`);
  return found;
}

function leavesOf(field: RuleField): readonly string[] {
  const path = pathOf(field);
  return (LEAVES[field] ?? [""]).map((leaf) => (leaf === "" ? path : `${path}.${leaf}`));
}

/** A value as CloudTrail may write it: flags and numbers are not strings in JSON. */
function literals(value: string): readonly Matcher[] {
  if (value === "true" || value === "false") return [value, value === "true"];
  return /^\d{1,15}$/.test(value) ? [value, Number(value)] : [value];
}

const isLiteral = (matcher: Matcher): boolean => typeof matcher !== "object";

/** Both at once, where a list of tests can say it. */
function both(one: readonly Matcher[], other: readonly Matcher[]): readonly Matcher[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  if (one.every(isLiteral) && other.every(isLiteral))
    return one.filter((matcher) => other.includes(matcher));
  throw new Unsayable("has two conditions on one field");
}

function joined(one: Conjunct, other: Conjunct): Conjunct {
  const result: Record<string, readonly Matcher[]> = { ...one };
  for (const [path, matchers] of Object.entries(other)) {
    const known = result[path];
    result[path] = known ? both(known, matchers) : matchers;
  }
  return result;
}

/** A part of a condition, or why patterns cannot say it. */
type Part = Disjunction | Unsayable;

function tried(say: () => Disjunction): Part {
  try {
    return say();
  } catch (error) {
    if (error instanceof Unsayable) return error;
    throw error;
  }
}

/** The parts, all of which can be said; what decides alone makes up for those that cannot. */
function sayable(
  parts: readonly Part[],
  decides: (part: Disjunction) => boolean,
): readonly Disjunction[] {
  const decisive = parts.filter((part) => !(part instanceof Unsayable) && decides(part));
  return (decisive.length > 0 ? decisive : parts).map((part) => {
    if (part instanceof Unsayable) throw part;
    return part;
  });
}

const isNever = (tests: Disjunction): boolean => tests.length === 0;
const isAlways = (tests: Disjunction): boolean =>
  tests.some((conjunct) => Object.keys(conjunct).length === 0);

function all(parts: readonly Part[]): Disjunction {
  return sayable(parts, isNever).reduce<Disjunction>(
    (found, part) => found.flatMap((one) => part.map((other) => joined(one, other))),
    [{}],
  );
}

/** One of them; those that test the same one field become one list. */
function any(given: readonly Part[]): Disjunction {
  const parts = sayable(given, isAlways);
  const single = new Map<string, readonly Matcher[]>();
  const others: Conjunct[] = [];
  for (const conjunct of parts.flat()) {
    const [first, ...more] = Object.entries(conjunct);
    if (first === undefined) return [{}];
    const [path, matchers] = first;
    if (more.length > 0) others.push(conjunct);
    else single.set(path, [...(single.get(path) ?? []), ...matchers]);
  }
  return [...[...single].map(([path, matchers]) => ({ [path]: matchers })), ...others];
}

const always: Disjunction = [{}];
const never: Disjunction = [];
const test = (path: string, ...matchers: readonly Matcher[]): Disjunction => [{ [path]: matchers }];

/** What a test of the name or the source of the call gives; null where it is about something else. */
function ofCall(condition: RuleCondition, call: NamedCall): boolean | null {
  if (!("field" in condition)) return null;
  const { field } = condition;
  if (condition.op !== "absent" && LACKING[field]?.test(call?.name ?? "")) return false;
  if (field !== "eventname" && field !== "eventsource") return null;
  if (call === null) throw new Unsayable(`tests the ${field} of any call`);
  const value = field === "eventname" ? call.name : call.source;
  switch (condition.op) {
    case "is":
      return value === condition.value;
    case "oneOf":
      return condition.values.includes(value);
    case "contains":
      return value.toLowerCase().includes(condition.value.toLowerCase());
    case "startsWith":
      return value.startsWith(condition.value);
    default:
      throw new Unsayable(`has a condition “${condition.op}” on the ${field}`);
  }
}

function said(condition: RuleCondition, call: NamedCall): Disjunction {
  const known = ofCall(condition, call);
  if (known !== null) return known ? always : never;
  switch (condition.op) {
    case "and":
      return all(condition.of.map((each) => tried(() => said(each, call))));
    case "or":
      return any(condition.of.map((each) => tried(() => said(each, call))));
    case "not":
      return saidNot(condition.of, call);
    case "is":
      return test(pathOf(condition.field), ...literals(condition.value));
    case "oneOf":
      return test(pathOf(condition.field), ...condition.values.flatMap(literals));
    case "startsWith":
      return test(pathOf(condition.field), { prefix: condition.value });
    case "contains":
      if (!ONE_CASE.includes(condition.field))
        throw new Unsayable("ignores letter case within a text");
      return test(pathOf(condition.field), { wildcard: `*${condition.value}*` });
    case "atMost":
      return test(pathOf(condition.field), { numeric: ["<=", condition.value] });
    case "present":
      return any(leavesOf(condition.field).map((path) => test(path, { exists: true })));
    case "absent":
      return all(leavesOf(condition.field).map((path) => test(path, { exists: false })));
    case "denied": {
      const { startsWith, endsWith, others } = DENIED_CODES;
      return test("errorCode", { prefix: startsWith }, { suffix: endsWith }, ...others);
    }
    case "openToWorld":
      return any(CIDR_PATHS.map((path) => test(path, { suffix: "/0" })));
    case "foreignAccount":
      throw new Unsayable("compares accounts with each other");
    case "differs":
      throw new Unsayable("compares two fields with each other");
    case "matches":
      throw new Unsayable("has a regular expression");
    default:
      throw new Unsayable(`has a condition “${(condition as { readonly op: string }).op}”`);
  }
}

/** The opposite. A test of a value never holds for an absent one, so its opposite always does. */
function saidNot(condition: RuleCondition, call: NamedCall): Disjunction {
  const known = ofCall(condition, call);
  if (known !== null) return known ? never : always;
  switch (condition.op) {
    case "and":
      return any(condition.of.map((each) => tried(() => saidNot(each, call))));
    case "or":
      return all(condition.of.map((each) => tried(() => saidNot(each, call))));
    case "not":
      return said(condition.of, call);
    case "present":
      return said({ op: "absent", field: condition.field }, call);
    case "absent":
      return said({ op: "present", field: condition.field }, call);
    case "is":
    case "oneOf": {
      const values = condition.op === "is" ? [condition.value] : condition.values;
      if (values.some((value) => literals(value).length > 1))
        return notFlag(pathOf(condition.field), values);
      return test(pathOf(condition.field), { exists: false }, { "anything-but": values });
    }
    case "startsWith":
      return test(
        pathOf(condition.field),
        { exists: false },
        { "anything-but": { prefix: condition.value } },
      );
    default:
      // What cannot be said has its own reason.
      said(condition, call);
      throw new Unsayable("excludes what patterns can only require");
  }
}

/** Of a flag, the opposite is its other value. */
function notFlag(path: string, values: readonly string[]): Disjunction {
  const [value, ...more] = values;
  if (more.length > 0 || (value !== "true" && value !== "false"))
    throw new Unsayable("excludes numbers");
  return test(path, { exists: false }, ...literals(value === "true" ? "false" : "true"));
}

/** A condition for one call as tests, or why patterns cannot say it, the end of a sentence. */
export function conditionPattern(
  condition: RuleCondition | undefined,
  call: NamedCall,
): { readonly tests: Disjunction } | { readonly unsayable: string } {
  const tests = tried(() => (condition ? said(condition, call) : always));
  return tests instanceof Unsayable ? { unsayable: tests.message } : { tests };
}
