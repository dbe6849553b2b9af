import { bucketCall, failing, fixed, keyResource, reads, writes } from "@/lib/demo/calls";
import { knownFault } from "@/lib/demo/faults";
import type { Sessions } from "@/lib/demo/identities";
import { iamUserIdentity } from "@/lib/demo/identities";
import type { IamUser } from "@/lib/demo/people";
import { CI_DEPLOY, IAM_USERS, PEOPLE } from "@/lib/demo/people";
import type { Call, CallContext, Caller } from "@/lib/demo/record";
import { Weighted } from "@/lib/demo/rng";

const CONSOLE = new Weighted<Call>([
  [
    10,
    reads("ec2", "DescribeInstances", fixed({ maxResults: 50, instancesSet: {}, filterSet: {} })),
  ],
  [5, reads("ec2", "DescribeSecurityGroups", fixed({ maxResults: 200 }))],
  [4, reads("ec2", "DescribeVpcs", fixed({ vpcSet: {}, filterSet: {} }))],
  [4, reads("ec2", "DescribeSubnets", fixed({ subnetSet: {}, filterSet: {} }))],
  [3, reads("ec2", "DescribeRegions", fixed({ regionSet: {}, allRegions: true }))],
  [
    3,
    reads(
      "ec2",
      "DescribeAccountAttributes",
      fixed({
        accountAttributeNameSet: { items: [{ attributeName: "supported-platforms" }] },
        filterSet: {},
      }),
    ),
  ],
  [6, reads("monitoring", "DescribeAlarms", fixed({ maxRecords: 100 }))],
  [3, reads("monitoring", "ListDashboards")],
  [5, reads("logs", "DescribeLogGroups", fixed({ limit: 50 }))],
  [
    4,
    reads(
      "logs",
      "StartQuery",
      fixed({
        logGroupNames: ["/shop/app"],
        startTime: 1772524800,
        endTime: 1772528400,
        queryString: "HIDDEN_DUE_TO_SECURITY_REASONS",
      }),
      {},
    ),
  ],
  [5, reads("health", "DescribeEventAggregates", fixed({ aggregateField: "eventTypeCategory" }))],
  [5, reads("s3", "ListBuckets", fixed({ Host: "s3.amazonaws.com" }))],
  [
    3,
    failing(
      bucketCall("GetBucketPolicyStatus", "policyStatus"),
      knownFault(0.3, "NoSuchBucketPolicy", "The bucket policy does not exist"),
    ),
  ],
  [
    3,
    failing(
      bucketCall("GetBucketPublicAccessBlock", "publicAccessBlock"),
      knownFault(
        0.2,
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found",
      ),
    ),
  ],
  [4, reads("lambda", "ListFunctions20150331", fixed({ maxItems: 50 }))],
  [
    3,
    failing(
      reads("lambda", "GetFunction20150331v2", fixed({ functionName: "invoice-render" })),
      knownFault(
        0.05,
        "ResourceNotFoundException",
        "Function not found: arn:aws:lambda:us-east-1:111122223333:function:invoice-render",
      ),
    ),
  ],
  [3, reads("rds", "DescribeDBInstances", fixed({ maxRecords: 100 }))],
  [2, reads("iam", "ListUsers", fixed({ maxItems: 1000 }))],
  [2, reads("iam", "ListRoles", fixed({ maxItems: 1000 }))],
  [
    2,
    failing(
      reads("iam", "GetLoginProfile", fixed({ userName: "report-export" })),
      knownFault(
        0.7,
        "NoSuchEntityException",
        "Login Profile for User report-export cannot be found.",
      ),
    ),
  ],
  [
    2,
    reads(
      "ce",
      "GetCostAndUsage",
      fixed({
        timePeriod: { start: "2026-02-01", end: "2026-03-01" },
        granularity: "DAILY",
        metrics: ["UnblendedCost"],
      }),
    ),
  ],
  [2, reads("cloudtrail", "LookupEvents", fixed({ maxResults: 50 }))],
  [2, reads("organizations", "DescribeOrganization")],
  [2, reads("notifications", "ListNotificationHubs")],
  [1, reads("secretsmanager", "ListSecrets", fixed({ maxResults: 100 }))],
  [1, reads("cloudformation", "ListStacks")],
  [
    1,
    writes(
      "ec2",
      "AuthorizeSecurityGroupIngress",
      ({ rng }) =>
        `{"groupId":"sg-0${rng.hex(16)}","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443,"toPort":443,"ipRanges":{"items":[{"cidrIp":"203.0.113.0/24"}]}}]}}`,
      { response: ({ rng }) => `{"requestId":"${rng.uuid()}","_return":true}` },
    ),
  ],
  [
    1,
    writes(
      "athena",
      "StartQueryExecution",
      fixed({ queryString: "HIDDEN_DUE_TO_SECURITY_REASONS", workGroup: "primary" }),
      { response: ({ rng }) => `{"queryExecutionId":"${rng.uuid()}"}` },
    ),
  ],
]);

