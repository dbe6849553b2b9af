/** Terraform's daily runs: it reads what it manages, then changes a little. */
import { fixed, reads } from "../calls";
import type { Sessions } from "../identities";
import { roleIdOf } from "../identities";
import type { PlannedEvent } from "../planned";
import { at } from "../planned";
import type { Call } from "../record";
import type { Account } from "../world";
import { DEV, PROD } from "../world";
import { change, look, lookAtBucket } from "./requests";
import { TERRAFORM_DEV_CHANGES, TERRAFORM_PROD_CHANGES } from "./terraform-changes";
import { eventsOf, roleWorker, WEEKDAYS } from "./work";

/** The runners of the build service; each run gets one of them. */
const RUNNERS = ["20.57.44.18", "20.84.127.66", "52.234.9.151", "172.174.82.203"] as const;
const AGENT =
  "APN/1.0 HashiCorp/1.0 Terraform/1.10.5 (+https://www.terraform.io) terraform-provider-aws/5.87.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.1 ua/2.1 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64";
/** The role that Terraform works with, in each account. */
const ROLE = "terraform-apply";
const SESSION = "GitHubActions";

const provider = ({ id }: Account): string =>
  `arn:aws:iam::${id}:oidc-provider/token.actions.githubusercontent.com`;
const SUBJECT = "repo:acme/infrastructure:ref:refs/heads/main";

const pipelineIdentity = (account: Account): string =>
  JSON.stringify({
    type: "WebIdentityUser",
    principalId: `${provider(account)}:sts.amazonaws.com:${SUBJECT}`,
    userName: SUBJECT,
    identityProvider: provider(account),
  });

/** The call by which the pipeline gets its session; the key is the one that the session then uses. */
function opensSession(account: Account, role: string, session: string, identity: string): Call {
  const accessKeyId = /"accessKeyId":"([A-Z0-9]+)"/.exec(identity)?.[1];
  const request = { roleArn: `arn:aws:iam::${account.id}:role/${role}`, roleSessionName: session };
  return reads("sts", "AssumeRoleWithWebIdentity", fixed({ ...request, durationSeconds: 3600 }), {
    response: fixed({
      credentials: { accessKeyId },
      subjectFromWebIdentityToken: SUBJECT,
      assumedRoleUser: {
        assumedRoleId: `${roleIdOf(account, role)}:${session}`,
        arn: `arn:aws:sts::${account.id}:assumed-role/${role}/${session}`,
      },
      provider: provider(account),
      audience: "sts.amazonaws.com",
    }),
  });
}

/** A run of a pipeline: it opens a session and works with it. */
export function pipelineRun(
  sessions: Sessions,
  job: {
    readonly account: Account;
    readonly region: string;
    readonly from: string;
    readonly role: string;
    readonly session: string;
    readonly ip: string;
    readonly agent: string;
    readonly calls: readonly Call[];
    readonly gapSeconds?: number;
  },
): readonly PlannedEvent[] {
  const { account, region, from, role, session, ip, agent } = job;
  const worker = roleWorker(account, role, session, { ip, agent });
  const opening = opensSession(account, role, session, worker(sessions, from).identity);
  const pipeline = { identity: pipelineIdentity(account), ip, agent: PIPELINE_AGENT, tls: true };
  const started = new Date(Date.parse(from) - 9_000).toISOString().replace(".000", "");
  return [
    at(account, started, region, { ...opening, faults: [] }, pipeline),
    ...eventsOf({ ...job, worker }, sessions),
  ];
}

const PIPELINE_AGENT =
  "aws-sdk-js/3.716.0 ua/2.0 os/linux#6.8.0-1021-azure lang/js md/nodejs#20.18.1 api/sts#3.716.0 configure-aws-credentials-for-github-actions";

const managed = (bucket: string): readonly Call[] => [
  lookAtBucket("GetBucketPolicy", bucket, "policy"),
  lookAtBucket("GetBucketAcl", bucket, "acl"),
  lookAtBucket("GetBucketVersioning", bucket, "versioning"),
  lookAtBucket("GetBucketRequestPayment", bucket, "requestPayment"),
  lookAtBucket("GetBucketLogging", bucket, "logging"),
  lookAtBucket("GetBucketLifecycle", bucket, "lifecycle"),
  lookAtBucket("GetBucketReplication", bucket, "replication"),
  lookAtBucket("GetBucketEncryption", bucket, "encryption"),
  lookAtBucket("GetBucketTagging", bucket, "tagging"),
  lookAtBucket("GetBucketOwnershipControls", bucket, "ownershipControls"),
];

const refreshed = (role: string, bucket: string): readonly Call[] => [
  look("sts", "GetCallerIdentity"),
  look("iam", "GetRole", { roleName: role }),
  look("iam", "ListRolePolicies", { roleName: role }),
  look("iam", "GetRolePolicy", { roleName: role, policyName: "inline" }),
  look("iam", "ListAttachedRolePolicies", { roleName: role }),
  look("iam", "ListInstanceProfilesForRole", { roleName: role }),
  ...managed(bucket),
  look("rds", "DescribeDBInstances", { dBInstanceIdentifier: "shop-db" }),
  look("rds", "DescribeDBSubnetGroups", { dBSubnetGroupName: "shop-db" }),
  look("secretsmanager", "DescribeSecret", { secretId: "shop/db" }),
  look("ec2", "DescribeVpcs", { vpcSet: {}, filterSet: {} }),
  look("ec2", "DescribeSubnets", { subnetSet: {}, filterSet: {} }),
  look("ec2", "DescribeRouteTables", { routeTableIdSet: {}, filterSet: {} }),
  look("ec2", "DescribeSecurityGroups", { securityGroupSet: {}, filterSet: {} }),
  look("logs", "DescribeLogGroups", { logGroupNamePrefix: "/shop/" }),
];

const changesOn = (day: number, changes: readonly (readonly Call[])[]): readonly Call[] =>
  changes[day % changes.length] ?? [];

/** Terraform in production each working day, and in development on Tuesdays and Thursdays. */
export function terraformEvents(sessions: Sessions): readonly PlannedEvent[] {
  const run = (account: Account, day: number, from: string, calls: readonly Call[]) =>
    pipelineRun(sessions, {
      account,
      region: "us-east-1",
      from,
      role: ROLE,
      session: SESSION,
      ip: RUNNERS[day % RUNNERS.length] ?? RUNNERS[0],
      agent: AGENT,
      calls,
      gapSeconds: 3,
    });
  const tags = change("iam", "TagRole", {
    roleName: "orders-role",
    tags: [{ key: "Managed", value: "terraform" }],
  });
  return WEEKDAYS.flatMap((date, day) => {
    const prod = [
      ...refreshed("shop-task-role", "acme-prod-uploads"),
      ...changesOn(day, TERRAFORM_PROD_CHANGES),
      tags,
    ];
    const isDevDay = day % 5 === 1 || day % 5 === 3;
    const dev = [
      ...refreshed("sandbox-role", "acme-dev-uploads"),
      ...changesOn(Math.floor(day / 2), TERRAFORM_DEV_CHANGES),
    ];
    return [
      ...run(PROD, day, `${date}T09:10:12Z`, prod),
      ...(isDevDay ? run(DEV, day, `${date}T13:40:31Z`, dev) : []),
    ];
  });
}
