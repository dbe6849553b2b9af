import { expect, test } from "vitest";
import { formatInvestigation, startAt } from "@/lib/investigation/investigation";
import { findStep } from "@/queries/index";
import { inputProblems } from "@/queries/playbook";
import { recognise } from "./recognise";

const scope = { fromMs: 0, toMs: 86_400_000, accounts: [], regions: [] };

/** The best guess as `as → step?inputs`. */
function best(text: string): string {
  const [first] = recognise(text, scope).destinations;
  if (!first) return "nothing";
  const { playbookId, stepId, inputs, filters } = first.place;
  const given = Object.entries(inputs).map(([name, value]) => `${name}=${value}`);
  const narrowed = filters.map(({ field, op, value }) => `${field} ${op} ${value}`);
  return `${first.as} → ${playbookId}/${stepId}?${[...given, ...narrowed].join("&")}`;
}

const CASES: readonly (readonly [string, string])[] = [
  [
    "AKIAIOSFODNN7EXAMPLE",
    "Access key → access-key-exposure/all-key-usage?accessKeyId=AKIAIOSFODNN7EXAMPLE",
  ],
  [
    '  "ASIAIOSFODNN7EXAMPLE", ',
    "Access key → access-key-exposure/all-key-usage?accessKeyId=ASIAIOSFODNN7EXAMPLE",
  ],
  [
    "i-0123456789abcdef0",
    "Instance → ec2-instance-compromise/instance-api-calls?instanceId=i-0123456789abcdef0",
  ],
  [
    "arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0",
    "Instance → ec2-instance-compromise/instance-api-calls?instanceId=i-0123456789abcdef0",
  ],
  ["203.0.113.7", "Address → address/address-keys?sourceIp=203.0.113.7"],
  ["2001:db8::7", "Address → address/address-keys?sourceIp=2001:db8::7"],
  ["ec2.amazonaws.com", "Service → general-purpose/search?eventSource=ec2.amazonaws.com"],
  [
    "AROAEXAMPLEIDAAAAAAAA:alice@example.com",
    "Session → session/session-owner?session=AROAEXAMPLEIDAAAAAAAA:alice@example.com",
  ],
  [
    "AIDAEXAMPLEIDAAAAAAAA",
    "Principal → general-purpose/denied-actions-of-principal?principalId=AIDAEXAMPLEIDAAAAAAAA",
  ],
  [
    "AROAEXAMPLEIDAAAAAAAA",
    "Role id → general-purpose/search?issuerPrincipalId=AROAEXAMPLEIDAAAAAAAA",
  ],
  [
    "arn:aws:iam::111122223333:user/alice",
    "Caller → general-purpose/search?arn=arn:aws:iam::111122223333:user/alice",
  ],
  [
    "arn:aws:iam::111122223333:role/admin",
    "Role → role/role-sessions?role=arn:aws:iam::111122223333:role/admin",
  ],
  ["arn:aws:s3:::finance", "Bucket → bucket/bucket-users?bucketName=finance"],
  [
    "arn:aws:s3:::finance/q4.xlsx",
    "Resource → resource/resource-events?resource=arn:aws:s3:::finance/q4.xlsx",
  ],
  [
    "arn:aws:kms:us-east-1:111122223333:key/1",
    "Resource → resource/resource-events?resource=arn:aws:kms:us-east-1:111122223333:key/1",
  ],
  [
    "6f0c5a1e-1111-4222-8333-944455556666",
    "Event id → general-purpose/search?eventId=6f0c5a1e-1111-4222-8333-944455556666",
  ],
  [
    "9067764512-d3a2f1c0-1111-4222-8333-444455556666",
    "Identity Center user → general-purpose/search?onBehalfOfUserId=9067764512-d3a2f1c0-1111-4222-8333-444455556666",
  ],
  ["203.0.113.0/24", "Network → general-purpose/search?sourceipaddress within 203.0.113.0/24"],
  ["2001:db8::/32", "Network → general-purpose/search?sourceipaddress within 2001:db8::/32"],
  ["::ffff:203.0.113.7", "Address → address/address-keys?sourceIp=::ffff:203.0.113.7"],
  ["CreateAccessKey", "API call → general-purpose/search?eventName=CreateAccessKey"],
  ["AccessDenied", "Error code → general-purpose/search?errorCode=AccessDenied"],
  [
    "Client.UnauthorizedOperation",
    "Error code → general-purpose/search?errorCode=Client.UnauthorizedOperation",
  ],
  ["111122223333", "Account → general-purpose/search?recipientAccountId=111122223333"],
  ["eu-west-1", "Region → general-purpose/search?awsRegion=eu-west-1"],
  [
    "aws-cli/1.16.263 Python/3.7 kali",
    "User agent → access-key-exposure/events-by-user-agent?userAgent=aws-cli/1.16.263 Python/3.7 kali",
  ],
  ["ci-deploy", "User → user/user-timeline?userName=ci-deploy"],
  ["root", "Root user → watchlist/root-usage?"],
  [
    "arn:aws:sts::111122223333:assumed-role/Admin/alice",
    "Session → session/session-owner?session=arn:aws:sts::111122223333:assumed-role/Admin/alice",
  ],
  ["o'brien", "User → user/user-timeline?userName=o'brien"],
  ["2026-03-19T02:45:00Z", "Time of an alert → changes/changes-over-time?"],
  ["dev-admin/jw-laptop", "Actor → actors/actor-timeline?actor=dev-admin/jw-laptop"],
  ["Admin/1700000000", "Actor → actors/actor-timeline?actor=Admin/1700000000"],
  [
    "AWSReservedSSO_Audit_0a1b2c3d/alice@example.com",
    "Actor → actors/actor-timeline?actor=AWSReservedSSO_Audit_0a1b2c3d/alice@example.com",
  ],
  [
    "service:config.amazonaws.com",
    "Actor → actors/actor-timeline?actor=service:config.amazonaws.com",
  ],
  ["root of 111122223333", "Actor → actors/actor-timeline?actor=root of 111122223333"],
  ["role/Admin", "Role → role/role-sessions?role=Admin"],
  ["user/alice", "User → user/user-timeline?userName=alice"],
  ["prod/db/password", "Resource → resource/resource-events?resource=prod/db/password"],
  ["aws-cli/2", "User agent → access-key-exposure/events-by-user-agent?userAgent=aws-cli/2"],
  ["key-rotation-deadbeef", "User → user/user-timeline?userName=key-rotation-deadbeef"],
  ["   ", "nothing"],
  ["a\0b", "nothing"],
];

