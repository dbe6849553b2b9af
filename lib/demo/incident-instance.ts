/** Incident: the credentials of an instance are used from outside. */
import { bucketCall, fixed, keyResource, reads, writes } from "./calls";
import { slotOf } from "./clock";
import { iamUserIdentity, roleIdentity, Sessions, serviceIdentity } from "./identities";
import { STOLEN_INSTANCE } from "./instances";
import { CI_DEPLOY, PEOPLE } from "./people";
import type { PlanLine, PlannedEvent } from "./planned";
import { allowed, at, denied, spread } from "./planned";
import type { Call, Caller } from "./record";
import { PROD } from "./world";

/** The address that the instance's credentials are used from. */
export const INSTANCE_ATTACK_IP = "198.51.100.77";
/** The `principalId` of the instance's sessions. */
export const INSTANCE_PRINCIPAL = `${STOLEN_INSTANCE.role.id}:${STOLEN_INSTANCE.id}`;

const BOTO =
  "Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#6.5.0-kali3-amd64 md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.51";
const REQUESTS = "python-requests/2.31.0";
const ID = STOLEN_INSTANCE.id;
const ROLE = STOLEN_INSTANCE.role;
const ARN = `arn:aws:sts::${PROD.id}:assumed-role/${ROLE.name}/${ID}`;

const no = (count: number, call: Call): PlanLine => denied(count, ARN, call);

const ATTACK: readonly PlanLine[] = [
  allowed(3, reads("sts", "GetCallerIdentity")),
  allowed(6, reads("s3", "ListBuckets", fixed({ Host: "s3.amazonaws.com" }))),
  allowed(8, bucketCall("GetBucketLocation", "location")),
  allowed(
    5,
    reads("ssm", "GetParameter", fixed({ name: "/prod/db/password", withDecryption: true })),
  ),
  allowed(
    4,
    reads("kms", "Decrypt", fixed({ encryptionAlgorithm: "SYMMETRIC_DEFAULT" }), {
      resources: keyResource,
    }),
  ),
  no(18, reads("iam", "ListRoles")),
  no(14, reads("iam", "ListUsers")),
  no(11, reads("iam", "ListAttachedRolePolicies", fixed({ roleName: ROLE.name }))),
  no(6, reads("iam", "GetUser")),
  no(3, writes("iam", "CreateUser", fixed({ userName: "support" }))),
  no(2, writes("iam", "CreateAccessKey", fixed({ userName: "anna.schmidt" }))),
  no(22, reads("ec2", "DescribeInstances", fixed({ instancesSet: {}, filterSet: {} }))),
  no(
    9,
    reads(
      "ec2",
      "DescribeSnapshots",
      fixed({ snapshotSet: {}, ownersSet: { items: [{ owner: "self" }] } }),
    ),
  ),
  no(
    5,
    writes(
      "ec2",
      "RunInstances",
      fixed({
        instancesSet: { items: [{ imageId: "ami-0c2b0d3fb02824d92", minCount: 1, maxCount: 1 }] },
        instanceType: "g5.xlarge",
      }),
    ),
  ),
  no(
    4,
    writes(
      "ec2",
      "ModifySnapshotAttribute",
      fixed({ snapshotId: "snap-0e83092ae538da583", attributeType: "CREATE_VOLUME_PERMISSION" }),
    ),
  ),
  no(3, writes("ec2", "CreateSnapshot", fixed({ volumeId: "vol-0a2e548958718390d" }))),
  no(12, reads("secretsmanager", "GetSecretValue", fixed({ secretId: "shop/db" }))),
  no(7, reads("secretsmanager", "ListSecrets", fixed({ maxResults: 100 }))),
  no(6, reads("ssm", "DescribeParameters", fixed({ maxResults: 50 }))),
  no(5, reads("lambda", "ListFunctions20150331")),
  no(8, bucketCall("GetBucketPolicy", "policy")),
  no(5, bucketCall("GetBucketAcl", "acl")),
  no(
    4,
    reads(
      "sts",
      "AssumeRole",
      fixed({ roleArn: `arn:aws:iam::${PROD.id}:role/admin`, roleSessionName: "x" }),
    ),
  ),
];

const ATTACKER_IDENTITY = roleIdentity({
  account: PROD,
  roleId: ROLE.id,
  roleName: ROLE.name,
  rolePath: "",
  session: ID,
  accessKeyId: "ASIA3TQ5EXAMPLEHJ4QP",
  created: "2026-03-12T18:01:44Z",
  mfa: false,
  ec2Delivery: "1.0",
});

