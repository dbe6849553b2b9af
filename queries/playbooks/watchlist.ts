import { EVENT_ROW } from "../fields";
import { countBy, events, type Playbook } from "../playbook";
import { allOf, anyOf, is, not, oneOf, type Predicate, startsWith } from "../query";

/** API names mean nothing without their service: several services share `UpdateFilter` or `DeleteMembers`. */
const calls = (service: string, ...names: readonly string[]): Predicate =>
  allOf(is("eventsource", `${service}.amazonaws.com`), oneOf("eventname", names));

const blindsCloudTrail = calls(
  "cloudtrail",
  "StopLogging",
  "DeleteTrail",
  "UpdateTrail",
  "PutEventSelectors",
  "PutInsightSelectors",
  "DeleteEventDataStore",
  "StopEventDataStoreIngestion",
);

/** Every call that turns off logging or detection other than CloudTrail, each with its service. */
const blindsTheAccount = anyOf(
  calls("ec2", "DeleteFlowLogs"),
  calls(
    "config",
    "StopConfigurationRecorder",
    "DeleteConfigurationRecorder",
    "PutConfigurationRecorder",
    "DeleteDeliveryChannel",
    "PutDeliveryChannel",
    "DeleteConfigRule",
    "DeleteRetentionConfiguration",
  ),
  calls(
    "guardduty",
    "DeleteDetector",
    "UpdateDetector",
    "DeleteMembers",
    "DisassociateMembers",
    "StopMonitoringMembers",
    "DisassociateFromMasterAccount",
    "DisassociateFromAdministratorAccount",
    "DisableOrganizationAdminAccount",
    "UpdateOrganizationConfiguration",
    "UpdateMemberDetectors",
    "DeletePublishingDestination",
    "UpdatePublishingDestination",
    "CreateFilter",
    "UpdateFilter",
    "CreateIPSet",
    "UpdateIPSet",
    "DeleteThreatIntelSet",
    "UpdateThreatIntelSet",
  ),
  calls(
    "logs",
    "DeleteLogGroup",
    "DeleteLogStream",
    "PutRetentionPolicy",
    "DeleteRetentionPolicy",
    "DeleteSubscriptionFilter",
    "DeleteMetricFilter",
    "DeleteDestination",
  ),
  calls(
    "s3",
    "PutBucketLogging",
    "PutBucketLifecycle",
    "PutBucketLifecycleConfiguration",
    "DeleteBucketLifecycle",
    "DeleteBucket",
  ),
  calls("monitoring", "DeleteAlarms", "DisableAlarmActions"),
  calls(
    "securityhub",
    "DisableSecurityHub",
    "DeleteMembers",
    "DisassociateMembers",
    "DisassociateFromMasterAccount",
    "DisassociateFromAdministratorAccount",
    "BatchDisableStandards",
    "DisableImportFindingsForProduct",
    "UpdateStandardsControl",
    "DisableOrganizationAdminAccount",
  ),
  calls(
    "macie2",
    "DisableMacie",
    "UpdateMacieSession",
    "DisassociateFromMasterAccount",
    "DisassociateFromAdministratorAccount",
    "DisassociateMember",
    "DeleteMember",
    "DisableOrganizationAdminAccount",
  ),
  calls(
    "access-analyzer",
    "DeleteAnalyzer",
    "UpdateAnalyzer",
    "CreateArchiveRule",
    "UpdateArchiveRule",
  ),
  calls("events", "DisableRule", "DeleteRule", "RemoveTargets"),
  calls("kms", "DisableKey", "ScheduleKeyDeletion"),
  calls("route53resolver", "DeleteResolverQueryLogConfig", "DisassociateResolverQueryLogConfig"),
  calls("bedrock", "DeleteModelInvocationLoggingConfiguration"),
);

const byRoot = is("type", "Root");
const changesIam: readonly Predicate[] = [
  is("eventsource", "iam.amazonaws.com"),
  not(
    anyOf(
      startsWith("eventname", "Get"),
      startsWith("eventname", "List"),
      startsWith("eventname", "Generate"),
    ),
  ),
];

export const watchlist: Playbook = {
  id: "watchlist",
  title: "Watchlist",
  question: "Did anything happen that never should?",
  when: "At the start of every incident, and every morning.",
  attack: ["T1562.008", "T1098", "T1078.004"],
  entity: [anyOf(byRoot, allOf(...changesIam), blindsCloudTrail, blindsTheAccount)],
  steps: [
    {
      id: "root-usage",
      question: "Was the root user used?",
      why: "Root can do everything and should do nothing. Services acting on its behalf appear here too.",
      empty: "Root was not used in this time range.",
      inputs: [],
      where: [byRoot],
      answer: events(...EVENT_ROW),
      limit: null,
      view: "timeline",
      pivots: [],
    },
    {
      id: "iam-changes",
      question: "Who changed identities and permissions?",
      why: "New users, keys and policies are how an intruder keeps access. Denied attempts are included.",
      empty: "Nothing in IAM was changed in this time range.",
      inputs: [],
      where: changesIam,
      answer: countBy("principalid", "eventname"),
      limit: null,
      view: "bars",
      pivots: [],
    },
    {
      id: "cloudtrail-logging-disabled",
      question: "Was CloudTrail turned off or narrowed?",
      why: "What happened after this may be missing from the logs.",
      empty: "No trail's logging was changed in this time range.",
      inputs: [],
      where: [blindsCloudTrail],
      answer: events(...EVENT_ROW),
      limit: null,
      view: "timeline",
      pivots: [],
    },
    {
      id: "logging-configuration-modified",
      question: "Was other logging or detection turned off?",
      why: "Flow logs, Config, GuardDuty, log groups, alarms, Security Hub, Macie: each of these calls turns one of them off, or can.",
      empty: "No logging or detection was changed in this time range.",
      inputs: [],
      where: [blindsTheAccount],
      answer: events(...EVENT_ROW),
      limit: null,
      view: "timeline",
      pivots: [],
    },
  ],
};
