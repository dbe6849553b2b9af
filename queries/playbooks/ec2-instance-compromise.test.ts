import { expect, it } from "vitest";
import { answerOver } from "@/lib/engine/duckdb/answer-over.fixture";

const instance = { instanceId: "i-0123456789abcdef0" };
const byInstance = { principalid: "AROAX:i-0123456789abcdef0" };
const byOther = { principalid: "AROAX:i-0fedcba9876543210" };
const events = [
  { eventname: "UpdateInstanceInformation", eventsource: "ssm.amazonaws.com", ...byInstance },
  {
    eventname: "ListBuckets",
    eventsource: "s3.amazonaws.com",
    errorcode: "AccessDenied",
    ...byInstance,
  },
  {
    eventname: "RunInstances",
    eventsource: "ec2.amazonaws.com",
    errorcode: "Client.UnauthorizedOperation",
    ...byInstance,
  },
  {
    eventname: "ListUsers",
    eventsource: "iam.amazonaws.com",
    errorcode: "AccessDenied",
    ...byOther,
  },
  {
    eventname: "AssumeRole",
    eventsource: "sts.amazonaws.com",
    errorcode: "AccessDenied",
    ...byOther,
  },
  {
    eventname: "GetObject",
    eventsource: "s3.amazonaws.com",
    errorcode: "NoSuchKey",
    ...byInstance,
  },
  {
    eventname: "RunInstances",
    eventsource: "ec2.amazonaws.com",
    principalid: "AIDA1",
    responseelements: '{"instanceId":"i-0123456789abcdef0"}',
  },
  {
    eventname: "StopInstances",
    eventsource: "ec2.amazonaws.com",
    principalid: "AIDA1",
    requestparameters: '{"instanceId":"i-0fedcba9876543210"}',
  },
  {
    eventname: "ListUsers",
    eventsource: "iam.amazonaws.com",
    errorcode: "AccessDenied",
    principalid: "AIDA-has-i-but-no-colon",
  },
];
const ask = (step: string, inputs: Record<string, string> = {}) =>
  answerOver(`ec2-instance-compromise/${step}`, events, inputs);
const names = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map(({ eventname }) => eventname);

it("counts the instance's own calls, and the denied ones with EC2's code among them", async () => {
  expect(names(await ask("instance-api-calls", instance))).toEqual([
    "GetObject",
    "ListBuckets",
    "RunInstances",
    "UpdateInstanceInformation",
  ]);
  expect(names(await ask("instance-denied-calls", instance))).toEqual([
    "ListBuckets",
    "RunInstances",
  ]);
});

it("finds what was done to the instance, in the request or the response", async () => {
  const rows = await ask("calls-on-instance", instance);
  expect(rows.map(({ eventid }) => eventid)).toEqual(["event-6"]);
});

it("ranks instances, and only instances", async () => {
  expect(await ask("most-denied-instances")).toEqual([
    { principalid: byInstance.principalid, total: "2" },
    { principalid: byOther.principalid, total: "2" },
  ]);
});

it("leaves AssumeRole out of what instances are denied", async () => {
  expect(names(await ask("most-denied-actions"))).toEqual([
    "RunInstances",
    "ListUsers",
    "ListBuckets",
  ]);
});

it("finds instances that call IAM or list buckets", async () => {
  expect(await ask("instances-calling-iam")).toEqual([
    {
      principalid: byOther.principalid,
      eventsource: "iam.amazonaws.com",
      eventname: "ListUsers",
      total: "1",
    },
  ]);
  expect(await ask("instances-listing-buckets")).toEqual([
    {
      principalid: byInstance.principalid,
      eventsource: "s3.amazonaws.com",
      eventname: "ListBuckets",
      total: "1",
    },
  ]);
});
