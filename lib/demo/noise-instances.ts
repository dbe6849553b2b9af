/** Ordinary events of instances. */
import { bucketCall, failing, fixed, keyResource, reads, writes } from "./calls";
import { knownFault } from "./faults";
import type { Sessions } from "./identities";
import type { Instance } from "./instances";
import type { Call, CallContext, Caller } from "./record";
import { Weighted } from "./rng";

const SSM_AGENT = "aws-sdk-go/1.55.5 (go1.22.9; linux; amd64) amazon-ssm-agent/3.3.1345.0";
const CLOUDWATCH_AGENT =
  "CWAgent/1.300051.0 (go1.23.4; linux; amd64) ID/4d1f6f0e aws-sdk-go/1.48.6 (go1.23.4; linux; amd64)";
const APP_SDK =
  "aws-sdk-java/2.29.43 md/io#async md/http#NettyNio ua/2.1 os/Linux#6.1.119-129.201.amzn2023.x86_64 lang/java#21.0.5 md/OpenJDK_64-Bit_Server_VM#21.0.5+11-LTS";

const heartbeat: Call = writes("ssm", "UpdateInstanceInformation", ({ instance }) =>
  instance === undefined
    ? "null"
    : `{"instanceId":"${instance.id}","agentVersion":"3.3.1345.0","agentStatus":"Active","platformType":"Linux","platformName":"Amazon Linux","platformVersion":"2023","iPAddress":"${instance.privateIp}","computerName":"ip-${instance.privateIp.replaceAll(".", "-")}.ec2.internal","agentName":"amazon-ssm-agent","availabilityZone":"${instance.region}a","availabilityZoneId":"use1-az4","sSMConnectionChannel":"ssmmessages"}`,
);

const CALLS = new Weighted<readonly [Call, string]>([
  [40, [heartbeat, SSM_AGENT]],
  [
    6,
    [
      reads(
        "ssm",
        "ListInstanceAssociations",
        ({ instance }) => `{"instanceId":"${instance?.id ?? ""}","maxResults":20}`,
        {},
      ),
      SSM_AGENT,
    ],
  ],
  [
    5,
    [
      writes(
        "ssm",
        "UpdateInstanceAssociationStatus",
        ({ instance, rng }) =>
          `{"instanceId":"${instance?.id ?? ""}","associationId":"${rng.uuid()}","executionResult":{"status":"Success","executionSummary":"1 out of 1 plugin processed, 1 success, 0 failed, 0 timedout, 0 skipped. "}}`,
      ),
      SSM_AGENT,
    ],
  ],
  [
    9,
    [
      reads(
        "ssm",
        "GetParameter",
        fixed({ name: "/prod/shop/feature-flags", withDecryption: true }),
      ),
      APP_SDK,
    ],
  ],
  [
    9,
    [
      failing(
        reads(
          "secretsmanager",
          "GetSecretValue",
          ({ account, region }) =>
            `{"secretId":"arn:aws:secretsmanager:${region}:${account.id}:secret:shop/db-7fQx2L"}`,
        ),
        knownFault(
          0.01,
          "ResourceNotFoundException",
          "Secrets Manager can't find the specified secret.",
        ),
      ),
      APP_SDK,
    ],
  ],
  [
    12,
    [
      reads(
        "kms",
        "Decrypt",
        fixed({ encryptionContext: { service: "shop" }, encryptionAlgorithm: "SYMMETRIC_DEFAULT" }),
        { resources: keyResource },
      ),
      APP_SDK,
    ],
  ],
  [
    4,
    [
      reads("kms", "GenerateDataKey", fixed({ keyId: "alias/shop", keySpec: "AES_256" }), {
        resources: keyResource,
      }),
      APP_SDK,
    ],
  ],
  [
    5,
    [
      reads(
        "sqs",
        "GetQueueAttributes",
        ({ account, region }) =>
          `{"queueUrl":"https://sqs.${region}.amazonaws.com/${account.id}/orders","attributeNames":["ApproximateNumberOfMessages"]}`,
      ),
      APP_SDK,
    ],
  ],
  [
    3,
    [
      failing(
        bucketCall("GetBucketLocation", "location"),
        knownFault(0.04, "NoSuchBucket", "The specified bucket does not exist"),
      ),
      APP_SDK,
    ],
  ],
  [
    4,
    [
      failing(
        writes(
          "logs",
          "CreateLogStream",
          ({ instance }) => `{"logGroupName":"/shop/app","logStreamName":"${instance?.id ?? ""}"}`,
        ),
        knownFault(
          0.2,
          "ResourceAlreadyExistsException",
          "The specified log stream already exists",
        ),
        knownFault(0.03, "ResourceNotFoundException", "The specified log group does not exist."),
      ),
      CLOUDWATCH_AGENT,
    ],
  ],
  [
    3,
    [
      reads(
        "ec2",
        "DescribeTags",
        ({ instance }) =>
          `{"filterSet":{"items":[{"name":"resource-id","valueSet":{"items":[{"value":"${instance?.id ?? ""}"}]}}]}}`,
      ),
      CLOUDWATCH_AGENT,
    ],
  ],
  [
    2,
    [
      failing(
        reads("dynamodb", "DescribeTable", fixed({ tableName: "sessions" })),
        knownFault(
          0.03,
          "ResourceNotFoundException",
          "Requested resource not found: Table: sessions not found",
        ),
      ),
      APP_SDK,
    ],
  ],
  [1, [reads("sts", "GetCallerIdentity"), APP_SDK]],
]);

const VPC_ENDPOINT = "vpce-0d985940f92611b87";

/** One ordinary event of an instance: agents' heartbeats and what its application asks for. */
export function instanceEvent(
  context: CallContext,
  instance: Instance,
  sessions: Sessions,
  slot: number,
): readonly [Call, Caller] {
  const { rng } = context;
  const [call, agent] = CALLS.pick(rng);
  const inside = rng.chance(0.3);
  const caller: Caller = {
    identity: sessions.instance(instance, slot),
    ip: inside ? instance.privateIp : instance.publicIp,
    agent,
    tls: true,
    ...(inside ? { vpcEndpoint: VPC_ENDPOINT } : {}),
  };
  return [call, caller];
}
