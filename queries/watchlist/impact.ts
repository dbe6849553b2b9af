/** Watchlist rules: impact. */
import { names } from "./names";
import type { Rule } from "./rule";

export const impactRules: readonly Rule[] = [
  {
    id: "objects-lost",
    title: "Objects were deleted or overwritten in bulk",
    why: "Ransom of a bucket is reads, then puts with a new key or deletes.",
    severity: "high",
    attack: [
      { tactic: "TA0040", technique: "T1485" },
      { tactic: "TA0040", technique: "T1486" },
    ],
    calls: { "s3.amazonaws.com": ["DeleteObject", "DeleteObjects", "PutObject", "CopyObject"] },
    when: { op: "not", of: { op: "is", field: "type", value: "AWSService" } },
    signal: { kind: "burst", by: "accesskeyid", atLeast: 100 },
    next: "general-purpose",
  },
  {
    id: "objects-written-anew",
    title: "A bucket was written by somebody new",
    why: "A ransom note is one object.",
    severity: "low",
    attack: [
      { tactic: "TA0040", technique: "T1565.001" },
      { tactic: "TA0040", technique: "T1485" },
    ],
    calls: { "s3.amazonaws.com": ["PutObject", "DeleteObject"] },
    when: { op: "not", of: { op: "is", field: "type", value: "AWSService" } },
    signal: { kind: "firstSeen", by: ["actorarn", "request.bucketName"] },
    next: "general-purpose",
  },
  {
    id: "bucket-lost",
    title: "A bucket was deleted, or its objects set to expire or lose versions",
    why: "The quiet way to destroy data.",
    severity: "high",
    attack: [
      { tactic: "TA0040", technique: "T1485.001" },
      { tactic: "TA0040", technique: "T1490" },
    ],
    calls: {
      "s3.amazonaws.com": names(
        "DeleteBucket PutBucketLifecycle PutBucketLifecycleConfiguration DeleteBucketLifecycle",
        "PutBucketVersioning PutBucketEncryption PutObjectLockConfiguration",
      ),
    },
    signal: { kind: "listing" },
    usuallyBenign: "Terraform sets versioning, encryption and lifecycle on new buckets",
    next: "general-purpose",
  },
  {
    id: "resources-lost",
    title: "Disks, snapshots, databases, instances or queues were destroyed",
    why: "Damage, or the end of an intruder's own machines.",
    severity: "high",
    attack: [{ tactic: "TA0040", technique: "T1485" }],
    calls: {
      "ec2.amazonaws.com": [
        "DeleteSnapshot",
        "DeleteVolume",
        "TerminateInstances",
        "StopInstances",
        "DeregisterImage",
      ],
      "rds.amazonaws.com": [
        "DeleteDBCluster",
        "DeleteDBInstance",
        "DeleteDBSnapshot",
        "DeleteDBClusterSnapshot",
      ],
      "sqs.amazonaws.com": ["PurgeQueue"],
      "dynamodb.amazonaws.com": ["DeleteTable", "DeleteBackup"],
      "elasticfilesystem.amazonaws.com": ["DeleteFileSystem"],
      "backup.amazonaws.com": ["DeleteRecoveryPoint", "DeleteBackupVault"],
    },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "autoscaling and teardown; any deletion of backups is listed at once",
    next: "general-purpose",
  },
  {
    id: "keys-lost",
    title: "A KMS key was disabled, set to be deleted or opened",
    why: "Data under it becomes unreadable, or readable by others.",
    severity: "high",
    attack: [
      { tactic: "TA0040", technique: "T1485" },
      { tactic: "TA0040", technique: "T1486" },
    ],
    calls: {
      "kms.amazonaws.com": names(
        "DisableKey ScheduleKeyDeletion PutKeyPolicy CreateGrant ImportKeyMaterial",
        "DeleteImportedKeyMaterial",
      ),
    },
    when: {
      op: "not",
      of: {
        op: "and",
        of: [
          { op: "is", field: "eventname", value: "CreateGrant" },
          {
            op: "or",
            of: [
              { op: "is", field: "type", value: "AWSService" },
              { op: "present", field: "invokedby" },
            ],
          },
        ],
      },
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "encrypting",
    title: "Data keys or plain encryption were used by somebody new",
    why: "Ransom encrypts with a key of its own; S3 asks KMS in its name.",
    severity: "low",
    attack: [{ tactic: "TA0040", technique: "T1486" }],
    calls: { "kms.amazonaws.com": ["Encrypt", "GenerateDataKeyWithoutPlaintext"] },
    when: { op: "absent", field: "invokedby" },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    next: "general-purpose",
  },
];
