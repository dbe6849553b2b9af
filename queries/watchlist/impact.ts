/** Watchlist rules: impact. */
import {
  absent,
  allOf,
  anyOf,
  foreignAccount,
  is,
  matches,
  named,
  not,
  oneOf,
  present,
  unless,
} from "./conditions";
import { names } from "./names";
import type { Rule } from "./rule";

export const impactRules: readonly Rule[] = [
  {
    id: "objects-written-or-deleted-in-bulk",
    title: "Many objects were written or deleted by one key in ten minutes",
    why: "Ransom and destruction look like this. Check versions and the encryption key. Data events must be on.",
    severity: "high",
    attack: [
      { tactic: "TA0040", technique: "T1485" },
      { tactic: "TA0040", technique: "T1486" },
    ],
    calls: { "s3.amazonaws.com": ["DeleteObject", "DeleteObjects", "PutObject", "CopyObject"] },
    when: not(is("type", "AWSService")),
    signal: { kind: "burst", by: "accesskeyid", atLeast: 100 },
    usuallyBenign: "Backups, uploads and clean-up jobs.",
    next: "bucket",
  },
  {
    id: "bucket-first-written",
    title: "An actor wrote to or deleted from a bucket for the first time",
    why: "A ransom note is a single object. Check the object's name. Data events must be on.",
    severity: "low",
    attack: [
      { tactic: "TA0040", technique: "T1565.001" },
      { tactic: "TA0040", technique: "T1485" },
    ],
    calls: { "s3.amazonaws.com": ["PutObject", "DeleteObject"] },
    when: not(is("type", "AWSService")),
    signal: { kind: "firstSeen", by: ["actorarn", "request.bucketName"] },
    usuallyBenign: "New applications.",
    next: "bucket",
  },
  {
    id: "bucket-protection-removed",
    title: "A bucket was deleted, or its lifecycle, versioning or encryption was weakened",
    why: "Data can disappear without a delete call per object. Check whether versions remain.",
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
    when: unless(
      allOf(
        named("PutBucketVersioning"),
        is("request.VersioningConfiguration.Status", "Enabled"),
        not(is("request.VersioningConfiguration.MfaDelete", "Disabled")),
      ),
      allOf(
        named("PutBucketEncryption"),
        present("request.ServerSideEncryptionConfiguration"),
        not(foreignAccount("request.ServerSideEncryptionConfiguration")),
      ),
      allOf(
        oneOf("eventname", "PutBucketLifecycle", "PutBucketLifecycleConfiguration"),
        present("request.LifecycleConfiguration"),
        // Days 1 to 7; a date can be any day.
        not(matches("requestparameters", `"(Noncurrent)?Days": ?"?[0-7]"?[,}]|"Date":`)),
      ),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "The removal of test systems; expiry of temporary files.",
    next: "bucket",
  },
  {
    id: "resources-first-destroyed",
    title:
      "An actor stopped or destroyed instances, disks, databases, backups or queues for the first time",
    why: "This is damage, or an attacker's clean-up. Check whether backups remain.",
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
    usuallyBenign: "Autoscaling and the removal of test systems.",
    next: "changes",
  },
  {
    id: "kms-key-disabled-or-shared",
    title: "A KMS key was disabled, scheduled for deletion or shared",
    why: "Data under the key becomes unreadable, or readable by others. Cancel the deletion first.",
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
    when: not(
      allOf(is("eventname", "CreateGrant"), anyOf(is("type", "AWSService"), present("invokedby"))),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "Key upkeep by its administrators.",
    next: "resource",
  },
  {
    id: "encryption-first-used",
    title: "An actor encrypted data with KMS for the first time",
    why: "Ransomware encrypts with its own key. Check which key and which account.",
    severity: "low",
    attack: [{ tactic: "TA0040", technique: "T1486" }],
    calls: { "kms.amazonaws.com": ["Encrypt", "GenerateDataKeyWithoutPlaintext"] },
    when: absent("invokedby"),
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "New applications.",
    next: "resource",
  },
];
