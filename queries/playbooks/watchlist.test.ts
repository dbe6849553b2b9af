import { expect, it } from "vitest";
import { answerOver } from "@/lib/engine/duckdb/answer-over.fixture";
import { findStep } from "../index";
import { matches } from "../watchlist/evaluate";
import { RULES } from "../watchlist/rules";

const call = (service: string, eventname: string, more = {}) => ({
  eventsource: `${service}.amazonaws.com`,
  eventname,
  ...more,
});
const found = async (step: string, events: Parameters<typeof answerOver>[1]) =>
  (await answerOver(`watchlist/${step}`, events)).map(({ eventid }) =>
    Number(String(eventid).slice(6)),
  );

it("finds root and no other caller", async () => {
  expect(
    await found("root-usage", [
      call("iam", "ListUsers", { type: "Root" }),
      call("iam", "ListUsers", { type: "IAMUser" }),
      call("iam", "ListUsers"),
    ]),
  ).toEqual([0]);
});

it("counts changes of IAM, not its read-only calls, and no other service's", async () => {
  const rows = await answerOver("watchlist/iam-changes", [
    call("iam", "CreateUser", { principalid: "A" }),
    call("iam", "GetUser"),
    call("iam", "ListUsers"),
    call("iam", "GenerateCredentialReport"),
    call("organizations", "CreateAccount"),
  ]);
  expect(rows).toEqual([{ principalid: "A", eventname: "CreateUser", total: "1" }]);
});

it("finds every way to turn CloudTrail off, by its service", async () => {
  const ways = [
    "StopLogging",
    "DeleteTrail",
    "UpdateTrail",
    "PutEventSelectors",
    "PutInsightSelectors",
    "DeleteEventDataStore",
    "StopEventDataStoreIngestion",
  ];
  const events = [
    ...ways.map((name) => call("cloudtrail", name)),
    call("cloudtrail", "LookupEvents"),
    call("elsewhere", "StopLogging"),
  ];
  expect(await found("cloudtrail-logging-disabled", events)).toEqual(ways.map((_, index) => index));
});

it("finds every other way to turn off detection, each with its service", async () => {
  const hits = [
    call("ec2", "DeleteFlowLogs"),
    call("config", "StopConfigurationRecorder"),
    call("config", "DeleteDeliveryChannel"),
    call("guardduty", "DeleteDetector"),
    call("guardduty", "UpdateIPSet"),
    call("guardduty", "DeleteMembers"),
    call("logs", "DeleteLogGroup"),
    call("logs", "DeleteLogStream"),
    call("logs", "PutRetentionPolicy"),
    call("s3", "PutBucketLogging"),
    call("s3", "PutBucketLifecycle"),
    call("s3", "DeleteBucket"),
    call("monitoring", "DisableAlarmActions"),
    call("monitoring", "DeleteAlarms"),
    call("securityhub", "DisableSecurityHub"),
    call("macie2", "DisableMacie"),
    call("access-analyzer", "DeleteAnalyzer"),
  ];
  const misses = [
    call("wafv2", "UpdateIPSet"),
    call("detective", "DeleteMembers"),
    call("s3", "PutObject"),
    call("logs", "CreateLogGroup"),
    call("monitoring", "PutMetricAlarm"),
    call("glacier", "DeleteBucket"),
  ];
  expect(await found("logging-configuration-modified", [...hits, ...misses])).toEqual(
    hits.map((_, index) => index),
  );
});

it("a step that lists more than the findings says so, and asks only what its rows answer", () => {
  const [setUp, narrowed] = [true, false].map((includeManagementEvents) => ({
    ...call("cloudtrail", "PutEventSelectors"),
    requestparameters: { eventSelectors: [{ readWriteType: "All", includeManagementEvents }] },
  }));
  const rule = RULES.find(({ id }) => id === "cloudtrail-tampered");
  // The step lists both.
  expect([setUp, narrowed].map((record) => rule && record && matches(rule, record))).toEqual([
    false,
    true,
  ]);
  const textOf = (id: string) => findStep(`watchlist/${id}`)?.step;
  for (const id of ["root-usage", "cloudtrail-logging-disabled", "logging-configuration-modified"])
    expect(textOf(id)?.why).toMatch(/ The findings (?:leave out|are only) /);
  for (const id of ["cloudtrail-logging-disabled", "logging-configuration-modified"])
    expect(textOf(id)?.question).toMatch(/^Which calls could have /);
});
