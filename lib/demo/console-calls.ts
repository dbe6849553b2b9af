/** The calls of people in the console. */
import { bucketCall, failing, fixed, reads, writes } from "./calls";
import { knownFault } from "./faults";
import type { Call } from "./record";
import { Weighted } from "./rng";

/** What people look at and change in the console. */
export const CONSOLE_CALLS = new Weighted<Call>([
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
