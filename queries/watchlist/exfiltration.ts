/** Watchlist rules: exfiltration. */
import {
  allOf,
  anyOf,
  contains,
  foreignAccount,
  is,
  named,
  not,
  oneOf,
  present,
  unless,
} from "./conditions";
import { names } from "./names";
import type { Rule } from "./rule";

export const exfiltrationRules: readonly Rule[] = [
  {
    id: "snapshot-or-image-shared",
    title: "A snapshot or image was shared",
    why: "Another account can copy the disk or database. Check which account.",
    severity: "high",
    attack: [{ tactic: "TA0010", technique: "T1537" }],
    calls: {
      "ec2.amazonaws.com": ["ModifySnapshotAttribute", "ModifyImageAttribute"],
      "rds.amazonaws.com": ["ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"],
    },
    when: anyOf(
      present("request.createVolumePermission.add"),
      present("request.launchPermission.add"),
      present("request.valuesToAdd"),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "Images shared inside the organization.",
    next: "changes",
  },
  {
    id: "shared-snapshot-first-copied",
    title: "An account copied or used a shared snapshot for the first time",
    why: "If the other account is not yours, the data has left your accounts. Check who owns it.",
    severity: "high",
    attack: [{ tactic: "TA0010", technique: "T1537" }],
    calls: { "ec2.amazonaws.com": ["SharedSnapshotCopyInitiated", "SharedSnapshotVolumeCreated"] },
    signal: { kind: "firstSeen", by: ["accountid", "eventname"] },
    usuallyBenign: "A backup account of the organization.",
    next: "resource",
  },
  {
    id: "snapshot-sharing-changed",
    title: "Permissions of a snapshot or image were changed",
    why: "Attackers also remove a share to hide it. Look for earlier shares.",
    severity: "low",
    attack: [{ tactic: "TA0010", technique: "T1537" }],
    calls: {
      "ec2.amazonaws.com": ["ModifySnapshotAttribute", "ModifyImageAttribute"],
      "rds.amazonaws.com": ["ModifyDBSnapshotAttribute"],
    },
    when: unless(
      present("request.createVolumePermission.add"),
      present("request.launchPermission.add"),
      present("request.valuesToAdd"),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "Cleaning up shares.",
    next: "changes",
  },
  {
    id: "disk-or-database-first-copied",
    title: "An actor copied a disk or database for the first time",
    why: "A copy bypasses permissions on the running system. Check where the copy is, and its shares.",
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
    usuallyBenign: "Backup services by their own roles.",
    next: "changes",
  },
  {
    id: "bucket-access-changed",
    title: "A bucket was opened, or its access list or replication was changed",
    why: "Others may read the bucket, or get copies of it. Read the policy.",
    severity: "medium",
    attack: [{ tactic: "TA0010", technique: "T1537" }],
    calls: {
      "s3.amazonaws.com": names(
        "PutBucketPolicy PutBucketAcl PutObjectAcl DeleteBucketPolicy PutBucketReplication",
        "PutBucketPublicAccessBlock DeleteBucketPublicAccessBlock PutAccountPublicAccessBlock",
        "DeleteAccountPublicAccessBlock PutBucketWebsite PutBucketCors",
      ),
    },
    when: unless(
      allOf(
        oneOf("eventname", "PutBucketPublicAccessBlock", "PutAccountPublicAccessBlock"),
        // What the request leaves out is off.
        ...names("BlockPublicAcls IgnorePublicAcls BlockPublicPolicy RestrictPublicBuckets").map(
          (part) => is(`request.PublicAccessBlockConfiguration.${part}`, "true"),
        ),
      ),
      allOf(
        named("PutBucketPolicy"),
        present("request.bucketPolicy"),
        not(foreignAccount("request.bucketPolicy")),
        not(
          allOf(
            contains("request.bucketPolicy", '"Effect":"Allow"'),
            anyOf(
              contains("request.bucketPolicy", '"Principal":"*"'),
              contains("request.bucketPolicy", '"AWS":"*"'),
              contains("request.bucketPolicy", '"AWS":["*"'),
              contains("request.bucketPolicy", ',"*"'),
              contains("request.bucketPolicy", '"CanonicalUser"'),
              contains("request.bucketPolicy", '"NotPrincipal"'),
            ),
          ),
        ),
      ),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "Public websites, and log buckets that AWS's own accounts write to.",
    next: "bucket",
  },
];
