import { describe, expect, it } from "vitest";
import type { Tree } from "../expression-value";
import { matches } from "../watchlist/evaluate";
import { readSigmaRule, type SigmaRule } from "./sigma-rule";

const ID = "0a5177f4-6ca9-44c2-aacf-d3f3d8b6e4d2";
const document = (detection: unknown, more: Tree = {}) => ({
  title: "A rule",
  id: ID,
  author: "Someone",
  level: "high",
  tags: ["attack.persistence", "attack.t1098.001"],
  references: ["see the wiki", "https://example.com/rule"],
  logsource: { product: "aws", service: "cloudtrail" },
  detection,
  ...more,
});

/** The rule of a detection with one part, `selection`. */
const selecting = (selection: unknown) => document({ selection, condition: "selection" });

function ruleOf(given: unknown): SigmaRule {
  const read = readSigmaRule(given);
  if ("refused" in read) throw new Error(read.refused);
  return read;
}
function refusalOf(given: unknown): string {
  const read = readSigmaRule(given);
  return "refused" in read ? read.refused : `read: ${read.question}`;
}

describe("readSigmaRule", () => {
  it("keeps what has to be shown with a hit", () => {
    const { rule, author, link, licence } = ruleOf(selecting({ eventName: "CreateUser" }));
    expect(rule).toMatchObject({
      id: `sigma:${ID}`,
      title: "A rule",
      severity: "high",
      attack: [{ tactic: "TA0003", technique: "T1098.001" }],
      signal: { kind: "listing" },
    });
    expect({ author, link, licence }).toEqual({
      author: "Someone",
      link: "https://example.com/rule",
      licence: null,
    });
  });

  it.each([
    ["critical", "high"],
    ["medium", "medium"],
    ["informational", "low"],
  ])("has the severity of %s: %s", (level, severity) => {
    expect(ruleOf({ ...selecting({ eventName: "x" }), level }).rule.severity).toBe(severity);
  });

  it.each<readonly [given: unknown, words: string]>([
    [{ eventName: ["A", "B"] }, "eventName is one of “A”, “B”"],
    [{ eventName: "Get*", errorCode: null }, "eventName starts with “Get” and errorCode is absent"],
    [{ "userAgent|contains|all": ["a", "b"] }, "userAgent contains “a” and userAgent contains “b”"],
    [{ "requestParameters.a.b|endswith": "x*y" }, "requestParameters.a.b is like “*x*y”"],
    [{ "errorMessage|contains": "*" }, "errorMessage is present"],
    [{ "eventName|cased": "A" }, "eventName is “A” (case matters)"],
    [
      { "userIdentity.arn|re": "^a.+$" },
      "userIdentity.arn matches the regular expression “^a[^\\n]+\\z”",
    ],
    [{ readOnly: false }, "readOnly is “false”"],
    [[{ eventName: "A" }, { eventName: "B" }], "eventName is “A” or eventName is “B”"],
  ])("reads %j", (given, words) => {
    expect(ruleOf(selecting(given)).question).toBe(words);
  });

  it.each([
    ["a and not b", "eventName is “A” and not eventName is “B”"],
    ["a or b and c", "eventName is “A” or (eventName is “B” and eventName is “C”)"],
    ["not (a or b)", "not (eventName is “A” or eventName is “B”)"],
    ["1 of them", "eventName is “A” or eventName is “B” or eventName is “C”"],
    ["all of a*", "eventName is “A”"],
    ["NOT a AND any of b*", "not eventName is “A” and eventName is “B”"],
  ])("reads the condition %s", (condition, words) => {
    const [a, b, c] = ["A", "B", "C"].map((eventName) => ({ eventName }));
    expect(ruleOf(document({ a, b, c, _hidden: a, condition })).question).toBe(words);
  });

  it.each<readonly [what: string, given: unknown, reason: RegExp]>([
    ["text", "title: x", /not a Sigma rule/],
    [
      "another source",
      document({}, { logsource: { product: "windows", category: "ps" } }),
      /windows\/ps, not aws/,
    ],
    ["a correlation", { correlation: {} }, /correlations are not supported/],
    ["no id", { ...selecting({ eventName: "x" }), id: 7 }, /no id that is a UUID/],
    ["no level", { ...selecting({ eventName: "x" }), level: "bad" }, /no level “bad”/],
    ["a level of a prototype", { ...selecting({ eventName: "x" }), level: "toString" }, /no level/],
    ["keywords", selecting(["mimikatz"]), /Keywords without a field/],
    ["a keyword modifier", selecting({ "|all": ["x"] }), /Keywords without a field/],
    ["placeholders", selecting({ "eventName|expand": "%x%" }), /placeholders/],
    ["a range", selecting({ "sourceIPAddress|cidr": "10.0.0.0/8" }), /“cidr” is not supported/],
    ["an unknown modifier", selecting({ "eventName|like": "x" }), /no modifier “like”/],
    ["two kinds of test", selecting({ "eventName|re|contains": "x" }), /do not go together/],
    ["an unknown field", selecting({ eventNmae: "x" }), /CloudTrail has no field “eventNmae”/],
    ["another case", selecting({ eventname: "x" }), /Its name is “eventName”/],
    ["an odd path", selecting({ "requestParameters.a'b": "x" }), /not letters, digits/],
    [
      "a long path",
      selecting({ [`requestParameters${".a".repeat(9)}`]: "x" }),
      /more than 8 parts/,
    ],
    [
      "a path through three lists",
      selecting({ [`requestParameters${".a.items".repeat(3)}`]: "x" }),
      /more than 2 lists \(items\)/,
    ],
    ["an empty list", selecting({ eventName: [] }), /empty list/],
    ["a map as a value", selecting({ eventName: { a: 1 } }), /neither text nor a number/],
    ["NUL", selecting({ eventName: "a\0" }), /NUL/],
    ["an unknown part", document({ a: { eventName: "x" }, condition: "a and b" }), /names “b”/],
    ["no part", document({ a: { eventName: "x" }, condition: "1 of b*" }), /names no part/],
    [
      "a count",
      document({ a: { eventName: "x" }, condition: "a | count() > 5" }),
      /counts are not/,
    ],
    [
      "half a condition",
      document({ a: { eventName: "x" }, condition: "a and (" }),
      /ends too early/,
    ],
    [
      "a deep condition",
      document({ a: { eventName: "x" }, condition: `${"(".repeat(999)}a` }),
      /too deeply/,
    ],
    [
      "a condition that multiplies",
      document({
        a: { eventName: Array.from({ length: 600 }, (_, index) => `x${index}`) },
        condition: "a or a",
      }),
      /more than 1000 tests/,
    ],
    ["a regex that explodes", selecting({ "userAgent|re": "(a+)+$" }), /repeats a group/],
    ["a regex RE2 lacks", selecting({ "userAgent|re": "(?=a)b" }), /group other than/],
    ["a back-reference", selecting({ "userAgent|re": "(a)\\1" }), /has “\\1”/],
    ["a long regex", selecting({ "userAgent|re": "a".repeat(501) }), /501 characters/],
    ["a broken regex", selecting({ "userAgent|re": "[a" }), /ends too early/],
    [
      "a regex that repeats much",
      selecting({ "userAgent|re": "a{1000}" }),
      /repeats more than \d+ times/,
    ],
    ["a slow regex", selecting({ "userAgent|re": "a*b*c*d*" }), /more than 3/],
  ])("refuses %s", (_, given, reason) => {
    expect(refusalOf(given)).toMatch(reason);
  });
});

