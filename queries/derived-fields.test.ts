/** The derived fields by example: the actor, the program behind a user agent, the resource. */
import { describe, expect, it } from "vitest";
import { derivedTexts } from "./derived-fields";
import { evaluate } from "./expression-value";

type Json = Readonly<Record<string, unknown>>;

const actorOf = (userIdentity: Json): string | null =>
  evaluate(derivedTexts.actor, { userIdentity });

describe("the actor", () => {
  it.each<readonly [string, Json, string]>([
    [
      "a role session",
      {
        type: "AssumedRole",
        arn: "arn:aws:sts::111122223333:assumed-role/Admin/alice@corp.com",
        principalId: "AROAEXAMPLE:alice@corp.com",
      },
      "Admin/alice@corp.com",
    ],
    [
      "an instance's session without its ARN",
      {
        type: "AssumedRole",
        principalId: "AROAEXAMPLE:i-0123456789abcdef0",
        sessionContext: { sessionIssuer: { userName: "App" } },
      },
      "App/i-0123456789abcdef0",
    ],
    ["an IAM user", { type: "IAMUser", userName: "alice" }, "alice"],
    [
      "an IAM user by the ARN alone",
      { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/staff/eu/alice" },
      "alice",
    ],
    ["root", { type: "Root", accountId: "111122223333" }, "root of 111122223333"],
    [
      "a service",
      { type: "AWSService", invokedBy: "ec2.amazonaws.com" },
      "service:ec2.amazonaws.com",
    ],
    ["a service without a type", { invokedBy: "AWS Internal" }, "service:AWS Internal"],
    [
      "a person of Identity Center",
      { type: "IdentityCenterUser", onBehalfOf: { userId: "94a8-1" }, accountId: "1" },
      "person:94a8-1",
    ],
    [
      "a session that a user opened",
      {
        type: "FederatedUser",
        arn: "arn:aws:sts::111122223333:federated-user/Bob",
        sessionContext: { sessionIssuer: { type: "IAMUser", userName: "alice" } },
      },
      "alice/Bob",
    ],
    ["a SAML user", { type: "SAMLUser", principalId: "h=:a@b", userName: "a@b" }, "saml:a@b"],
    ["a web identity", { type: "WebIdentityUser", userName: "repo:o/r" }, "web:repo:o/r"],
    [
      "another account",
      { type: "AWSAccount", accountId: "444455556666", principalId: "AROAX:s" },
      "account:444455556666/AROAX:s",
    ],
    [
      "a caller unknown to S3",
      { type: "AWSAccount", accountId: "ANONYMOUS_PRINCIPAL", principalId: "" },
      "anonymous",
    ],
    ["an unknown caller", { type: "Unknown", principalId: "AIDAX" }, "AIDAX"],
    ["a record without identity", {}, "no identity"],
  ])("is %s", (_, identity, actor) => {
    expect(actorOf(identity)).toBe(actor);
  });
});

describe("the program behind a user agent", () => {
  it.each([
    ["aws-cli/2.15.30 Python/3.11.8 Linux/6.6.15 exe/x86_64.kali.2024", "aws-cli", "2.15.30"],
    ["[Boto3/1.26.165 Python/3.10 Linux/5.15 Botocore/1.29]", "Boto3", "1.26.165"],
    ["APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io)", "Terraform", "1.1.2"],
    [
      "aws-sdk-go/1.55.5 (go1.22; linux; amd64) amazon-ssm-agent/3.3.1",
      "amazon-ssm-agent",
      "3.3.1",
    ],
    ["[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11]", "console", "0.4"],
    ["[S3Console/0.4]", "console", "0.4"],
    ["signin.amazonaws.com", "console", null],
    ["console.ec2.amazonaws.com", "console", null],
    ["ec2.amazonaws.com", "AWS service", null],
    ["AWS Internal", "AWS service", null],
    [
      "Mozilla/5.0 (X11) AppleWebKit/537 (KHTML) Chrome/132.0 Safari/537",
      "browser",
      "Chrome/132.0",
    ],
    ["Mozilla/5.0 (X11) Chrome/132.0 Safari/537 Edg/132.1", "browser", "Edg/132.1"],
    ["stratus-red-team_a9c1-22", "stratus-red-team", null],
    ["///", "other", null],
    ["", null, null],
  ])("%s", (useragent, product, version) => {
    expect(evaluate(derivedTexts.agentproduct, { useragent })).toBe(product);
    expect(evaluate(derivedTexts.agentversion, { useragent })).toBe(version);
  });
});

describe("the resource", () => {
  const arn = (service: string, rest: string) =>
    `arn:aws:${service}:us-east-1:111122223333:${rest}`;
  it.each<readonly [call: string, request: Json, response: Json | null, resource: string | null]>([
    ["s3 GetObject", { bucketName: "b", key: "a/b.csv" }, null, "s3://b/a/b.csv"],
    ["s3 PutBucketPolicy", { bucketName: "b" }, null, "s3://b"],
    ["s3 ListBuckets", {}, null, null],
    ["secretsmanager GetSecretValue", { secretId: "prod/db" }, null, "secret/prod/db"],
    [
      "secretsmanager GetSecretValue",
      { secretId: arn("secretsmanager", "secret:prod/db-AbCdEf") },
      null,
      "secret/prod/db-AbCdEf",
    ],
    ["ssm GetParameter", { name: "/prod/db" }, null, "parameter/prod/db"],
    ["ssm GetParameters", { names: [arn("ssm", "parameter/prod/db")] }, null, "parameter/prod/db"],
    ["ssm SendCommand", { instanceIds: ["i-0a", "i-0b"], documentName: "D" }, null, "i-0a"],
    ["ssm StartSession", { target: "i-0a" }, null, "i-0a"],
    ["iam CreateUser", { userName: "eve" }, null, "user/eve"],
    ["iam CreateAccessKey", {}, { accessKey: { userName: "eve" } }, "user/eve"],
    ["iam DeleteAccessKey", { userName: "eve", accessKeyId: "AKIAX" }, null, "access-key/AKIAX"],
    ["iam AttachRolePolicy", { roleName: "R", policyArn: arn("iam", "policy/P") }, null, "role/R"],
    ["iam CreatePolicyVersion", { policyArn: "arn:aws:iam::1:policy/a/P" }, null, "policy/P"],
    ["iam AddUserToGroup", { userName: "eve", groupName: "admins" }, null, "group/admins"],
    ["iam DeactivateMFADevice", { userName: "eve", serialNumber: "x" }, null, "user/eve"],
    ["sts AssumeRole", { roleArn: "arn:aws:iam::1:role/a/Admin" }, null, "role/Admin"],
    [
      "ec2 RunInstances",
      { instancesSet: { items: [{ imageId: "ami-1" }] } },
      { instancesSet: { items: [{ instanceId: "i-1" }, { instanceId: "i-2" }] } },
      "i-1",
    ],
    ["ec2 RunInstances", { instancesSet: { items: [{ imageId: "ami-1" }] } }, null, "ami-1"],
    ["ec2 CreateSnapshot", { volumeId: "vol-1" }, { snapshotId: "snap-1" }, "snap-1"],
    ["ec2 CreateSnapshot", { volumeId: "vol-1" }, null, "vol-1"],
    ["ec2 ModifySnapshotAttribute", { snapshotId: "snap-1" }, null, "snap-1"],
    ["ec2 AuthorizeSecurityGroupIngress", { groupId: "sg-1" }, null, "sg-1"],
    ["ec2 ImportKeyPair", { keyName: "k" }, null, "key-pair/k"],
    [
      "lambda UpdateFunctionCode20150331v2",
      { functionName: arn("lambda", "function:f") },
      null,
      "function/f",
    ],
    ["kms ScheduleKeyDeletion", { keyId: arn("kms", "key/1-2") }, null, "key/1-2"],
    ["cloudtrail StopLogging", { name: arn("cloudtrail", "trail/t") }, null, "trail/t"],
    ["guardduty DeleteDetector", { detectorId: "d" }, null, "detector/d"],
    ["rds ModifyDBSnapshotAttribute", { dBSnapshotIdentifier: "s" }, null, "snapshot/s"],
    ["sqs PurgeQueue", { queueUrl: "https://sqs/1/q" }, null, "queue/q"],
    ["bedrock InvokeModel", { modelId: "anthropic.x" }, null, "model/anthropic.x"],
    ["organizations CloseAccount", { accountId: "1" }, null, "account/1"],
  ])("of %s %j is as expected", (call, requestParameters, responseElements, resource) => {
    const [service, eventName] = call.split(" ");
    const eventSource = `${service}.amazonaws.com`;
    const record = { eventSource, eventName, requestParameters, responseElements };
    expect(evaluate(derivedTexts.resource, record)).toBe(resource);
  });

  it("is the first that the service names, where no path leads to one", () => {
    const eventSource = "unknown.amazonaws.com";
    const resources = [{ ARN: "arn:aws:x:us-east-1:111122223333:thing/1" }];
    expect(evaluate(derivedTexts.resource, { eventSource, resources })).toBe("thing/1");
    expect(evaluate(derivedTexts.resource, { eventSource, resources: [] })).toBeNull();
  });
});
