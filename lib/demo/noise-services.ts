/** Ordinary events of AWS services. */
import { fixed, keyResource, reads, writes } from "./calls";
import type { Sessions } from "./identities";
import { serviceIdentity } from "./identities";
import type { Call, CallContext, Caller } from "./record";
import { Weighted } from "./rng";
import { SERVICE_WORKERS } from "./service-workers";

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
export function serviceEvent(
  context: CallContext,
  sessions: Sessions,
  slot: number,
): readonly [Call, Caller] {
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
  const worker = SERVICE_WORKERS.pick(rng);
  const identity =
    worker.role === undefined
      ? serviceIdentity(worker.service)
      : sessions.serviceRole(account, worker.service, worker.role, slot);
  return [
    worker.calls.pick(rng),
    { identity, ip: worker.service, agent: worker.service, tls: false },
  ];
}
