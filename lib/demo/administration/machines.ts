/** Programs and services at work: backups, scaling, office hours, exchanged snapshots, names. */
import { fixed, keyResource, writes } from "../calls";
import type { Sessions } from "../identities";
import type { PlannedEvent } from "../planned";
import type { Call, Caller } from "../record";
import { DEV, PROD, SECURITY } from "../world";
import { change, changeEc2 } from "./requests";
import {
  always,
  DAYS,
  eventsOf,
  type Job,
  roleWorker,
  serviceWorker,
  WEEKDAYS,
  type Worker,
} from "./work";

const snapshot = (day: number, name: string): string =>
  `snap-0${(0x1a2b3c4d5e6f + day * 7_919).toString(16).padStart(12, "0")}${name}`;

/** A role that a service uses, as the record of each of its calls says. */
const invokedBy =
  (worker: Worker, service: string): Worker =>
  (sessions, time) => {
    const caller = worker(sessions, time);
    const identity = caller.identity.replace(/}$/, `,"invokedBy":"${service}"}`);
    return { ...caller, identity, ip: service, agent: service, tls: false };
  };

const BACKUP = "backup.amazonaws.com";
const backupWorker = invokedBy(
  roleWorker(PROD, "AWSBackupDefaultServiceRole", "AWSBackup-CreateSnapshot", {
    ip: BACKUP,
    agent: BACKUP,
  }),
  BACKUP,
);

/** Each night two snapshots, a copy in another region, and the removal of an old one. */
const backup = (date: string, day: number): Job => ({
  account: PROD,
  region: "us-east-1",
  from: `${date}T04:05:20Z`,
  worker: backupWorker,
  calls: [
    changeEc2("CreateSnapshot", { volumeId: "vol-0a2e548958718390d", description: "AWS Backup" }),
    change("rds", "CreateDBSnapshot", {
      dBInstanceIdentifier: "shop-db",
      dBSnapshotIdentifier: `awsbackup-${date}`,
    }),
    changeEc2("CopySnapshot", {
      sourceRegion: "us-east-1",
      sourceSnapshotId: snapshot(day, "1"),
      destinationRegion: "eu-west-1",
    }),
    changeEc2("DeleteSnapshot", { snapshotId: snapshot(day - 30, "1") }),
  ],
});

const scalingWorker = serviceWorker(
  PROD,
  "AWSServiceRoleForAutoScaling",
  "autoscaling.amazonaws.com",
);
const grant: Call = writes(
  "kms",
  "CreateGrant",
  fixed({
    keyId: "alias/ebs",
    granteePrincipal: "ec2-infrastructure.amazonaws.com",
    operations: ["Decrypt", "GenerateDataKeyWithoutPlaintext"],
  }),
  { resources: keyResource },
);

/** The group grows in the morning and shrinks in the evening. */
const scaling = (date: string, day: number): readonly Job[] => [
  {
    account: PROD,
    region: "us-east-1",
    from: `${date}T07:31:02Z`,
    worker: scalingWorker,
    calls: [
      changeEc2("RunInstances", {
        instancesSet: { items: [{ imageId: "ami-029eb80bc237bec6f", minCount: 1, maxCount: 1 }] },
        instanceType: "m6i.large",
        launchTemplate: { launchTemplateName: "web", version: "7" },
      }),
      grant,
    ],
  },
  {
    account: PROD,
    region: "us-east-1",
    from: `${date}T17:46:40Z`,
    worker: scalingWorker,
    calls: [
      changeEc2("TerminateInstances", {
        instancesSet: { items: [{ instanceId: `i-0b7e${String(day).padStart(13, "0")}` }] },
      }),
    ],
  },
];

const patchWorker = serviceWorker(PROD, "AWSServiceRoleForAmazonSSM", "ssm.amazonaws.com");

/** A maintenance window patches the machines on Sundays. */
const patch = (date: string): Job => ({
  account: PROD,
  region: "us-east-1",
  from: `${date}T03:10:05Z`,
  worker: patchWorker,
  calls: [
    change("ssm", "SendCommand", {
      documentName: "AWS-RunPatchBaseline",
      targets: [{ key: "tag:Patch", values: ["weekly"] }],
      timeoutSeconds: 600,
    }),
  ],
});

const nightly = roleWorker(DEV, "dev-scheduler-role", "dev-scheduler", {
  ip: "3.91.44.180",
  agent:
    "Boto3/1.36.3 md/Botocore#1.36.3 ua/2.0 os/linux#5.10.233 md/arch#x86_64 lang/python#3.13.1 exec-env/AWS_Lambda_python3.13 Botocore/1.36.3",
});
const DEV_INSTANCES = { items: [{ instanceId: "i-0d1e2f3a4b5c60718" }] };

