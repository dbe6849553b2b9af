/** Watchlist rules: defense impairment. */
import {
  absent,
  allOf,
  anyOf,
  contains,
  is,
  named,
  not,
  oneOf,
  present,
  unless,
} from "./conditions";
import { names } from "./names";
import type { Rule } from "./rule";

/** Words in the names of log groups that record what happens in an account or a network. */
const AUDIT_GROUPS = names(
  "trail audit security guardduty flow firewall waf dns resolver route53 config eks rds auth",
);

export const defenseImpairmentRules: readonly Rule[] = [
  {
    id: "cloudtrail-tampered",
    title: "CloudTrail was stopped, deleted or narrowed",
    why: "Later activity may be missing from the logs. Look at what the actor did just before, and check whether the trail records again.",
    severity: "high",
    attack: [{ tactic: "TA0112", technique: "T1685.002" }],
    calls: {
      "cloudtrail.amazonaws.com": names(
        "StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors",
        "DeleteEventDataStore StopEventDataStoreIngestion UpdateEventDataStore",
        "DeregisterOrganizationDelegatedAdmin",
      ),
    },
    when: unless(
      allOf(
        named("PutEventSelectors"),
        // In CloudTrail's order; a selector in another one is listed.
        contains("request.eventSelectors", '"readWriteType":"All","includeManagementEvents":true'),
        not(contains("request.eventSelectors", '"excludeManagementEventSources":["')),
      ),
      allOf(named("PutInsightSelectors"), present("request.insightSelectors")),
      allOf(
        named("UpdateTrail"),
        not(contains("requestparameters", ":false")),
        present("request.name"),
        absent("request.s3BucketName"),
        absent("request.kmsKeyId"),
        absent("request.cloudWatchLogsLogGroupArn"),
      ),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "Terraform sends all settings of a trail with each change.",
    next: "actors",
  },
  {
    id: "network-logs-removed",
    title: "Flow logs or DNS query logs were removed",
    why: "Network traffic leaves no record after this. Check which network lost its logs and what ran in it.",
    severity: "high",
    attack: [{ tactic: "TA0112", technique: "T1685.002" }],
    calls: {
      "ec2.amazonaws.com": ["DeleteFlowLogs"],
      "route53resolver.amazonaws.com": [
        "DeleteResolverQueryLogConfig",
        "DisassociateResolverQueryLogConfig",
      ],
    },
    signal: { kind: "listing" },
    usuallyBenign: "A network is torn down together with its logs.",
    next: "actors",
  },
  {
    id: "guardduty-weakened",
    title: "GuardDuty was disabled, disconnected or filtered",
    why: "Findings stop or stay hidden. Check the detector, its members, its filters and its trusted addresses.",
    severity: "high",
    attack: [{ tactic: "TA0112", technique: "T1685" }],
    calls: {
      "guardduty.amazonaws.com": names(
        "DeleteDetector UpdateDetector DeleteMembers DisassociateMembers StopMonitoringMembers",
        "DisassociateFromMasterAccount DisassociateFromAdministratorAccount",
        "DisableOrganizationAdminAccount DeleteInvitations DeletePublishingDestination",
        "UpdatePublishingDestination CreateFilter UpdateFilter CreateIPSet UpdateIPSet",
        "DeleteThreatIntelSet UpdateThreatIntelSet UpdateMemberDetectors",
        "UpdateOrganizationConfiguration",
      ),
    },
    when: unless(
      allOf(
        named("UpdateDetector"),
        not(contains("requestparameters", '"DISABLED"')),
        not(contains("requestparameters", '"enable":false')),
        is("request.enable", "true"),
      ),
      allOf(
        named("UpdateOrganizationConfiguration"),
        not(contains("requestparameters", '"NONE"')),
        not(contains("requestparameters", ":false")),
        oneOf("request.autoEnableOrganizationMembers", "ALL", "NEW"),
      ),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "Security engineers add filters for known noise.",
    next: "actors",
  },
  {
    id: "detection-weakened",
    title: "Config, Security Hub, Macie, an alarm or another detector was weakened",
    why: "Changes and attacks may go unnoticed. Ask the actor's owner whether this was planned.",
    severity: "medium",
    attack: [{ tactic: "TA0112", technique: "T1685" }],
    calls: {
      "config.amazonaws.com": names(
        "StopConfigurationRecorder DeleteConfigurationRecorder DeleteDeliveryChannel",
        "DeleteConfigRule DeleteRetentionConfiguration PutConfigurationRecorder",
        "PutDeliveryChannel",
      ),
      "securityhub.amazonaws.com": names(
        "DisableSecurityHub DeleteMembers DisassociateMembers DisassociateFromMasterAccount",
        "DisassociateFromAdministratorAccount BatchDisableStandards",
        "DisableImportFindingsForProduct UpdateStandardsControl DisableOrganizationAdminAccount",
        "DeleteInsight UpdateInsight BatchUpdateFindings",
      ),
      "macie2.amazonaws.com": names(
        "DisableMacie UpdateMacieSession DisassociateFromMasterAccount",
        "DisassociateFromAdministratorAccount DisassociateMember DeleteMember",
        "DisableOrganizationAdminAccount",
      ),
      "access-analyzer.amazonaws.com": [
        "DeleteAnalyzer",
        "UpdateAnalyzer",
        "CreateArchiveRule",
        "UpdateArchiveRule",
      ],
      "monitoring.amazonaws.com": ["DeleteAlarms", "DisableAlarmActions"],
      "inspector2.amazonaws.com": ["Disable"],
      "detective.amazonaws.com": ["DeleteGraph"],
      "wafv2.amazonaws.com": [
        "DeleteWebACL",
        "DisassociateWebACL",
        "UpdateIPSet",
        "DeleteLoggingConfiguration",
      ],
      "bedrock.amazonaws.com": [
        "DeleteModelInvocationLoggingConfiguration",
        "DeleteGuardrail",
        "UpdateGuardrail",
      ],
      "ses.amazonaws.com": ["PutAccountDetails"],
    },
    when: unless(
      allOf(
        named("BatchUpdateFindings"),
        oneOf("request.workflow.status", "NEW", "NOTIFIED", "RESOLVED"),
      ),
      allOf(
        named("PutConfigurationRecorder"),
        is("request.configurationRecorder.recordingGroup.allSupported", "true"),
      ),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "Set-up and upkeep of security tooling.",
    next: "actors",
  },
  {
    id: "stored-logs-deleted",
    title: "Stored logs were deleted or their delivery was changed",
    why: "Evidence may be gone. Check which log group or bucket it was, and whether a copy exists.",
    severity: "high",
    attack: [
      { tactic: "TA0112", technique: "T1685.002" },
      { tactic: "TA0040", technique: "T1485" },
    ],
    calls: {
      "logs.amazonaws.com": names(
        "DeleteLogGroup DeleteLogStream DeleteDestination DeleteSubscriptionFilter",
        "DeleteMetricFilter DeleteRetentionPolicy",
      ),
      "s3.amazonaws.com": ["PutBucketLogging"],
    },
    when: unless(
      allOf(named("PutBucketLogging"), present("request.BucketLoggingStatus.LoggingEnabled")),
      allOf(
        named("DeleteLogGroup"),
        present("request.logGroupName"),
        not(anyOf(...AUDIT_GROUPS.map((word) => contains("request.logGroupName", word)))),
      ),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "A network or a cluster is removed together with its logs.",
    next: "resource",
  },
  {
    id: "log-group-first-deleted",
    title: "An actor deleted a log group for the first time",
    why: "What an application logged is gone. Check whose log group it was, and whether a copy exists.",
    severity: "medium",
    attack: [
      { tactic: "TA0112", technique: "T1685.002" },
      { tactic: "TA0040", technique: "T1485" },
    ],
    calls: { "logs.amazonaws.com": ["DeleteLogGroup"] },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "CI removes the log groups of deleted stacks.",
    next: "resource",
  },
  {
    id: "log-retention-shortened",
    title: "A log group keeps its events for a week or less",
    why: "A short retention deletes evidence within days. Export the log group before it expires.",
    severity: "low",
    attack: [{ tactic: "TA0112", technique: "T1685.002" }],
    calls: { "logs.amazonaws.com": ["PutRetentionPolicy"] },
    when: { op: "atMost", field: "request.retentionInDays", value: 7 },
    signal: { kind: "listing" },
    usuallyBenign: "Development log groups with a short retention.",
    next: "resource",
  },
  {
    id: "database-audit-changed",
    title: "A database's activity stream was changed",
    why: "The stream records database activity. Check whether it still runs.",
    severity: "medium",
    attack: [{ tactic: "TA0112", technique: "T1685.002" }],
    calls: { "rds.amazonaws.com": ["ModifyActivityStream", "StopActivityStream"] },
    signal: { kind: "listing" },
    next: "resource",
  },
  {
    id: "event-rule-disabled",
    title: "An actor disabled or deleted an EventBridge rule or its target for the first time",
    why: "Alerts and automation often depend on such a rule. Check what it started.",
    severity: "medium",
    attack: [
      { tactic: "TA0112", technique: "T1685" },
      { tactic: "TA0040", technique: "T1489" },
    ],
    calls: { "events.amazonaws.com": ["DisableRule", "DeleteRule", "RemoveTargets"] },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "Deployments replace rules and targets.",
    next: "resource",
  },
  {
    id: "instance-attribute-first-changed",
    title: "An actor changed an instance's attributes for the first time",
    why: "Attributes set security groups, protection and start-up. Read the request.",
    severity: "low",
    attack: [{ tactic: "TA0112", technique: "T1578.005" }],
    calls: { "ec2.amazonaws.com": ["ModifyInstanceAttribute"] },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "Operators.",
    next: "resource",
  },
  {
    id: "network-rule-first-changed",
    title: "An actor changed firewall rules or routes for the first time",
    why: "This can open a way in or out. Read the rule.",
    severity: "low",
    attack: [
      { tactic: "TA0112", technique: "T1686.001" },
      { tactic: "TA0010", technique: "T1048" },
    ],
    calls: {
      "ec2.amazonaws.com": names(
        "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress CreateSecurityGroup",
        "CreateNetworkAclEntry ReplaceNetworkAclEntry CreateRoute CreateDefaultVpc",
        "CreateVpcPeeringConnection",
      ),
    },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "Terraform; a new security group gets its outbound rule.",
    next: "changes",
  },
  {
    id: "organization-membership-changed",
    title: "The account's organization, its policies or its contacts were changed",
    why: "The organization's policies and trails may no longer apply. Refused attempts count too.",
    severity: "high",
    attack: [
      { tactic: "TA0112", technique: "T1685" },
      { tactic: "TA0003", technique: "T1098" },
    ],
    calls: {
      "organizations.amazonaws.com": names(
        "LeaveOrganization InviteAccountToOrganization CreateAccount",
        "RemoveAccountFromOrganization DetachPolicy DisablePolicyType DeletePolicy UpdatePolicy",
        "CloseAccount",
      ),
      "account.amazonaws.com": ["EnableRegion", "PutAlternateContact"],
    },
    signal: { kind: "listing" },
    usuallyBenign: "Administrators of the organization.",
    next: "changes",
  },
];
