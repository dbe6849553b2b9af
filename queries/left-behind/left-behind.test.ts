/** What was left behind, by example: the statement on the engine. */
import { expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";

const key = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
const byKey = { accesskeyid: key.accessKeyId, type: "IAMUser", username: "mallory" };
const byOther = { accesskeyid: "AKIAIOSFODNN7OTHER00", type: "IAMUser", username: "bob smith" };

const iam = (eventname: string, request: object, by: object, more: Partial<TestEvent> = {}) => ({
  eventname,
  eventsource: "iam.amazonaws.com",
  requestparameters: JSON.stringify(request),
  ...by,
  ...more,
});
const ec2 = (eventname: string, request: object, response: object, by: object): TestEvent => ({
  eventname,
  eventsource: "ec2.amazonaws.com",
  requestparameters: JSON.stringify(request),
  responseelements: JSON.stringify(response),
  ...by,
});

/** Each thing in short: what it is, and which event removed it. */
async function leftBehind(events: readonly TestEvent[], filters: readonly string[] = []) {
  const step = "access-key-exposure/left-behind";
  const rows = await answerOver(step, events, key, undefined, undefined, filters);
  return rows.map(({ kind, resource, detail, removedeventid, removedby }) => [
    `${kind}: ${resource}${detail === null ? "" : ` ${detail}`}`,
    removedeventid === null ? "still there" : `${removedeventid} by ${removedby}`,
  ]);
}

const items = (...ids: readonly string[]) => ({
  instancesSet: { items: ids.map((instanceId) => ({ instanceId })) },
});
const rule = (cidrIpv4: string, port: number) => ({
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  cidrIpv4,
});

it("matches what the entity made with its removal by anyone", async () => {
  const rows = await leftBehind([
    iam("CreateUser", { userName: "backdoor" }, byKey),
    iam("CreateLoginProfile", { userName: "backdoor" }, byKey),
    iam("CreateUser", { userName: "denied" }, byKey, { errorcode: "AccessDenied" }),
    iam("CreateUser", { userName: "another" }, byOther),
    ec2("RunInstances", {}, items("i-1", "i-2"), byKey),
    iam("DeleteLoginProfile", { userName: "backdoor" }, byOther),
    ec2("TerminateInstances", items("i-2", "i-3"), {}, byOther),
  ]);
  expect(rows).toEqual([
    ["user: user/backdoor", "still there"],
    ["console password: user/backdoor console password", "event-5 by bob smith"],
    ["instance: i-1", "still there"],
    ["instance: i-2", "event-6 by bob smith"],
  ]);
});

it("lists things by the time they were made, in one second before what was added to them", async () => {
  const eventtime = "2026-01-31T12:00:00Z";
  const policy = { userName: "eve", policyArn: "arn:aws:iam::aws:policy/A" };
  const rows = await leftBehind([
    iam("AttachUserPolicy", policy, byKey, { eventtime, eventid: "a" }),
    iam("CreateUser", { userName: "eve" }, byKey, { eventtime, eventid: "b" }),
    iam("CreateRole", { roleName: "r" }, byKey, { eventtime: "2026-01-31T11:59:59Z" }),
  ]);
  expect(rows.map(([thing]) => thing)).toEqual([
    "role: role/r",
    "user: user/eve",
    "attached policy: user/eve policy arn:aws:iam::aws:policy/A",
  ]);
});

it("takes the parts of a resource along, and no other part", async () => {
  const rows = await leftBehind([
    iam("AttachRolePolicy", { roleName: "r", policyArn: "arn:aws:iam::aws:policy/A" }, byKey),
    iam("AttachRolePolicy", { roleName: "r", policyArn: "arn:aws:iam::aws:policy/B" }, byKey),
    iam("UpdateAssumeRolePolicy", { roleName: "r" }, byKey),
    iam("DetachRolePolicy", { roleName: "r", policyArn: "arn:aws:iam::aws:policy/A" }, byOther),
    // Without the policy's name nothing is known to be detached.
    iam("DetachRolePolicy", { roleName: "r" }, byOther),
    iam("UpdateAssumeRolePolicy", { roleName: "r" }, byOther),
    iam("DeleteRole", { roleName: "r" }, byOther),
  ]);
  expect(rows.map(([, end]) => end)).toEqual([
    "event-3 by bob smith",
    "event-6 by bob smith",
    "event-5 by bob smith",
  ]);
});

it("a thing that was made again is still there", async () => {
  const rows = await leftBehind([
    iam("CreateUser", { userName: "u" }, byKey),
    iam("DeleteUser", { userName: "u" }, byOther),
    iam("CreateUser", { userName: "u" }, byKey),
  ]);
  expect(rows.map(([, end]) => end)).toEqual(["event-1 by bob smith", "still there"]);
});

it("reads security group rules in each of their forms", async () => {
  const both = { items: [rule("0.0.0.0/0", 22), rule("192.0.2.0/24", 22), rule("0.0.0.0/0", 80)] };
  const permission = {
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
    ipRanges: { items: [{ cidrIp: "198.51.100.0/24" }, { cidrIp: "0.0.0.0/0" }] },
    groups: { items: [{ userId: "111122223333", groupId: "sg-9" }] },
  };
  const rows = await leftBehind([
    ec2(
      "AuthorizeSecurityGroupIngress",
      { groupId: "sg-1" },
      { securityGroupRuleSet: both },
      byKey,
    ),
    ec2(
      "AuthorizeSecurityGroupEgress",
      { groupId: "sg-1", ipProtocol: "-1", cidrIp: "0.0.0.0/0" },
      {},
      byKey,
    ),
    ec2(
      "AuthorizeSecurityGroupIngress",
      { groupId: "sg-1", ipPermissions: { items: [permission] } },
      {},
      byKey,
    ),
    ec2(
      "RevokeSecurityGroupIngress",
      { groupId: "sg-1", ipPermissions: { items: [permission] } },
      { revokedSecurityGroupRuleSet: {} },
      byOther,
    ),
  ]);
  expect(rows).toEqual([
    ["opened port: sg-1 in tcp 22 0.0.0.0/0", "event-3 by bob smith"],
    ["opened port: sg-1 in tcp 22 192.0.2.0/24", "still there"],
    ["opened port: sg-1 in tcp 80 0.0.0.0/0", "still there"],
    ["opened port: sg-1 out all traffic 0.0.0.0/0", "still there"],
    ["opened port: sg-1 in tcp 22 0.0.0.0/0", "event-3 by bob smith"],
    ["opened port: sg-1 in tcp 22 198.51.100.0/24", "event-3 by bob smith"],
    ["opened port: sg-1 in tcp 22 sg-9", "event-3 by bob smith"],
  ]);
});

it("shares are withdrawn one by one, or with their snapshot", async () => {
  const shared = (verb: string, ...ids: readonly string[]) => ({
    snapshotId: "snap-1",
    createVolumePermission: { [verb]: { items: ids.map((userId) => ({ userId })) } },
  });
  const database = { dBSnapshotIdentifier: "db-1" };
  const rds = (request: object, by: object): TestEvent => ({
    eventname: "ModifyDBSnapshotAttribute",
    eventsource: "rds.amazonaws.com",
    requestparameters: JSON.stringify({ ...database, ...request }),
    ...by,
  });
  const rows = await leftBehind([
    ec2("ModifySnapshotAttribute", shared("add", "111122223333", "012345678901"), {}, byKey),
    ec2("ModifySnapshotAttribute", shared("remove", "012345678901"), {}, byOther),
    rds({ valuesToAdd: ["012345678901", "all"] }, byKey),
    rds({ valuesToRemove: ["all"] }, byOther),
    ec2("DeleteSnapshot", { snapshotId: "snap-1" }, {}, byOther),
  ]);
  expect(rows).toEqual([
    ["shared snapshot: snap-1 shared with 012345678901", "event-1 by bob smith"],
    ["shared snapshot: snap-1 shared with 111122223333", "event-4 by bob smith"],
    ["shared snapshot: snapshot/db-1 shared with 012345678901", "still there"],
    ["shared snapshot: snapshot/db-1 shared with all", "event-3 by bob smith"],
  ]);
});

it("filters what was made, never what removed it", async () => {
  const events = [
    iam("CreateUser", { userName: "u" }, byKey),
    iam("CreateRole", { roleName: "r" }, byKey),
    iam("DeleteUser", { userName: "u" }, byOther),
  ];
  expect(await leftBehind(events, ["eventname:is:CreateUser"])).toEqual([
    ["user: user/u", "event-2 by bob smith"],
  ]);
});

it("passes over parameters that are not JSON, or lack a name", async () => {
  const odd = (requestparameters: string): TestEvent => ({
    eventname: "RunInstances",
    eventsource: "ec2.amazonaws.com",
    requestparameters,
    responseelements: requestparameters,
    ...byKey,
  });
  expect(
    await leftBehind([
      odd("not JSON"),
      odd("null"),
      odd('{"instancesSet":{"items":"x"}}'),
      odd('{"instancesSet":{"items":[null,7,{}]}}'),
      iam("CreateUser", {}, byKey),
    ]),
  ).toEqual([]);
});