describe("tests that no event satisfies", () => {
  const filtered = (filter: unknown) =>
    ruleOf(document({ a: { eventName: "x" }, filter, condition: "a and not filter" }));

  it("finds a field's name in place of its value", () => {
    const { problems, canMatch } = filtered({
      "userIdentity.arn|contains": "responseElements.accessKey.userName",
    });
    expect(problems).toEqual([
      "It compares userIdentity.arn with the text “responseElements.accessKey.userName”, not with that field: it never holds.",
    ]);
    expect(canMatch).toBe(true);
  });

  it("finds an ARN that is compared with a name", () => {
    const given = { "userIdentity.arn|fieldref": "requestParameters.userName" };
    expect(filtered(given).problems).toEqual([
      "It compares userIdentity.arn with requestParameters.userName: only userIdentity.arn is an ARN, so they are never equal.",
    ]);
    expect(ruleOf(selecting(given)).canMatch).toBe(false);
    const same = { "userIdentity.userName|fieldref": "requestParameters.userName" };
    expect(filtered(same).problems).toEqual([]);
  });

  it("says that a rule about a field that CloudTrail does not have cannot match", () => {
    const { problems, canMatch } = ruleOf(selecting({ eventName: "x", status: "success" }));
    expect(problems).toEqual(["It names a field that no CloudTrail event has."]);
    expect(canMatch).toBe(false);
    expect(ruleOf(selecting({ eventName: "x", status: null })).canMatch).toBe(true);
  });
});

