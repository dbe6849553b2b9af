/** What Terraform changes in a month, a list for each of its runs. */
import type { Call } from "../record";
import { DEV, PROD } from "../world";
import { change, changeBucket, changeEc2, iamArn, ingress, policy, trusts } from "./requests";

const ORDERS = "orders-role";
const ORDERS_POLICY = iamArn("policy/orders");
const readsQueue = policy({
  Effect: "Allow",
  Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
  Resource: `arn:aws:sqs:us-east-1:${PROD.id}:orders`,
});
const onlyTls = (bucket: string): unknown => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});
const XMLNS = "http://s3.amazonaws.com/doc/2006-03-01/";

const newBucket = (bucket: string): readonly Call[] => [
  changeBucket("CreateBucket", bucket, ""),
  changeBucket("PutBucketPublicAccessBlock", bucket, "publicAccessBlock", {
    PublicAccessBlockConfiguration: {
      xmlns: XMLNS,
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  }),
  changeBucket("PutBucketEncryption", bucket, "encryption", {
    ServerSideEncryptionConfiguration: {
      xmlns: XMLNS,
      Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } },
    },
  }),
  changeBucket("PutBucketVersioning", bucket, "versioning", {
    VersioningConfiguration: { xmlns: XMLNS, Status: "Enabled" },
  }),
  changeBucket("PutBucketPolicy", bucket, "policy", { bucketPolicy: onlyTls(bucket) }),
  changeBucket("PutBucketTagging", bucket, "tagging"),
];

const keeps = (bucket: string, days: number): Call =>
  changeBucket("PutBucketLifecycle", bucket, "lifecycle", {
    LifecycleConfiguration: {
      xmlns: XMLNS,
      Rule: {
        ID: "archive",
        Status: "Enabled",
        Filter: { Prefix: "" },
        Transition: { Days: 90, StorageClass: "GLACIER" },
        Expiration: { Days: days },
      },
    },
  });

const logGroup = (name: string, days: number): readonly Call[] => [
  change("logs", "CreateLogGroup", { logGroupName: name, tags: { Managed: "terraform" } }),
  change("logs", "PutRetentionPolicy", { logGroupName: name, retentionInDays: days }),
];

const newPolicyVersion = (version: number): readonly Call[] => [
  change("iam", "CreatePolicyVersion", {
    policyArn: ORDERS_POLICY,
    policyDocument: readsQueue,
    setAsDefault: true,
  }),
  change("iam", "DeletePolicyVersion", {
    policyArn: ORDERS_POLICY,
    versionId: `v${version - 4}`,
  }),
];

const newRole = (roleName: string, service: string): readonly Call[] => [
  change("iam", "CreateRole", {
    path: "/",
    roleName,
    assumeRolePolicyDocument: trusts(service),
    maxSessionDuration: 3600,
    tags: [{ key: "Managed", value: "terraform" }],
  }),
  change("iam", "PutRolePolicy", { roleName, policyName: "inline", policyDocument: readsQueue }),
  change("iam", "AttachRolePolicy", {
    roleName,
    policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
  }),
];

const oldRole = (roleName: string): readonly Call[] => [
  change("iam", "DetachRolePolicy", { roleName, policyArn: ORDERS_POLICY }),
  change("iam", "DeleteRolePolicy", { roleName, policyName: "inline" }),
  change("iam", "DeleteRole", { roleName }),
];

const schedule = (name: string): readonly Call[] => [
  change("events", "PutRule", { name, scheduleExpression: "rate(1 day)", state: "ENABLED" }),
  change("events", "PutTargets", {
    rule: name,
    targets: [{ id: "1", arn: `arn:aws:lambda:us-east-1:${PROD.id}:function:order-events` }],
  }),
  change("lambda", "AddPermission20150331v2", {
    functionName: "order-events",
    statementId: name,
    action: "lambda:InvokeFunction",
    principal: "events.amazonaws.com",
    sourceArn: `arn:aws:events:us-east-1:${PROD.id}:rule/${name}`,
  }),
];

const unscheduled = (rule: string): readonly Call[] => [
  change("events", "RemoveTargets", { rule, ids: ["1"] }),
  change("events", "DeleteRule", { name: rule }),
  change("lambda", "RemovePermission20150331v2", {
    functionName: "order-events",
    statementId: rule,
  }),
];

const alarm = (alarmName: string): Call =>
  change("monitoring", "PutMetricAlarm", { alarmName, threshold: 5, evaluationPeriods: 2 });

