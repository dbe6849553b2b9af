/** Event patterns find what their rules find, by records made from the rules' own data. */
import { describe, expect, it } from "vitest";
import type { Tree } from "../expression-value";
import { matches } from "../watchlist/evaluate";
import { hitsOf, missesOf } from "../watchlist/records.fixture";
import type { Rule, RuleCondition } from "../watchlist/rule";
import { RULES } from "../watchlist/rules";
import { conditionPattern } from "./condition-pattern";
import { busEvent, matchesPattern } from "./matcher.fixture";
import { eventPatterns } from "./rule-patterns";
import { TEMPLATES } from "./templates";

/** The names of a record by those of the table's columns. */
const NAMES: Readonly<Record<string, string>> = {
  eventtime: "eventTime",
  eventsource: "eventSource",
  eventname: "eventName",
  eventtype: "eventType",
  readonly: "readOnly",
  useragent: "userAgent",
  sourceipaddress: "sourceIPAddress",
  errorcode: "errorCode",
  recipientaccountid: "recipientAccountId",
  requestparameters: "requestParameters",
  responseelements: "responseElements",
  additionaleventdata: "additionalEventData",
  useridentity: "userIdentity",
  username: "userName",
  accountid: "accountId",
  accesskeyid: "accessKeyId",
  invokedby: "invokedBy",
};

const FLAGS = ["readOnly", "allSupported"];

/** The record as a log has it, which leaves out what is absent. */
function named(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, below]) => [NAMES[name] ?? name, named(below)] as const)
      .filter(([, below]) => below !== null)
      // A flag has no third value.
      .map(([name, below]) => [name, FLAGS.includes(name) ? String(below === "true") : below]),
  );
}

const { patterns, refused } = eventPatterns(RULES);
const exported = RULES.filter((rule) => patterns.some((each) => each.rule === rule));

/** Objects that a rule tests as a whole have a leaf in real requests. */
function withLeaves(record: Tree): Tree {
  const request = record.requestParameters as Tree | undefined;
  const leaf = { items: [{ userId: "999988887777" }] };
  const added = Object.fromEntries(
    ["createVolumePermission", "launchPermission"].flatMap((name) =>
      (request?.[name] as Tree | undefined)?.add ? [[name, { add: leaf }]] : [],
    ),
  );
  return request ? { ...record, requestParameters: { ...request, ...added } } : record;
}

const isHit = (rule: Rule, record: Tree): boolean =>
  patterns.some(
    (each) => each.rule === rule && matchesPattern(each.pattern, busEvent(withLeaves(record))),
  );

describe("the exported rules", () => {
  it.each(exported)("$id: the pattern and the rule agree", (rule) => {
    const left = refused.flatMap((each) => (each.rule === rule ? each.calls : []));
    const records = [...hitsOf(rule), ...missesOf(rule)]
      .map((record) => named(record) as Tree)
      .filter(({ eventName }) => !left.includes(String(eventName)));
    expect(records).not.toEqual([]);
    const disagreeing = records.filter((record) => isHit(rule, record) !== matches(rule, record));
    expect(disagreeing).toEqual([]);
  });

  it("have patterns that EventBridge takes, and no name twice", () => {
    expect(patterns.filter(({ pattern }) => JSON.stringify(pattern).length > 2_048)).toEqual([]);
    expect(new Set(patterns.map(({ name }) => name)).size).toBe(patterns.length);
    expect(patterns.filter(({ name }) => `trailbook-${name}`.length > 64)).toEqual([]);
  });
});

it("exports what one event decides, and gives the reason for the rest", () => {
  const isSingle = ({ signal }: Rule) => ["listing", "grouped"].includes(signal.kind);
  expect(exported.filter((rule) => !isSingle(rule))).toEqual([]);
  const ids = exported.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(["cloudtrail-tampered", "admin-policy-attached"]));
  // Every call of every rule has a pattern or a reason.
  for (const rule of RULES) {
    const own = patterns.filter((each) => each.rule === rule);
    const reasons = refused.filter((each) => each.rule === rule);
    const said = JSON.stringify(own.map(({ pattern }) => pattern));
    const isWhole = reasons.some(({ calls }) => calls.length === 0);
    expect([rule.id, own.length === 0]).toEqual([rule.id, isWhole]);
    const left = reasons.flatMap(({ calls }) => calls);
    const names = isWhole ? [] : Object.values(rule.calls).flat();
    expect(names.filter((name) => !left.includes(name) && !said.includes(`"${name}"`))).toEqual([]);
  }
  expect(refused.filter(({ reason }) => !/^[a-z][a-z0-9 ,“”]+$/.test(reason))).toEqual([]);
});

describe("conditions", () => {
  const testsOf = (condition: RuleCondition) => conditionPattern(condition, null);
  const isRoot = { op: "is", field: "type", value: "Root" } as const;

  it("of one field in an “or” are one list, of several fields alternatives", () => {
    const isUser = { op: "is", field: "type", value: "IAMUser" } as const;
    expect(testsOf({ op: "or", of: [isRoot, isUser] })).toEqual({
      tests: [{ "userIdentity.type": ["Root", "IAMUser"] }],
    });
    const isDenied = { op: "denied" } as const;
    expect(testsOf({ op: "or", of: [isRoot, isDenied] })).toMatchObject({
      tests: [{ "userIdentity.type": ["Root"] }, { errorCode: expect.anything() }],
    });
  });

  it("that exclude a value find events without it", () => {
    const tests = conditionPattern({ op: "not", of: isRoot }, null);
    expect(tests).toEqual({
      tests: [{ "userIdentity.type": [{ exists: false }, { "anything-but": ["Root"] }] }],
    });
  });

  it.each<readonly [RuleCondition, string]>([
    [{ op: "differs", field: "request.userName", from: "username" }, "compares two fields"],
    [{ op: "matches", field: "arn", pattern: "x$" }, "regular expression"],
    [{ op: "contains", field: "useragent", value: "kali" }, "ignores letter case"],
    [{ op: "is", field: "actor", value: "alice" }, "which is computed"],
    [{ op: "not", of: { op: "denied" } }, "excludes what patterns"],
    [{ op: "is", field: "eventname", value: "RunInstances" }, "of any call"],
  ])("%j cannot be said", (condition, reason) => {
    expect(testsOf(condition)).toEqual({ unsayable: expect.stringContaining(reason) });
  });
});

it("the templates have each pattern once, with its state and the reasons for the rest", () => {
  const given = { patterns, refused };
  const cloudFormation = JSON.stringify(TEMPLATES.cloudformation(given));
  expect(cloudFormation.split('"AWS::Events::Rule"')).toHaveLength(patterns.length + 1);
  // CloudFormation takes a body of this size; a larger one has to be uploaded to S3 first.
  expect(cloudFormation.length).toBeLessThan(1_000_000);
  const terraform = JSON.stringify(TEMPLATES.terraform(given));
  expect(terraform.match(/\$\{[^}]*\}/g)).toHaveLength(2 * patterns.length);
  for (const text of [cloudFormation, terraform])
    expect(text).toContain("It compares two fields with each other.");
  const { patterns: listed } = TEMPLATES.json(given);
  const stateOf = (id: string) => listed.find(({ rule }) => rule === id)?.state;
  expect(stateOf("user-created")).toBe("ENABLED");
  expect(stateOf("root-activity")).toBe("ENABLED");
  expect(stateOf("windows-password-read")).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
});