test.each(CASES)("%j is recognised", (text, expected) => {
  expect(best(text)).toBe(expected);
});

const PREFIXES =
  "ami sg vol snap subnet vpc eni rtb igw nat acl key lt eipalloc vpce tgw-attach".split(" ");

test.each(PREFIXES)("an id that starts with %s- is a resource's", (prefix) => {
  for (const id of [`${prefix}-0c2b0d3fb02824d92`, `${prefix}-1a2b3c4d`])
    expect(best(id)).toBe(`Resource → resource/resource-events?resource=${id}`);
});

const KEY = "AKIAIOSFODNN7EXAMPLE";

test.each([
  KEY.toLowerCase(),
  `key=${KEY}`,
  `AWS_ACCESS_KEY_ID = '${KEY}'`,
  `export AWS_ACCESS_KEY_ID=${KEY}`,
  `"accessKeyId": "${KEY}",`,
  `{"accessKeyId":"${KEY}"}`,
  `“${KEY}”.`,
  `(${KEY})`,
  `<${KEY}>;`,
  `accessKeyId: ${KEY.toLowerCase()}`,
  `X-Amz-Credential=${KEY}%2F20260319%2Fus-east-1`,
  `the key ${KEY} was used`,
])("the key in %j is recognised", (text) => {
  expect(best(text)).toBe(`Access key → access-key-exposure/all-key-usage?accessKeyId=${KEY}`);
  expect(recognise(text, scope).problem).toBeNull();
});

test.each([
  ["instanceId=i-0123456789abcdef0", "i-0123456789abcdef0"],
  ['"imageId": "ami-0c2b0d3fb02824d92",', "ami-0c2b0d3fb02824d92"],
  ["ip: 203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:443", "203.0.113.7"],
  ["203[.]0[.]113[.]7", "203.0.113.7"],
  ["(::1)", "::1"],
  ["[::1]", "::1"],
  ["[2001:db8::7]:443", "2001:db8::7"],
  ["src=[::FFFF:203.0.113.7]:443", "::FFFF:203.0.113.7"],
  ["fe80::7%eth0", "fe80::7"],
  ['"arn": "arn:aws:iam::111122223333:role/admin",', "arn:aws:iam::111122223333:role/admin"],
])("%j is what its value is", (text, value) => {
  expect(best(text)).toBe(best(value));
});

test("text around a value is left where it is part of the value", () => {
  const inputOf = (text: string) =>
    Object.values(recognise(text, scope).destinations[0]?.place.inputs ?? {})[0];
  const whole = [
    "::1",
    "2001:db8::7",
    `arn:aws:iam::111122223333:access-key/${KEY}`,
    "AROAEXAMPLEIDAAAAAAAA:i-0123456789abcdef0",
    "AROAEXAMPLEIDAAAAAAAA:203.0.113.7",
    "person:d3a2f1c0-1111-4222-8333-944455556666",
    "a=b",
  ];
  for (const text of whole) expect(inputOf(text)).toBe(text);
  expect(best(`${".".repeat(200_000)}x`)).toMatch(/^Named in a request/);
});