const WEB = "sg-06ac05dd4c4a2ecbd";
const APP = "sg-0d5b1f2c7e9a46038";
const newGroup: readonly Call[] = [
  changeEc2("CreateSecurityGroup", {
    groupName: "orders",
    groupDescription: "orders service",
    vpcId: "vpc-07b33857c7ad1c027",
  }),
  changeEc2("RevokeSecurityGroupEgress", ingress(APP, 0, "0.0.0.0/0")),
  changeEc2("AuthorizeSecurityGroupEgress", ingress(APP, 443, "0.0.0.0/0")),
  changeEc2("AuthorizeSecurityGroupIngress", ingress(APP, 8443, "10.20.0.0/16")),
];

/** The changes of a run in production; the first week has one of nearly each kind. */
export const TERRAFORM_PROD_CHANGES: readonly (readonly Call[])[] = [
  [...newRole(ORDERS, "lambda"), ...newPolicyVersion(12), ...logGroup("/shop/orders", 90)],
  [...newBucket("acme-prod-orders"), keeps("acme-prod-orders", 730)],
  [...newGroup, changeEc2("AuthorizeSecurityGroupIngress", ingress(WEB, 443, "0.0.0.0/0"))],
  [...schedule("orders-nightly"), alarm("orders-errors"), ...oldRole("orders-legacy-role")],
  [
    changeEc2("CreateRoute", {
      routeTableId: "rtb-0c1d2e3f4a5b60718",
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: "nat-0a1b2c3d4e5f60718",
    }),
    ...unscheduled("orders-hourly"),
    change("rds", "ModifyDBInstance", {
      dBInstanceIdentifier: "shop-db",
      backupRetentionPeriod: 21,
      applyImmediately: true,
    }),
  ],
  [...newPolicyVersion(13), ...logGroup("/shop/refunds", 365), alarm("refunds-errors")],
  [...newRole("refunds-role", "lambda"), ...schedule("refunds-nightly")],
  [...newBucket("acme-prod-refunds"), keeps("acme-prod-refunds", 2555)],
  [changeEc2("AuthorizeSecurityGroupIngress", ingress(APP, 9090, "10.20.8.0/24")), alarm("lag")],
  [
    change("iam", "PutRolePolicy", {
      roleName: ORDERS,
      policyName: "inline",
      policyDocument: readsQueue,
    }),
    change("iam", "UpdateAssumeRolePolicy", { roleName: ORDERS, policyDocument: trusts("lambda") }),
    ...unscheduled("orders-nightly"),
  ],
  [
    keeps("acme-prod-elb-logs", 400),
    changeBucket("PutBucketLogging", "acme-prod-invoices", "logging", {
      BucketLoggingStatus: {
        xmlns: XMLNS,
        LoggingEnabled: { TargetBucket: "acme-prod-elb-logs", TargetPrefix: "invoices/" },
      },
    }),
    changeBucket("PutBucketPolicy", "acme-prod-uploads", "policy", {
      bucketPolicy: onlyTls("acme-prod-uploads"),
    }),
  ],
  [...newPolicyVersion(14), ...newRole("ledger-role", "ecs-tasks")],
  [
    change("kms", "CreateKey", { description: "ledger", keySpec: "SYMMETRIC_DEFAULT" }),
    change("kms", "CreateAlias", { aliasName: "alias/ledger", targetKeyId: "0e5d4f20-6b7e-4c1d" }),
    change("kms", "EnableKeyRotation", { keyId: "0e5d4f20-6b7e-4c1d" }),
  ],
  [...oldRole("ledger-trial-role"), ...logGroup("/shop/ledger", 90)],
  [
    changeEc2("RevokeSecurityGroupIngress", ingress(APP, 9090, "10.20.8.0/24")),
    changeEc2("AuthorizeSecurityGroupIngress", ingress(WEB, 80, "0.0.0.0/0")),
    change("monitoring", "DeleteAlarms", { alarmNames: ["lag"] }),
  ],
];

/** The changes of a run in development. */
export const TERRAFORM_DEV_CHANGES: readonly (readonly Call[])[] = [
  [...newRole("preview-role", "lambda"), ...logGroup("/dev/preview", 7)],
  [...newBucket("acme-dev-preview"), keeps("acme-dev-preview", 30)],
  [...newRole("trial-role", "ecs-tasks"), ...logGroup("/dev/trial", 14)],
  [
    change("iam", "DeleteRolePolicy", { roleName: "trial-role", policyName: "inline" }),
    change("iam", "DetachRolePolicy", {
      roleName: "trial-role",
      policyArn: `arn:aws:iam::${DEV.id}:policy/trial`,
    }),
    change("iam", "DeleteRole", { roleName: "trial-role" }),
    changeEc2(
      "AuthorizeSecurityGroupIngress",
      ingress("sg-0b1c2d3e4f5a60718", 22, "203.0.113.0/24"),
    ),
  ],
  [
    changeBucket("DeleteBucket", "acme-dev-preview-old", ""),
    change("logs", "DeleteLogGroup", { logGroupName: "/dev/preview-old" }),
  ],
];
