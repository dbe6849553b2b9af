import { bucketCall, failing, fixed, keyResource, reads, writes } from "@/lib/demo/calls";
import { knownFault } from "@/lib/demo/faults";
import type { Sessions } from "@/lib/demo/identities";
import { roleIdOf, serviceIdentity, temporaryKey } from "@/lib/demo/identities";
import type { Call, CallContext, Caller } from "@/lib/demo/record";
import { Weighted } from "@/lib/demo/rng";

/** A service takes a role: the most frequent event of most accounts. */
const takeRole = (service: string, role: string, session: (context: CallContext) => string): Call =>
  reads("sts", "AssumeRole", undefined, {
    faults: [],
    shared: true,
    subject: session,
    params: ({ account }, name) =>
      `{"roleArn":"arn:aws:iam::${account.id}:role/${role}","roleSessionName":"${name}"${service === "lambda.amazonaws.com" ? "" : ',"durationSeconds":3600'}}`,
    response: ({ account, rng, time }, name) => {
      const bare = role.slice(role.lastIndexOf("/") + 1);
      return `{"credentials":{"accessKeyId":"${temporaryKey(account, rng)}","sessionToken":"IQoJb3JpZ2luX2VjE${rng.upper(48)}","expiration":"${expiry(time)}"},"assumedRoleUser":{"assumedRoleId":"${roleIdOf(account, bare)}:${name}","arn":"arn:aws:sts::${account.id}:assumed-role/${bare}/${name}"}}`;
    },
    resources: ({ account }) =>
      `[{"accountId":"${account.id}","type":"AWS::IAM::Role","ARN":"arn:aws:iam::${account.id}:role/${role}"}]`,
  });

const MONTHS = ["Jan", "Feb", "Mar", "Apr"] as const;

/** STS writes an expiry in words: `Mar 19, 2026, 3:10:07 AM`, an hour ahead. */
const expiry = (time: string): string => {
  const hour = (Number(time.slice(11, 13)) + 1) % 24;
  return `${MONTHS[Number(time.slice(5, 7)) - 1]} ${Number(time.slice(8, 10))}, ${time.slice(0, 4)}, ${hour % 12 === 0 ? 12 : hour % 12}${time.slice(13, 19)} ${hour < 12 ? "AM" : "PM"}`;
};

/** A service that acts, the role it uses, and the calls it makes. */
interface Worker {
  readonly service: string;
  /** Without a role the service acts under its own name. */
  readonly role?: string;
  readonly calls: Weighted<Call>;
}

const FUNCTIONS = ["invoice-render", "thumbnailer", "order-events", "audit-forwarder"] as const;

const WORKERS = new Weighted<Worker>([
  [
    26,
    {
      service: "lambda.amazonaws.com",
      calls: new Weighted([
        [
          1,
          takeRole("lambda.amazonaws.com", "service-role/invoice-render-role", ({ rng }) =>
            rng.pick(FUNCTIONS),
          ),
        ],
      ]),
    },
  ],
  [
    10,
    {
      service: "ecs-tasks.amazonaws.com",
      calls: new Weighted([
        [1, takeRole("ecs-tasks.amazonaws.com", "shop-task-role", ({ rng }) => rng.hex(32))],
      ]),
    },
  ],
  [
    6,
    {
      service: "config.amazonaws.com",
      calls: new Weighted([
        [
          1,
          takeRole(
            "config.amazonaws.com",
            "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
            () => "configLambdaExecution",
          ),
        ],
      ]),
    },
  ],
  [
    10,
    {
      service: "cloudtrail.amazonaws.com",
      calls: new Weighted([
        [3, bucketCall("GetBucketAcl", "acl", true, { shared: true })],
        [2, bucketCall("GetBucketLocation", "location", true, { shared: true })],
        [
          4,
          reads(
            "kms",
            "GenerateDataKey",
            fixed({
              keySpec: "AES_256",
              encryptionContext: {
                "aws:cloudtrail:arn": "arn:aws:cloudtrail:us-east-1:777788889999:trail/org-trail",
              },
            }),
            { resources: keyResource },
          ),
        ],
      ]),
    },
  ],
  [
    14,
    {
      service: "autoscaling.amazonaws.com",
      role: "AWSServiceRoleForAutoScaling",
      calls: new Weighted([
        [
          5,
          reads(
            "ec2",
            "DescribeInstances",
            fixed({ instancesSet: {}, filterSet: {}, maxResults: 1000 }),
          ),
        ],
        [
          3,
          reads(
            "ec2",
            "DescribeInstanceStatus",
            fixed({ instancesSet: {}, filterSet: {}, includeAllInstances: false }),
          ),
        ],
        [
          3,
          reads(
            "elasticloadbalancing",
            "DescribeTargetHealth",
            fixed({
              targetGroupArn:
                "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/6d0ecf831eec9f09",
            }),
          ),
        ],
        [
          1,
          writes(
            "monitoring",
            "PutMetricAlarm",
            fixed({
              alarmName: "TargetTracking-web-asg-AlarmHigh",
              statistic: "Average",
              threshold: 70,
              period: 60,
              evaluationPeriods: 3,
            }),
          ),
        ],
      ]),
    },
  ],
  [
    12,
    {
      service: "config.amazonaws.com",
      role: "AWSServiceRoleForConfig",
      calls: new Weighted([
        [
          3,
          reads(
            "ec2",
            "DescribeSecurityGroups",
            fixed({ securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} }),
          ),
        ],
        [2, reads("iam", "ListPolicies", fixed({ scope: "Local", onlyAttached: false }))],
        [2, reads("iam", "GetRole", fixed({ roleName: "shop-task-role" }))],
        [
          2,
          failing(
            bucketCall("GetBucketPolicy", "policy"),
            knownFault(0.3, "NoSuchBucketPolicy", "The bucket policy does not exist"),
          ),
        ],
        [
          2,
          failing(
            bucketCall("GetBucketTagging", "tagging"),
            knownFault(0.3, "NoSuchTagSet", "The TagSet does not exist"),
          ),
        ],
        [
          2,
          failing(
            bucketCall("GetBucketLifecycle", "lifecycle"),
            knownFault(
              0.4,
              "NoSuchLifecycleConfiguration",
              "The lifecycle configuration does not exist",
            ),
          ),
        ],
        [2, bucketCall("GetBucketVersioning", "versioning")],
        [1, bucketCall("GetBucketEncryption", "encryption")],
        [1, reads("rds", "DescribeDBInstances", fixed({ maxRecords: 100 }))],
        [1, reads("lambda", "ListFunctions20150331", undefined)],
        [1, reads("dynamodb", "DescribeTable", fixed({ tableName: "orders" }))],
      ]),
    },
  ],
  [
    6,
    {
      service: "trustedadvisor.amazonaws.com",
      role: "AWSServiceRoleForTrustedAdvisor",
      calls: new Weighted([
        [2, reads("ec2", "DescribeVolumes", fixed({ volumeSet: {}, filterSet: {} }))],
        [
          1,
          reads(
            "ec2",
            "DescribeAddresses",
            fixed({ publicIpsSet: {}, filterSet: {}, allocationIdsSet: {} }),
          ),
        ],
        [1, reads("cloudfront", "ListDistributions")],
        [1, reads("route53", "ListHostedZones", fixed({ maxItems: 100 }))],
      ]),
    },
  ],
  [
    5,
    {
      service: "securityhub.amazonaws.com",
      role: "AWSServiceRoleForSecurityHub",
      calls: new Weighted([
        [2, reads("config", "DescribeConfigRules")],
        [2, reads("cloudtrail", "DescribeTrails", fixed({ includeShadowTrails: true }))],
        [1, reads("cloudtrail", "GetTrailStatus", fixed({ name: "org-trail" }))],
        [1, reads("guardduty", "ListDetectors")],
      ]),
    },
  ],
]);

