/** The calls of a deployment pipeline. */
import { bucketCall, failing, fixed, reads, writes } from "./calls";
import { knownFault } from "./faults";
import type { Call } from "./record";
import { Weighted } from "./rng";

/** What a deployment does: Terraform reads everything, then changes a little. */
export const CI_CALLS = new Weighted<Call>([
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
