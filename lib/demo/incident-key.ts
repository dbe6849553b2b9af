/** Incident: the key of the CI user leaks. */
import { bucketCall, fixed, reads, writes } from "./calls";
import { iamUserIdentity } from "./identities";
import { CI_DEPLOY } from "./people";
import type { PlanLine, PlannedEvent } from "./planned";
import { allowed, at, denied, spread } from "./planned";
import type { Call, Caller } from "./record";
import { demoRegions, PROD } from "./world";

/** The two addresses that the leaked key is used from. */
export const KEY_ATTACK_IPS = ["185.220.101.4", "89.38.97.12"] as const;
/** The user agent of the attack: an old client on Kali. */
export const KEY_ATTACK_AGENT =
  "aws-cli/1.16.263 Python/2.7.16 Linux/4.19.0-kali5-amd64 botocore/1.12.253";
/** The night of the attack, as the investigation would bound it. */
export const KEY_INCIDENT_WINDOW = {
  from: "2026-03-19T02:00:00Z",
  to: "2026-03-19T03:30:00Z",
} as const;
/** The key that the attacker makes for the new user. */
export const BACKDOOR_KEY = "AKIA3TQ5EXAMPLEK9M2V";
/** The user that the attacker makes. */
const BACKDOOR_USER = "svc-backup2";

const CI_ARN = `arn:aws:iam::${PROD.id}:user/${CI_DEPLOY.name}`;
const REGIONS = demoRegions;

const no = (count: number, call: Call, ...regions: readonly string[]): PlanLine =>
  denied(count, CI_ARN, call, ...regions);

