/** Conditions of rules on requests in CloudTrail's own form: what each lists, and what it leaves out. */
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { literal } from "../literal";
import { columnsIn, conditionSql } from "./condition-sql";
import { matches } from "./evaluate";
import type { Rule } from "./rule";
import { RULES } from "./rules";

const OWN = "111122223333";
const OTHER = "999988887777";
const XMLNS = "http://s3.amazonaws.com/doc/2006-03-01/";

const selectors = (readWriteType: string, includeManagementEvents: boolean, excluded = "") => ({
  eventSelectors: [
    {
      readWriteType,
      includeManagementEvents,
      dataResources: [],
      excludeManagementEventSources: excluded === "" ? [] : [excluded],
    },
  ],
});
const expires = (days: number) => ({
  LifecycleConfiguration: { xmlns: XMLNS, Rule: { Status: "Enabled", Expiration: { Days: days } } },
});
const statement = (effect: string, principal: unknown) => ({
  bucketPolicy: { Statement: [{ Action: "s3:*", Effect: effect, Principal: principal }] },
});
const blocks = (isBlocked: boolean) => ({
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: isBlocked,
    RestrictPublicBuckets: true,
  },
});
const encrypts = (account: string) => ({
  ServerSideEncryptionConfiguration: {
    Rule: {
      ApplyServerSideEncryptionByDefault: {
        KMSMasterKeyID: `arn:aws:kms:us-east-1:${account}:key/1`,
        SSEAlgorithm: "aws:kms",
      },
    },
  },
});
const logging = (to: object) => ({ BucketLoggingStatus: { xmlns: XMLNS, ...to } });
const port = (cidrIp: string) => ({
  groupId: "sg-1",
  ipPermissions: {
    items: [{ ipProtocol: "tcp", fromPort: 22, ipRanges: { items: [{ cidrIp }] } }],
  },
});
const share = (change: "add" | "remove") => ({
  createVolumePermission: { [change]: { items: [{ userId: OTHER }] } },
});
const trust = (account: string) => ({
  assumeRolePolicyDocument: `{"Statement":[{"Principal":{"AWS": "arn:aws:iam::${account}:root"}}]}`,
});

type Case = readonly [rule: string, call: string, hit: unknown, miss: unknown];

