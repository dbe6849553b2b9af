/** Watchlist rules: exfiltration. */
import { names } from "./names";
import type { Rule } from "./rule";

export const exfiltrationRules: readonly Rule[] = [
  {
    id: "shared-outside",
    title: "A snapshot or image was shared with another account or everyone",
    why: "A copy of the disk or database in the intruder's account.",
    severity: "high",
    attack: [{ tactic: "TA0010", technique: "T1537" }],
    calls: {
      "ec2.amazonaws.com": ["ModifySnapshotAttribute", "ModifyImageAttribute"],
      "rds.amazonaws.com": ["ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"],
    },
    when: {
      op: "or",
      of: [
        { op: "present", field: "request.createVolumePermission.add" },
        { op: "present", field: "request.launchPermission.add" },
        { op: "present", field: "request.valuesToAdd" },
      ],
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "shared-copied",
    title: "A shared snapshot was copied or mounted elsewhere",
    why: "The other side took it.",
    severity: "high",
    attack: [{ tactic: "TA0010", technique: "T1537" }],
    calls: { "ec2.amazonaws.com": ["SharedSnapshotCopyInitiated", "SharedSnapshotVolumeCreated"] },
    signal: { kind: "firstSeen", by: ["accountid", "eventname"] },
    usuallyBenign: "a backup account that the owner shares with: seen daily, so not new",
    next: "general-purpose",
  },
  {
    id: "snapshot-attribute",
    title: "A snapshot's or image's permissions were changed",
    why: "Also unsharing, to hide it again.",
    severity: "low",
    attack: [{ tactic: "TA0010", technique: "T1537" }],
    calls: {
      "ec2.amazonaws.com": ["ModifySnapshotAttribute", "ModifyImageAttribute"],
      "rds.amazonaws.com": ["ModifyDBSnapshotAttribute"],
    },
    when: {
      op: "not",
      of: {
        op: "or",
        of: [
          { op: "present", field: "request.createVolumePermission.add" },
          { op: "present", field: "request.launchPermission.add" },
          { op: "present", field: "request.valuesToAdd" },
        ],
      },
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "disk-copied",
    title: "A disk or database was copied",
    why: "The way around permissions on the running system.",
    severity: "medium",
    attack: [
      { tactic: "TA0010", technique: "T1537" },
      { tactic: "TA0112", technique: "T1578.002" },
      { tactic: "TA0009", technique: "T1530" },
    ],
    calls: {
      "ec2.amazonaws.com": names(
        "CreateSnapshot CreateSnapshots CreateImage CreateVolume AttachVolume CopySnapshot",
        "CreateInstanceExportTask",
      ),
      "rds.amazonaws.com": [
        "CreateDBSnapshot",
        "StartExportTask",
        "RestoreDBInstanceFromDBSnapshot",
        "CopyDBSnapshot",
      ],
    },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "backup services, by their own roles",
    next: "general-purpose",
  },
  {
    id: "bucket-policy",
    title: "A bucket's policy, access list or replication was changed",
    why: "Opens it to the world or copies it away.",
    severity: "medium",
    attack: [{ tactic: "TA0010", technique: "T1537" }],
    calls: {
      "s3.amazonaws.com": names(
        "PutBucketPolicy PutBucketAcl PutObjectAcl DeleteBucketPolicy PutBucketReplication",
        "PutBucketPublicAccessBlock DeleteBucketPublicAccessBlock PutAccountPublicAccessBlock",
        "DeleteAccountPublicAccessBlock PutBucketWebsite PutBucketCors",
      ),
    },
    signal: { kind: "listing" },
    usuallyBenign: "CloudTrail and Config set up their buckets",
    next: "general-purpose",
  },
];