const BIRTH: Call = writes(
  "ec2",
  "RunInstances",
  fixed({
    instancesSet: { items: [{ imageId: "ami-029eb80bc237bec6f", minCount: 1, maxCount: 1 }] },
    instanceType: "m6i.large",
    iamInstanceProfile: { name: ROLE.name },
    clientToken: "terraform-20260302101231",
  }),
  {
    response: fixed({
      requestId: "be5c6330-fa9a-4b1e-b4d2-695d5186a573",
      reservationId: "r-0ba57b7ba9925d379",
      ownerId: PROD.id,
      groupSet: {},
      instancesSet: {
        items: [
          {
            instanceId: ID,
            imageId: "ami-029eb80bc237bec6f",
            instanceState: { code: 0, name: "pending" },
            instanceType: "m6i.large",
            privateIpAddress: STOLEN_INSTANCE.privateIp,
            subnetId: "subnet-08752c8d74ae2c324",
            vpcId: "vpc-04ae35a334cd7ef4f",
            iamInstanceProfile: {
              arn: `arn:aws:iam::${PROD.id}:instance-profile/${ROLE.name}`,
              id: "AIPA3TQ5EXAMPLEAPPSRV",
            },
            metadataOptions: { httpTokens: "optional", httpEndpoint: "enabled" },
          },
        ],
      },
    }),
  },
);
const BIRTH_ROLE: Call = reads(
  "sts",
  "AssumeRole",
  fixed({ roleArn: `arn:aws:iam::${PROD.id}:role/${ROLE.name}`, roleSessionName: ID }),
  {
    shared: true,
    response: fixed({
      credentials: { accessKeyId: "ASIA3TQ5EXAMPLEC2XWB", expiration: "Mar 2, 2026, 4:41:02 PM" },
      assumedRoleUser: { assumedRoleId: INSTANCE_PRINCIPAL, arn: ARN },
    }),
  },
);

const RESPONSE: readonly (readonly [time: string, call: Call])[] = [
  [
    "2026-03-12T22:05:11Z",
    reads(
      "ec2",
      "DescribeInstances",
      fixed({ instancesSet: { items: [{ instanceId: ID }] }, filterSet: {} }),
    ),
  ],
  [
    "2026-03-12T22:06:40Z",
    reads("ec2", "GetConsoleOutput", fixed({ instanceId: ID, latest: true })),
  ],
  [
    "2026-03-12T22:08:02Z",
    writes(
      "ec2",
      "ModifyInstanceAttribute",
      fixed({ instanceId: ID, disableApiTermination: { value: true } }),
      { response: fixed({ requestId: "6920dcec-599d-43ff-8718-060e4ca65a2a", _return: true }) },
    ),
  ],
  [
    "2026-03-12T22:09:27Z",
    writes(
      "ec2",
      "ModifyInstanceAttribute",
      fixed({ instanceId: ID, groupSet: { items: [{ groupId: "sg-0f00d15c0ffee1234" }] } }),
      { response: fixed({ requestId: "0b94d4de-0d42-4a2f-a0d9-6a63bb7b2f1e", _return: true }) },
    ),
  ],
  [
    "2026-03-12T22:11:55Z",
    writes(
      "ec2",
      "CreateSnapshot",
      fixed({ volumeId: "vol-0a2e548958718390d", description: `evidence of ${ID}` }),
    ),
  ],
  [
    "2026-03-12T22:14:18Z",
    writes(
      "ec2",
      "StopInstances",
      fixed({ instancesSet: { items: [{ instanceId: ID }] }, force: false }),
      {
        response: fixed({
          requestId: "31e4bd52-0f2a-4b61-8cf9-5bb7a7db6a3f",
          instancesSet: {
            items: [
              {
                instanceId: ID,
                currentState: { code: 64, name: "stopping" },
                previousState: { code: 16, name: "running" },
              },
            ],
          },
        }),
      },
    ),
  ],
];

/** Instance credentials used from outside: the instance's start, the attack, and the response. */
export function instanceIncidentEvents(seed: number): PlannedEvent[] {
  const ci: Caller = {
    identity: iamUserIdentity(CI_DEPLOY),
    ip: CI_DEPLOY.ips[0] ?? "203.0.113.24",
    agent: CI_DEPLOY.agents[0] ?? "Terraform",
    tls: true,
  };
  const ec2 = "ec2.amazonaws.com";
  const service: Caller = { identity: serviceIdentity(ec2), ip: ec2, agent: ec2, tls: false };
  const petra = PEOPLE[0];
  if (petra === undefined) throw new Error("the story needs its responder");
  const slot = slotOf("2026-03-12T22:05:00Z");
  const responder: Caller = {
    identity: new Sessions(seed).person(PROD, petra, "IncidentResponse", slot),
    ip: petra.ip,
    agent: petra.cli,
    tls: true,
  };
  return [
    at(PROD, "2026-03-02T10:12:33Z", "us-east-1", { ...BIRTH, faults: [] }, ci),
    at(PROD, "2026-03-02T10:12:36Z", "us-east-1", { ...BIRTH_ROLE, faults: [] }, service),
    ...spread(PROD, "2026-03-12T21:39:40Z", "2026-03-12T21:59:20Z", ATTACK, (share) => ({
      identity: ATTACKER_IDENTITY,
      ip: INSTANCE_ATTACK_IP,
      agent: share < 0.3 ? REQUESTS : BOTO,
      plainAgent: true,
      tls: true,
    })),
    ...RESPONSE.map(([time, call]) =>
      at(PROD, time, "us-east-1", { ...call, faults: [] }, responder),
    ),
  ];
}