const SSO_SIGN_IN: Call = {
  source: "signin.amazonaws.com",
  name: "ConsoleLogin",
  readOnly: false,
  eventType: "AwsConsoleSignIn",
  response: () => '{"ConsoleLogin":"Success"}',
  additional: () =>
    '{"LoginTo":"https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1","MobileVersion":"No","MFAUsed":"Yes","MFAIdentifier":"arn:aws:iam::111122223333:mfa/phone"}',
  host: () => "us-east-1.signin.aws.amazon.com",
};

const CI = new Weighted<Call>([
  [8, reads("sts", "GetCallerIdentity")],
  [
    9,
    reads(
      "ec2",
      "DescribeVpcs",
      fixed({ vpcSet: { items: [{ vpcId: "vpc-07b33857c7ad1c027" }] }, filterSet: {} }),
    ),
  ],
  [
    7,
    reads(
      "ec2",
      "DescribeVpcAttribute",
      fixed({ vpcId: "vpc-07b33857c7ad1c027", attribute: "enableDnsSupport" }),
    ),
  ],
  [8, reads("ec2", "DescribeRouteTables", fixed({ routeTableIdSet: {}, filterSet: {} }))],
  [
    8,
    reads(
      "ec2",
      "DescribeSecurityGroups",
      fixed({ securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} }),
    ),
  ],
  [
    5,
    reads("ec2", "DescribeNetworkInterfaces", fixed({ networkInterfaceIdSet: {}, filterSet: {} })),
  ],
  [6, reads("iam", "GetRole", fixed({ roleName: "shop-task-role" }))],
  [5, reads("iam", "ListAttachedRolePolicies", fixed({ roleName: "shop-task-role" }))],
  [
    4,
    reads(
      "iam",
      "GetPolicyVersion",
      fixed({ policyArn: "arn:aws:iam::111122223333:policy/shop-task", versionId: "v4" }),
    ),
  ],
  [5, bucketCall("GetBucketVersioning", "versioning")],
  [
    4,
    failing(
      bucketCall("GetBucketCors", "cors"),
      knownFault(0.8, "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
    ),
  ],
  [
    4,
    failing(
      bucketCall("GetBucketWebsite", "website"),
      knownFault(
        0.8,
        "NoSuchWebsiteConfiguration",
        "The specified bucket does not have a website configuration",
      ),
    ),
  ],
  [5, reads("lambda", "GetFunction20150331v2", fixed({ functionName: "order-events" }))],
  [
    3,
    writes(
      "lambda",
      "UpdateFunctionCode20150331v2",
      ({ rng }) =>
        `{"functionName":"order-events","s3Bucket":"acme-prod-web-assets","s3Key":"builds/${rng.hex(8)}.zip","publish":true,"dryRun":false}`,
      {
        response: ({ account, region, rng }) =>
          `{"functionName":"order-events","functionArn":"arn:aws:lambda:${region}:${account.id}:function:order-events","runtime":"nodejs22.x","codeSha256":"${rng.upper(43)}=","version":"${100 + rng.int(90)}"}`,
      },
    ),
  ],
  [
    3,
    writes(
      "ecs",
      "UpdateService",
      fixed({
        cluster: "shop",
        service: "shop-api",
        taskDefinition: "shop-api",
        forceNewDeployment: true,
      }),
    ),
  ],
  [
    3,
    writes(
      "ecs",
      "RegisterTaskDefinition",
      fixed({ family: "shop-api", networkMode: "awsvpc", cpu: "512", memory: "1024" }),
    ),
  ],
  [3, reads("ecr", "GetAuthorizationToken")],
  [3, reads("ecr", "DescribeRepositories", fixed({ repositoryNames: ["shop-api"] }))],
  [3, reads("elasticloadbalancing", "DescribeLoadBalancers", fixed({ pageSize: 400 }))],
  [
    2,
    writes(
      "cloudfront",
      "CreateInvalidation",
      ({ rng }) =>
        `{"distributionId":"E2QWRUHAPOMQZL","invalidationBatch":{"callerReference":"ci-${rng.hex(12)}","paths":{"quantity":1,"items":["/*"]}}}`,
    ),
  ],
  [
    2,
    writes(
      "ec2",
      "CreateTags",
      ({ rng }) =>
        `{"resourcesSet":{"items":[{"resourceId":"subnet-0${rng.hex(16)}"}]},"tagSet":{"items":[{"key":"Managed","value":"terraform"}]}}`,
      { response: ({ rng }) => `{"requestId":"${rng.uuid()}","_return":true}` },
    ),
  ],
  [1, reads("dynamodb", "DescribeTable", fixed({ tableName: "terraform-locks" }))],
]);