it.each([
  ["readOnly", "yes", "true or false"],
  ["userIdentity.sessionContext.attributes.mfaAuthenticated", "No", "true or false"],
])("finds a value that the flag %s never has: %s", (name, value, values) => {
  const { problems, canMatch } = ruleOf(selecting({ [name]: value }));
  expect(problems).toEqual([
    `It compares ${name} with “${value}”, and it is ${values}: it never holds.`,
  ]);
  expect(canMatch).toBe(false);
  expect(ruleOf(selecting({ [name]: ["x", "True"] })).problems).toEqual([]);
});

describe("a rule that was read", () => {
  const IP = "requestParameters.ipPermissions.items.ipRanges.items";
  const opened = (...ranges: readonly string[]): Tree => {
    const items = ranges.map((cidrIp) => ({ cidrIp }));
    const permissions = [{ ipProtocol: "tcp" }, { ipRanges: { items } }];
    return record({ requestParameters: { ipPermissions: { items: permissions } } });
  };
  const record = (more: Tree): Tree => ({ eventName: "CreateUser", ...more });
  it.each<readonly [given: Tree, record: Tree, isMatch: boolean]>([
    [{ eventName: "createuser" }, record({}), true],
    [{ "eventName|cased": "createuser" }, record({}), false],
    [{ "eventName|startswith": "create" }, record({}), true],
    [{ eventName: "Create????" }, record({}), true],
    [{ eventName: "Create???" }, record({}), false],
    [{ userAgent: "a\\*b" }, record({ userAgent: "a*b" }), true],
    [{ userAgent: "a\\*b" }, record({ userAgent: "axb" }), false],
    [{ userAgent: "a\\\\*" }, record({ userAgent: "a\\xyz" }), true],
    [{ userAgent: "a\\b" }, record({ userAgent: "a\\b" }), true],
    [{ errorCode: null }, record({}), true],
    [{ "errorCode|exists": true }, record({}), false],
    [{ "requestParameters.a|exists": true }, record({ requestParameters: { a: [] } }), true],
    [
      { "requestParameters.a|contains": "0/0" },
      record({ requestParameters: { a: [{ c: "0/0" }] } }),
      true,
    ],
    [
      { "requestParameters.a|re": '"c":"[^"]*/0"' },
      record({ requestParameters: { a: [{ c: "0.0.0.0/0" }] } }),
      true,
    ],
    [{ "requestParameters.a|re": "b" }, record({ requestParameters: { a: { c: "d" } } }), false],
    // Each name may lead to a list, and each element counts by itself.
    [{ [`${IP}.cidrIp`]: "0.0.0.0/0" }, opened("10.0.0.0/8", "0.0.0.0/0"), true],
    [{ [`${IP}.cidrIp`]: "0.0.0.0/0" }, opened("10.0.0.0/8"), false],
    [{ [`${IP}.cidrIp|contains|all`]: ["10.", "/0"] }, opened("10.0.0.0/8", "0.0.0.0/0"), true],
    [{ [`${IP}.cidrIp|exists`]: false }, opened(), true],
    [{ [`${IP}.cidrIp|exists`]: true }, opened("::/0"), true],
    [{ [`${IP}.cidrIp|re`]: "/0$" }, opened("10.0.0.0/8", "::/0"), true],
    [{ [`${IP}.cidrIp`]: [null, "::/0"] }, opened("10.0.0.0/8"), false],
    [
      { "requestParameters.ids": "i-2" },
      record({ requestParameters: { ids: ["i-1", "i-2"] } }),
      true,
    ],
    [
      { "requestParameters.containers.command|contains": "curl" },
      record({ requestParameters: { containers: [{ command: ["sh", "curl x"] }] } }),
      true,
    ],
    [{ "requestParameters.a.b": "x" }, record({ requestParameters: { a: [[{ b: "x" }]] } }), false],
    [{ "requestParameters.n": "5" }, record({ requestParameters: { n: 5 } }), true],
    [{ "requestParameters.n": true }, record({ requestParameters: { n: true } }), true],
    [{ "userAgent|re|i": "^AWS" }, record({ userAgent: "aws-cli" }), true],
    [
      { "eventName|fieldref": "requestParameters.name" },
      record({ requestParameters: { name: "createUSER" } }),
      true,
    ],
    [{ "eventName|fieldref": "requestParameters.name" }, record({}), false],
  ])("%j on %j: %s", (given, event, isMatch) => {
    expect(matches(ruleOf(selecting(given)).rule, event)).toBe(isMatch);
  });
});