/** A request that the rule lists, and the same call with one that it does not. */
const CASES: readonly Case[] = [
  ["cloudtrail-tampered", "PutEventSelectors", selectors("ReadOnly", true), selectors("All", true)],
  ["cloudtrail-tampered", "PutEventSelectors", selectors("All", false), selectors("All", true)],
  [
    "cloudtrail-tampered",
    "PutEventSelectors",
    selectors("All", true, "kms.amazonaws.com"),
    selectors("All", true),
  ],
  [
    "cloudtrail-tampered",
    "UpdateTrail",
    { name: "t", isMultiRegionTrail: false },
    { name: "t", enableLogFileValidation: true },
  ],
  [
    "cloudtrail-tampered",
    "UpdateTrail",
    { name: "t", s3BucketName: "elsewhere" },
    { name: "t", isMultiRegionTrail: true },
  ],
  [
    "cloudtrail-tampered",
    "PutInsightSelectors",
    { insightSelectors: [] },
    { insightSelectors: [{ insightType: "ApiCallRateInsight" }] },
  ],
  ["guardduty-weakened", "UpdateDetector", { enable: false }, { enable: true }],
  [
    "guardduty-weakened",
    "UpdateDetector",
    { enable: true, features: [{ name: "S3_DATA_EVENTS", status: "DISABLED" }] },
    { enable: true, features: [{ name: "S3_DATA_EVENTS", status: "ENABLED" }] },
  ],
  [
    "guardduty-weakened",
    "UpdateOrganizationConfiguration",
    { autoEnableOrganizationMembers: "NONE" },
    { autoEnableOrganizationMembers: "ALL" },
  ],
  [
    "detection-weakened",
    "BatchUpdateFindings",
    { workflow: { status: "SUPPRESSED" } },
    { workflow: { status: "RESOLVED" } },
  ],
  [
    "detection-weakened",
    "PutConfigurationRecorder",
    { configurationRecorder: { recordingGroup: { allSupported: false } } },
    { configurationRecorder: { recordingGroup: { allSupported: true } } },
  ],
  [
    "stored-logs-deleted",
    "PutBucketLogging",
    logging({}),
    logging({ LoggingEnabled: { TargetBucket: "logs" } }),
  ],
  [
    "log-retention-shortened",
    "PutRetentionPolicy",
    { retentionInDays: 3 },
    { retentionInDays: 30 },
  ],
  [
    "bucket-protection-removed",
    "PutBucketVersioning",
    { VersioningConfiguration: { Status: "Suspended" } },
    { VersioningConfiguration: { Status: "Enabled" } },
  ],
  ["bucket-protection-removed", "PutBucketLifecycle", expires(1), expires(365)],
  ["bucket-protection-removed", "PutBucketLifecycle", expires(7), expires(70)],
  ["bucket-protection-removed", "PutBucketEncryption", encrypts(OTHER), encrypts(OWN)],
  ["bucket-access-changed", "PutBucketPublicAccessBlock", blocks(false), blocks(true)],
  ["bucket-access-changed", "PutBucketPolicy", statement("Allow", "*"), statement("Deny", "*")],
  [
    "bucket-access-changed",
    "PutBucketPolicy",
    statement("Allow", { AWS: `arn:aws:iam::${OTHER}:root` }),
    statement("Allow", { AWS: `arn:aws:iam::${OWN}:root` }),
  ],
  ["port-opened-to-world", "AuthorizeSecurityGroupIngress", port("0.0.0.0/0"), port("10.0.0.0/8")],
  ["snapshot-or-image-shared", "ModifySnapshotAttribute", share("add"), share("remove")],
  ["snapshot-sharing-changed", "ModifySnapshotAttribute", share("remove"), share("add")],
  ["role-trust-opened", "CreateRole", trust(OTHER), trust(OWN)],
  [
    "admin-policy-attached",
    "AttachRolePolicy",
    { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
  ],
  ["access-key-for-other-user", "CreateAccessKey", { userName: "bob" }, { userName: "alice" }],
  ["long-term-credential-created", "CreateAccessKey", { userName: "alice" }, { userName: "bob" }],
  [
    "function-exposed",
    "AddPermission20150331v2",
    { principal: "*" },
    { principal: "events.amazonaws.com" },
  ],
  [
    "unusual-instance-requested",
    "RunInstances",
    { instanceType: "p4d.24xlarge" },
    { instanceType: "t3.micro" },
  ],
  [
    "database-exposed",
    "ModifyDBInstance",
    { publiclyAccessible: true },
    { backupRetentionPeriod: 7 },
  ],
  [
    "user-data-read",
    "DescribeInstanceAttribute",
    { attribute: "userData" },
    { attribute: "groupSet" },
  ],
  ["parameters-read-in-bulk", "GetParameter", { withDecryption: true }, { withDecryption: false }],
  [
    "instance-start-script-changed",
    "ModifyInstanceAttribute",
    { userData: "x" },
    { instanceType: {} },
  ],
];

it("has a case for each rule that reads the request", () => {
  const reading = RULES.filter(({ when }) =>
    /"request(\.|parameters)/.test(JSON.stringify(when ?? {})),
  );
  const covered = new Set(CASES.map(([id]) => id));
  expect(reading.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
});

function ruleOf(id: string): Rule {
  const rule = RULES.find((each) => each.id === id);
  if (!rule) throw new Error(`No rule ${id}.`);
  return rule;
}

const recordOf = (rule: Rule, eventName: string, requestParameters: unknown) => ({
  eventSource: Object.entries(rule.calls).find(([, names]) => names.includes(eventName))?.[0],
  eventName,
  recipientAccountId: OWN,
  requestParameters,
  userIdentity: { type: "IAMUser", userName: "alice", accountId: OWN },
});

it.each(CASES)("%s lists %s only where its request says so", (id, eventName, hit, miss) => {
  const rule = ruleOf(id);
  expect(Object.values(rule.calls).flat()).toContain(eventName);
  expect(matches(rule, recordOf(rule, eventName, hit))).toBe(true);
  expect(matches(rule, recordOf(rule, eventName, miss))).toBe(false);
});

it("lists the same in SQL", async () => {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
  const tests = CASES.flatMap(([id, eventName, hit, miss]) => {
    const { when } = ruleOf(id);
    return when === undefined ? [] : [hit, miss].map((request) => ({ when, eventName, request }));
  });
  const rows = tests.map(({ when, eventName, request }) => {
    const values: Readonly<Record<string, string>> = {
      eventname: eventName,
      requestparameters: JSON.stringify(request),
      recipientaccountid: OWN,
      accountid: OWN,
      username: "alice",
      type: "IAMUser",
    };
    const columns = [...new Set(columnsIn(when))].map((name) => {
      const value = values[name];
      return `${value === undefined ? "null::varchar" : literal(value)} as ${name}`;
    });
    return `select coalesce(${conditionSql(when)}, false) as listed from (select ${columns.join(", ")})`;
  });
  const reader = await connection.runAndReadAll(rows.join(" union all "));
  const listed = reader.getRowObjectsJson().map((row) => row.listed);
  expect(listed).toEqual(CASES.flatMap(() => [true, false]));
});