const SCRIPTS = new Weighted<Call>([
  [4, reads("s3", "ListBuckets", fixed({ Host: "s3.amazonaws.com" }))],
  [4, reads("sts", "GetCallerIdentity")],
  [4, reads("athena", "GetQueryExecution", ({ rng }) => `{"queryExecutionId":"${rng.uuid()}"}`)],
  [3, reads("glue", "GetTable", fixed({ databaseName: "reports", name: "invoices" }))],
  [
    3,
    reads("kms", "Decrypt", fixed({ encryptionAlgorithm: "SYMMETRIC_DEFAULT" }), {
      resources: keyResource,
    }),
  ],
  [2, reads("cloudtrail", "LookupEvents", fixed({ maxResults: 50 }))],
  [
    2,
    reads(
      "guardduty",
      "ListFindings",
      ({ rng }) => `{"detectorId":"${rng.hex(32)}","maxResults":50}`,
    ),
  ],
  [1, reads("sns", "ListTopics")],
]);

/** One event of a person in the console or a terminal, with a sign-in now and then. */
export const personEvent = (
  context: CallContext,
  sessions: Sessions,
  slot: number,
): readonly [Call, Caller] => {
  const { rng, account } = context;
  const who = rng.pick(PEOPLE);
  const set = account.name === "dev" ? "Developer" : "ReadOnlyAccess";
  const identity = sessions.person(account, who, set, slot);
  const browser = rng.chance(0.8);
  if (browser && rng.chance(0.02))
    return [SSO_SIGN_IN, { identity, ip: who.ip, agent: who.agent, tls: true }];
  return browser
    ? [
        CONSOLE.pick(rng),
        { identity, ip: who.ip, agent: "AWS Internal", tls: false, console: true },
      ]
    : [CONSOLE.pick(rng), { identity, ip: who.ip, agent: who.cli, tls: true }];
};

/** One event of the CI user, from the office's build runners. */
export const ciEvent = ({ rng }: CallContext): readonly [Call, Caller] => [
  CI.pick(rng),
  userCaller(CI_DEPLOY, rng.pick(CI_DEPLOY.ips), rng.pick(CI_DEPLOY.agents)),
];

/** One event of another IAM user of the account, if it has any. */
export const userEvent = ({ rng, account }: CallContext): readonly [Call, Caller] | undefined => {
  const users = IAM_USERS.filter((one) => one.account === account);
  if (users.length === 0) return undefined;
  const user = rng.pick(users);
  return [SCRIPTS.pick(rng), userCaller(user, rng.pick(user.ips), rng.pick(user.agents))];
};

const userCaller = (user: IamUser, ip: string, agent: string): Caller => ({
  identity: iamUserIdentity(user),
  ip,
  agent,
  tls: true,
});