const INTERNAL = new Weighted<Call>([
  [
    6,
    reads(
      "kms",
      "Decrypt",
      ({ account, region }) =>
        `{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{"PARAMETER_ARN":"arn:aws:ssm:${region}:${account.id}:parameter/prod/db/password"}}`,
      { resources: keyResource },
    ),
  ],
  [
    2,
    reads(
      "health",
      "DescribeEventAggregates",
      fixed({
        aggregateField: "eventTypeCategory",
        filter: { eventStatusCodes: ["open", "upcoming"] },
      }),
    ),
  ],
  [
    2,
    reads(
      "ec2",
      "DescribeAvailabilityZones",
      fixed({ availabilityZoneSet: {}, availabilityZoneIdSet: {} }),
    ),
  ],
  [1, reads("servicequotas", "ListServiceQuotas", fixed({ serviceCode: "ec2" }))],
]);

/** Events that AWS itself writes: no API was called. */
const SERVICE_EVENTS: readonly Call[] = [
  writes("kms", "RotateKey", undefined, {
    faults: [],
    eventType: "AwsServiceEvent",
    resources: keyResource,
    serviceDetails: ({ rng }) => `{"keyId":"${rng.uuid()}"}`,
  }),
  writes("ec2", "SharedSnapshotVolumeCreated", undefined, {
    faults: [],
    eventType: "AwsServiceEvent",
    shared: true,
    serviceDetails: ({ rng }) => `{"snapshotId":"snap-0${rng.hex(16)}"}`,
  }),
];

/** One event of a service at work. */
export const serviceEvent = (
  context: CallContext,
  sessions: Sessions,
  slot: number,
): readonly [Call, Caller] => {
  const { rng, account } = context;
  const mark = rng.unit();
  if (mark < 0.004) {
    const call = rng.pick(SERVICE_EVENTS);
    const identity = `{"accountId":"${account.id}","invokedBy":"${call.source}"}`;
    return [call, { identity, ip: call.source, agent: call.source, tls: false }];
  }
  if (mark < 0.12) {
    const identity = sessions
      .role(account, "shop-task-role", "shop-api", slot)
      .replace(/}$/, ',"invokedBy":"AWS Internal"}');
    return [
      INTERNAL.pick(rng),
      { identity, ip: "AWS Internal", agent: "AWS Internal", tls: false },
    ];
  }
  const worker = WORKERS.pick(rng);
  const identity =
    worker.role === undefined
      ? serviceIdentity(worker.service)
      : sessions.serviceRole(account, worker.service, worker.role, slot);
  return [
    worker.calls.pick(rng),
    { identity, ip: worker.service, agent: worker.service, tls: false },
  ];
};