test("every destination can be opened as it is", () => {
  for (const [text] of CASES) {
    for (const { place } of recognise(text, scope).destinations) {
      const step = findStep(`${place.playbookId}/${place.stepId}`)?.step;
      expect(step && inputProblems(step, place.inputs), text).toEqual({});
      const known = new Set(step?.inputs.map(({ name }) => name));
      expect(Object.keys(place.inputs).filter((name) => !known.has(name))).toEqual([]);
      expect(formatInvestigation(startAt(place))).toMatch(/^\/playbooks\//);
    }
  }
});

test("a mistyped value is reported, and can still be searched for", () => {
  expect(recognise("AKIAIOSFODNN7EXAMPL", scope).problem).toMatch(/20 characters; this has 19/);
  expect(best("AKIAIOS")).toBe(
    "Part of a key → general-purpose/search?accesskeyid contains AKIAIOS",
  );
  expect(recognise("i-0123", scope).problem).toMatch(/8 or 17/);
  expect(recognise("203.0.113.777", scope).problem).toMatch(/at most 255/);
  expect(best("AKIAIOSFODNN7EXAMPL")).toBe(
    "Part of a key → general-purpose/search?accesskeyid contains AKIAIOSFODNN7EXAMPL",
  );
  expect(best("i-0123")).toBe(
    "Part of an instance → general-purpose/search?principalid contains i-0123",
  );
  expect(recognise("10.0.0.0/4", scope).problem).toMatch(/ends with \/8 to \/32/);
  expect(recognise("2001:db8::/129", scope).problem).toMatch(/ends with \/1 to \/128/);
  for (const text of ["AKIAIOSFODNN7EXAMPL", "i-0123", "203.0.113.777", "10.0.0.0/4"]) {
    const as = recognise(text, scope).destinations.map((destination) => destination.as);
    expect(as).toContain("Named in a request");
    expect(as).not.toContain("User name");
  }
  expect(recognise("alice", scope).problem).toBeNull();
});

test("other meanings of a value are offered as well", () => {
  const offered = (text: string) =>
    recognise(text, scope).destinations.map(({ as, opens }) => `${as}: ${opens}`);
  expect(offered("d3a2f1c0-1111-4222-8333-444455556666")).toContain(
    "Identity Center user: Events on behalf of this person",
  );
  expect(offered("ASIAIOSFODNN7EXAMPLE")[1]).toBe("Session: Who opened this session?");
  expect(offered("AKIAIOSFODNN7EXAMPLE").join()).not.toContain("session key");
  const role = offered("arn:aws:iam::111122223333:role/path/admin");
  expect(role).toEqual([
    "Role: Which sessions did this role have?",
    "Resource: What happened to this resource?",
    "Named in a request: Events whose request contains this text",
  ]);
  expect(offered("AROAEXAMPLEIDAAAAAAAA:alice")[0]).toBe("Session: Whose session is it?");
  expect(offered("root")[1]).toMatch(/^IAM user named root: /);
  expect(offered("arn:aws:sts::111122223333:assumed-role/Admin/alice")).toEqual([
    "Session: Whose session is it?",
    "Actor: What did this actor do, in order?",
    "Caller: Events with this caller",
    "Role: Which sessions did this role have?",
  ]);
  const actor = recognise("dev-admin/jw-laptop", scope).destinations;
  expect(actor.map(({ place }) => place.stepId)).toEqual([
    "actor-timeline",
    "session-owner",
    "actor-sessions",
    "role-sessions",
    "resource-events",
    "search",
    "search",
  ]);
  expect(actor.at(-1)?.as).toBe("User name");
  expect(offered("admin/i-0123456789abcdef0").join()).toContain("Instance: ");
  expect(offered("asiapacificdeployers").at(-1)).toMatch(/^User: /);
  expect(offered("arn:aws:iam::111122223333:user/alice")).toContain(
    "User: What did this user do, in order?",
  );
});

test.each([
  "2026-03-19 02:45",
  "2026-03-19 02:45 UTC",
  "19 Mar 2026 02:45:00",
  "19 March 2026, 02:45 UTC",
])("the time of an alert, “%s”, leads to the half hour before it", (text) => {
  const [before] = recognise(text, scope).destinations;
  expect(before?.opens).toBe("What changed in the 30 minutes before?");
  expect(before?.place.scope).toEqual({
    ...scope,
    fromMs: Date.UTC(2026, 2, 19, 2, 15),
    toMs: Date.UTC(2026, 2, 19, 2, 45),
  });
});