/** A function starts the development machines in the morning and stops them in the evening. */
const officeHours = (date: string): readonly Job[] =>
  [["StartInstances", "06:30:04"] as const, ["StopInstances", "18:00:04"] as const].map(
    ([name, time]) => ({
      account: DEV,
      region: "us-east-1",
      from: `${date}T${time}Z`,
      worker: nightly,
      calls: [changeEc2(name, { instancesSet: DEV_INSTANCES })],
    }),
  );

const exporter = roleWorker(PROD, "snapshot-export-role", "snapshot-export", {
  ip: "54.210.44.9",
  agent:
    "Boto3/1.35.92 md/Botocore#1.35.92 ua/2.0 os/linux#6.1.119 md/arch#aarch64 lang/python#3.12.8 Botocore/1.35.92",
});
const keeper = roleWorker(SECURITY, "backup-keeper-role", "backup-keeper", {
  ip: "54.210.44.10",
  agent:
    "Boto3/1.35.92 md/Botocore#1.35.92 ua/2.0 os/linux#6.1.119 md/arch#aarch64 lang/python#3.12.8 Botocore/1.35.92",
});
const copied: Call = writes("ec2", "SharedSnapshotCopyInitiated", undefined, {
  eventType: "AwsServiceEvent",
  shared: true,
  serviceDetails: () => `{"snapshotId":"${snapshot(0, "2")}"}`,
});
const ec2: Caller = {
  identity: '{"type":"Unknown","invokedBy":"ec2.amazonaws.com"}',
  ip: "ec2.amazonaws.com",
  agent: "ec2.amazonaws.com",
  tls: false,
};

/** Each Monday a snapshot is shared with the security account, which copies it; then the share ends. */
function exchange(date: string, day: number): readonly Job[] {
  const snapshotId = snapshot(day, "2");
  const share = { attributeType: "CREATE_VOLUME_PERMISSION", snapshotId };
  const withSecurity = { items: [{ userId: SECURITY.id }] };
  const place = { account: PROD, region: "us-east-1" };
  return [
    {
      ...place,
      from: `${date}T05:20:10Z`,
      worker: exporter,
      calls: [
        changeEc2("CreateSnapshot", { volumeId: "vol-0a2e548958718390d", description: "weekly" }),
        changeEc2("ModifySnapshotAttribute", {
          ...share,
          createVolumePermission: { add: withSecurity },
        }),
      ],
    },
    {
      account: SECURITY,
      region: "us-east-1",
      from: `${date}T05:35:10Z`,
      worker: keeper,
      calls: [
        changeEc2("CopySnapshot", { sourceRegion: "us-east-1", sourceSnapshotId: snapshotId }),
      ],
    },
    { ...place, from: `${date}T05:35:12Z`, worker: always(ec2), calls: [copied] },
    {
      ...place,
      from: `${date}T06:10:10Z`,
      worker: exporter,
      calls: [
        changeEc2("ModifySnapshotAttribute", {
          ...share,
          createVolumePermission: { remove: withSecurity },
        }),
      ],
    },
  ];
}

const dns = roleWorker(PROD, "eks-external-dns", "1772000417", {
  ip: "52.211.18.240",
  agent: "aws-sdk-go/1.55.6 (go1.23.5; linux; arm64) external-dns/v0.15.1",
});

/** The cluster writes the names of what was deployed. */
const names = (date: string): Job => ({
  account: PROD,
  region: "us-east-1",
  from: `${date}T11:27:40Z`,
  worker: dns,
  calls: [
    change("route53", "ChangeResourceRecordSets", {
      hostedZoneId: "Z0431877CTQ4EXAMPLE",
      changeBatch: { changes: [{ action: "UPSERT", resourceRecordSet: { type: "A" } }] },
    }),
  ],
});

/** What programs and services do in the month. */
export function machineEvents(sessions: Sessions): readonly PlannedEvent[] {
  const nights = DAYS.map(backup);
  const days = WEEKDAYS.flatMap((date, day) => [
    ...scaling(date, day),
    ...officeHours(date),
    ...(day % 5 === 0 ? exchange(date, day) : []),
    ...(day % 2 === 0 ? [names(date)] : []),
  ]);
  const sundays = DAYS.filter((_, day) => day % 7 === 0).map(patch);
  return [...nights, ...sundays, ...days].flatMap((job) => eventsOf(job, sessions));
}
