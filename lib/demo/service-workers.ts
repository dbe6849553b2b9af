/** The services that act in an account. */
import { bucketCall, failing, fixed, keyResource, reads, writes } from "./calls";
import { knownFault } from "./faults";
import type { Call } from "./record";
import { Weighted } from "./rng";
import { takeRole } from "./role-calls";

/** A service that acts, the role it uses, and the calls it makes. */
export type ServiceWorker = {
  readonly service: string;
  /** Without a role the service acts under its own name. */
  readonly role?: string;
  readonly calls: Weighted<Call>;
};

const FUNCTIONS = ["invoice-render", "thumbnailer", "order-events", "audit-forwarder"] as const;

/** The services of an account, the busiest most often. */
export const SERVICE_WORKERS = new Weighted<ServiceWorker>([
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
            ({ account, region }) =>
              `{"targetGroupArn":"arn:aws:elasticloadbalancing:${region}:${account.id}:targetgroup/web/6d0ecf831eec9f09"}`,
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