const RECON: readonly PlanLine[] = [
  allowed(3, reads("sts", "GetCallerIdentity")),
  allowed(4, reads("s3", "ListBuckets", fixed({ Host: "s3.amazonaws.com" }))),
  allowed(
    8,
    reads("ec2", "DescribeInstances", fixed({ instancesSet: {}, filterSet: {} })),
    ...REGIONS,
  ),
  allowed(4, reads("ec2", "DescribeVpcs", fixed({ vpcSet: {}, filterSet: {} })), ...REGIONS),
  allowed(4, reads("ec2", "DescribeSecurityGroups", fixed({ filterSet: {} })), ...REGIONS),
  allowed(2, reads("iam", "ListAccessKeys", fixed({ userName: "ci-deploy" }))),
  allowed(3, reads("iam", "GetUser")),
  allowed(6, bucketCall("GetBucketLocation", "location")),
  no(12, reads("iam", "ListUsers")),
  no(10, reads("iam", "ListRoles")),
  no(9, reads("iam", "GetAccountAuthorizationDetails")),
  no(6, reads("iam", "ListGroups")),
  no(6, reads("iam", "ListPolicies", fixed({ scope: "Local", onlyAttached: false }))),
  no(4, reads("iam", "GetAccountPasswordPolicy")),
  no(4, reads("iam", "GetAccountSummary")),
  no(8, reads("iam", "ListAttachedUserPolicies", fixed({ userName: "ci-deploy" }))),
  no(6, reads("iam", "ListUserPolicies", fixed({ userName: "ci-deploy" }))),
  no(3, writes("iam", "CreateLoginProfile", fixed({ userName: "anna.schmidt" }))),
  no(
    4,
    writes(
      "iam",
      "PutUserPolicy",
      fixed({
        userName: "ci-deploy",
        policyName: "all",
        policyDocument:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      }),
    ),
  ),
  no(3, writes("iam", "UpdateAssumeRolePolicy", fixed({ roleName: "shop-task-role" }))),
  no(2, writes("iam", "AddUserToGroup", fixed({ groupName: "admins", userName: "ci-deploy" }))),
  no(16, bucketCall("GetBucketPolicy", "policy")),
  no(16, bucketCall("GetBucketAcl", "acl")),
  no(8, bucketCall("GetBucketVersioning", "versioning")),
  no(2, bucketCall("PutBucketPolicy", "policy", false)),
  no(
    11,
    reads(
      "sts",
      "AssumeRole",
      fixed({
        roleArn: `arn:aws:iam::${PROD.id}:role/OrganizationAccountAccessRole`,
        roleSessionName: "x",
      }),
    ),
  ),
  no(4, reads("ses", "GetSendQuota")),
  no(4, reads("ses", "ListIdentities")),
  no(
    10,
    reads(
      "ec2",
      "DescribeSnapshots",
      fixed({ snapshotSet: {}, ownersSet: { items: [{ owner: "self" }] } }),
    ),
    ...REGIONS,
  ),
  no(
    14,
    writes(
      "ec2",
      "RunInstances",
      fixed({
        instancesSet: { items: [{ imageId: "ami-0c2b0d3fb02824d92", minCount: 4, maxCount: 4 }] },
        instanceType: "p4d.24xlarge",
      }),
    ),
    ...REGIONS,
  ),
  no(
    4,
    writes("ec2", "CreateKeyPair", fixed({ keyName: "k1", keyType: "rsa", keyFormat: "pem" })),
    ...REGIONS,
  ),
  no(
    6,
    reads("ec2", "DescribeImages", fixed({ ownersSet: { items: [{ owner: "self" }] } })),
    ...REGIONS,
  ),
  no(8, reads("ec2", "GetPasswordData", fixed({ instanceId: "i-0c41d7e02b9a8f635" }))),
  no(
    4,
    writes("ec2", "CreateSecurityGroup", fixed({ groupName: "sg1", groupDescription: "sg1" })),
    ...REGIONS,
  ),
  no(
    4,
    writes(
      "ec2",
      "AuthorizeSecurityGroupIngress",
      fixed({
        groupId: "sg-06ac05dd4c4a2ecbd",
        ipPermissions: {
          items: [{ ipProtocol: "-1", ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } }],
        },
      }),
    ),
  ),
  no(6, reads("ec2", "DescribeVolumes", fixed({ volumeSet: {}, filterSet: {} })), ...REGIONS),
  no(
    2,
    writes(
      "ec2",
      "ModifyImageAttribute",
      fixed({ imageId: "ami-0c2b0d3fb02824d92", attributeType: "launchPermission" }),
    ),
  ),
  no(8, reads("secretsmanager", "ListSecrets", fixed({ maxResults: 100 })), ...REGIONS),
  no(15, reads("secretsmanager", "GetSecretValue", fixed({ secretId: "shop/db" }))),
  no(8, reads("ssm", "DescribeParameters", fixed({ maxResults: 50 })), ...REGIONS),
  no(
    6,
    reads("ssm", "GetParameters", fixed({ names: ["/prod/db/password"], withDecryption: true })),
  ),
  no(8, reads("lambda", "ListFunctions20150331"), ...REGIONS),
  no(6, reads("kms", "ListKeys"), ...REGIONS),
  no(6, reads("dynamodb", "ListTables"), ...REGIONS),
  no(3, reads("cloudtrail", "DescribeTrails")),
  no(2, writes("cloudtrail", "StopLogging", fixed({ name: "org-trail" }))),
  no(4, reads("organizations", "ListAccounts")),
  no(5, reads("logs", "DescribeLogGroups")),
  no(8, reads("bedrock", "ListFoundationModels"), ...REGIONS),
];

const attacker = (ip: string, identity: string): Caller => ({
  identity,
  ip,
  agent: KEY_ATTACK_AGENT,
  plainAgent: true,
  tls: true,
});
const [FIRST_IP, SECOND_IP] = KEY_ATTACK_IPS;
const STOLEN = iamUserIdentity(CI_DEPLOY);
const BACKDOOR = iamUserIdentity({
  ...CI_DEPLOY,
  name: BACKDOOR_USER,
  id: "AIDA3TQ5EXAMPLESVCBK2",
  accessKeyId: BACKDOOR_KEY,
});

