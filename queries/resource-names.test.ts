import { describe, expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";

const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf";
const on = (eventsource: string, eventname: string, request: object): TestEvent => ({
  eventname,
  eventsource: `${eventsource}.amazonaws.com`,
  requestparameters: JSON.stringify(request),
});
const events: readonly TestEvent[] = [
  on("secretsmanager", "GetSecretValue", { secretId: "prod/db" }),
  on("secretsmanager", "DeleteSecret", { secretId: secret }),
  on("secretsmanager", "GetSecretValue", { secretId: "prod/db2" }),
  on("iam", "UpdateRole", { roleName: "Admin" }),
  on("sts", "AssumeRole", { roleArn: "arn:aws:iam::111122223333:role/path/Admin" }),
  on("iam", "UpdateRole", { roleName: "AdminReader" }),
  on("iam", "AttachUserPolicy", { userName: "bob", policyArn: "arn:aws:iam::aws:policy/Admin" }),
  on("s3", "PutObject", { bucketName: "logs", key: "a/b.csv" }),
  on("s3", "PutBucketPolicy", { bucketName: "logs" }),
  on("ec2", "StopInstances", { instancesSet: { items: [{ instanceId: "i-0123456789abcdef0" }] } }),
];

describe("the events of a resource", () => {
  it.each([
    ["prod/db", [0, 1]],
    ["secret/prod/db", [0, 1]],
    ["secret/prod/db-AbCdEf", [0, 1]],
    [secret, [0, 1]],
    ["Admin", [3, 4]],
    ["role/Admin", [3, 4]],
    ["arn:aws:iam::111122223333:role/path/Admin", [3, 4]],
    ["s3://logs", [8]],
    ["logs", [8]],
    ["arn:aws:s3:::logs/a/b.csv", [7]],
    ["i-0123456789abcdef0", [9]],
    ["arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0", [9]],
    ["' or true --", []],
  ])("%s", async (resource, expected) => {
    const rows = await answerOver("resource/resource-events", events, { resource });
    expect(rows.map(({ eventid }) => eventid)).toEqual(expected.map((at) => `event-${at}`));
  });

  it("mentions include calls on other things", async () => {
    const rows = await answerOver("resource/resource-mentions", events, { resource: "role/Admin" });
    expect(rows.map(({ eventid }) => eventid)).toContain("event-6");
  });
});
