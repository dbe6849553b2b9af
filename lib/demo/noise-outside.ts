/** Ordinary events of callers from outside the account. */
import { fixed, reads } from "./calls";
import type { Sessions } from "./identities";
import { roleIdOf, temporaryKey } from "./identities";
import type { Call, CallContext, Caller } from "./record";
import { Weighted } from "./rng";

const MONITOR_AGENT =
  "Boto3/1.34.131 md/Botocore#1.34.131 ua/2.0 os/linux#5.10.223 md/arch#aarch64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.34.131 Datadog";

const HEALTH_CHECKS = new Weighted<Call>([
  [4, reads("monitoring", "ListMetrics", fixed({ namespace: "AWS/ApplicationELB" }))],
  [
    3,
    reads(
      "ec2",
      "DescribeInstanceStatus",
      fixed({ instancesSet: {}, filterSet: {}, includeAllInstances: true }),
    ),
  ],
  [
    2,
    reads(
      "elasticloadbalancing",
      "DescribeTargetHealth",
      ({ account, region }) =>
        `{"targetGroupArn":"arn:aws:elasticloadbalancing:${region}:${account.id}:targetgroup/web/6d0ecf831eec9f09"}`,
    ),
  ],
  [2, reads("health", "DescribeEvents", fixed({ filter: { eventStatusCodes: ["open"] } }))],
  [2, reads("autoscaling", "DescribeAutoScalingGroups", fixed({ maxRecords: 100 }))],
  [1, reads("tagging", "GetResources", fixed({ resourcesPerPage: 100 }))],
]);

/** A monitoring vendor takes its role from its own account: the caller is an `AWSAccount`. */
const VENDOR_ASSUME: Call = reads("sts", "AssumeRole", undefined, {
  faults: [],
  shared: true,
  params: ({ account }) =>
    `{"roleArn":"arn:aws:iam::${account.id}:role/monitoring-integration","roleSessionName":"monitoring","externalId":"7c1de0f4b6","durationSeconds":3600}`,
  response: ({ account, rng }) =>
    `{"credentials":{"accessKeyId":"${temporaryKey(account, rng)}","sessionToken":"IQoJb3JpZ2luX2VjE${rng.upper(40)}"},"assumedRoleUser":{"assumedRoleId":"${roleIdOf(account, "monitoring-integration")}:monitoring","arn":"arn:aws:sts::${account.id}:assumed-role/monitoring-integration/monitoring"}}`,
  resources: ({ account }) =>
    `[{"accountId":"${account.id}","type":"AWS::IAM::Role","ARN":"arn:aws:iam::${account.id}:role/monitoring-integration"}]`,
});

const VENDOR_IDENTITY =
  '{"type":"AWSAccount","principalId":"AIDAQK4EXAMPLEVENDOR1","accountId":"464622532012"}';

/** A pod takes its role with the cluster's token. */
const POD_ASSUME: Call = reads("sts", "AssumeRoleWithWebIdentity", undefined, {
  faults: [],
  params: ({ account, rng }) =>
    `{"roleArn":"arn:aws:iam::${account.id}:role/eks-external-dns","roleSessionName":"${1_772_000_000 + rng.int(2_000_000)}"}`,
  response: ({ account, rng }) =>
    `{"subjectFromWebIdentityToken":"system:serviceaccount:kube-system:external-dns","assumedRoleUser":{"assumedRoleId":"${roleIdOf(account, "eks-external-dns")}:pod","arn":"arn:aws:sts::${account.id}:assumed-role/eks-external-dns/pod"},"credentials":{"accessKeyId":"${temporaryKey(account, rng)}"},"audience":"sts.amazonaws.com"}`,
});

const podIdentity = (region: string): string =>
  `{"type":"WebIdentityUser","principalId":"arn:aws:iam::111122223333:oidc-provider/oidc.eks.${region}.amazonaws.com/id/5B1E2C3D4F:sts.amazonaws.com:system:serviceaccount:kube-system:external-dns","userName":"system:serviceaccount:kube-system:external-dns","identityProvider":"arn:aws:iam::111122223333:oidc-provider/oidc.eks.${region}.amazonaws.com/id/5B1E2C3D4F"}`;

const POD_AGENT = "aws-sdk-go/1.55.6 (go1.23.5; linux; arm64) external-dns/v0.15.1";

/** One event from outside the account: a monitoring vendor's checks, or a cluster's pods. */
export function outsideEvent(
  context: CallContext,
  sessions: Sessions,
  slot: number,
): readonly [Call, Caller] {
  const { rng, account, region } = context;
  const mark = rng.unit();
  if (mark < 0.1)
    return [
      VENDOR_ASSUME,
      { identity: VENDOR_IDENTITY, ip: "3.233.144.19", agent: MONITOR_AGENT, tls: true },
    ];
  if (mark < 0.25)
    return [
      POD_ASSUME,
      { identity: podIdentity(region), ip: "52.211.18.240", agent: POD_AGENT, tls: true },
    ];
  const identity = sessions.role(account, "monitoring-integration", "monitoring", slot);
  return [
    HEALTH_CHECKS.pick(rng),
    { identity, ip: "3.233.144.19", agent: MONITOR_AGENT, tls: true },
  ];
}