const PERSISTENCE: readonly (readonly [time: string, call: Call])[] = [
  [
    "2026-03-19T02:44:02Z",
    writes("iam", "CreateUser", fixed({ userName: BACKDOOR_USER }), {
      response: fixed({
        user: {
          path: "/",
          userName: BACKDOOR_USER,
          userId: "AIDA3TQ5EXAMPLESVCBK2",
          arn: `arn:aws:iam::${PROD.id}:user/${BACKDOOR_USER}`,
          createDate: "Mar 19, 2026 2:44:02 AM",
        },
      }),
    }),
  ],
  [
    "2026-03-19T02:44:31Z",
    writes(
      "iam",
      "AttachUserPolicy",
      fixed({ userName: BACKDOOR_USER, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
    ),
  ],
  [
    "2026-03-19T02:45:09Z",
    writes("iam", "CreateAccessKey", fixed({ userName: BACKDOOR_USER }), {
      response: fixed({
        accessKey: {
          userName: BACKDOOR_USER,
          accessKeyId: BACKDOOR_KEY,
          status: "Active",
          createDate: "Mar 19, 2026 2:45:09 AM",
        },
      }),
    }),
  ],
];

const FAR = "ap-southeast-1";
const AFTERWARDS: readonly PlanLine[] = [
  allowed(2, reads("sts", "GetCallerIdentity")),
  allowed(2, reads("iam", "ListUsers")),
  allowed(1, reads("iam", "GetAccountAuthorizationDetails")),
  allowed(2, reads("secretsmanager", "ListSecrets", fixed({ maxResults: 100 }))),
  allowed(5, reads("secretsmanager", "GetSecretValue", fixed({ secretId: "shop/db" }))),
  allowed(3, reads("ec2", "DescribeInstances", fixed({ instancesSet: {}, filterSet: {} })), FAR),
  allowed(2, reads("ec2", "DescribeVpcs", fixed({ vpcSet: {}, filterSet: {} })), FAR),
  allowed(
    1,
    writes("ec2", "CreateKeyPair", fixed({ keyName: "k1", keyType: "rsa", keyFormat: "pem" })),
    FAR,
  ),
  allowed(
    1,
    writes(
      "ec2",
      "AuthorizeSecurityGroupIngress",
      fixed({
        groupId: "sg-0e4a5f9c1d7b32068",
        ipPermissions: {
          items: [{ ipProtocol: "-1", ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } }],
        },
      }),
    ),
    FAR,
  ),
  allowed(
    4,
    writes(
      "ec2",
      "RunInstances",
      fixed({
        instancesSet: { items: [{ imageId: "ami-0c2b0d3fb02824d92", minCount: 4, maxCount: 4 }] },
        instanceType: "p4d.24xlarge",
      }),
    ),
    FAR,
  ),
];

const withVcpuLimit = (event: PlannedEvent): PlannedEvent =>
  event.call.name === "RunInstances"
    ? { ...event, call: { ...event.call, faults: [VCPU_LIMIT] } }
    : event;
const VCPU_LIMIT = {
  probability: 1,
  code: "Client.VcpuLimitExceeded",
  message:
    "You have requested more vCPU capacity than your current vCPU limit of 64 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.",
};

/** The leaked key: what the CI user's key does by night, and then the key that it makes. */
export function keyIncidentEvents(): PlannedEvent[] {
  return [
    ...spread(PROD, "2026-03-19T02:10:07Z", "2026-03-19T02:50:52Z", RECON, (share) =>
      attacker(share < 0.62 ? FIRST_IP : SECOND_IP, STOLEN),
    ),
    ...PERSISTENCE.map(([time, call]) =>
      at(PROD, time, "us-east-1", { ...call, faults: [] }, attacker(SECOND_IP, STOLEN)),
    ),
    ...spread(PROD, "2026-03-19T02:46:20Z", "2026-03-19T03:04:40Z", AFTERWARDS, () =>
      attacker(SECOND_IP, BACKDOOR),
    ).map(withVcpuLimit),
  ];
}
