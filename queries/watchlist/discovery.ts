/** Watchlist rules: discovery. */
import { absent, allOf, is, not, startsWith } from "./conditions";
import { names } from "./names";
import type { FirstSeen, Rule, RuleSignal } from "./rule";

/** Different values by one key in ten minutes, with a program that its actor has not used before. */
function withNewProgram(atLeast: number, distinct: "eventname" | "eventsource"): FirstSeen {
  return { kind: "firstSeen", by: ["accesskeyid", "actorarn", "useragent"], atLeast, distinct };
}

/**
 * What a tool that lists everything looks like: many kinds of call by a program that is new for the
 * actor, many refused ones, or some that the actor never made. Terraform makes many each day.
 */
const MANY_KINDS: RuleSignal = {
  kind: "any",
  of: [
    withNewProgram(12, "eventname"),
    { kind: "burst", by: "accesskeyid", isDenied: true, atLeast: 5, distinct: "eventname" },
    { kind: "firstSeen", by: ["actorarn", "eventsource", "eventname"], atLeast: 5 },
  ],
};

export const discoveryRules: readonly Rule[] = [
  {
    id: "root-reads",
    title: "The root user read data or settings",
    why: "One row per session. Check whether the owner was in the console at that time.",
    severity: "low",
    attack: [{ tactic: "TA0007", technique: "T1580" }],
    calls: {},
    when: allOf(
      is("type", "Root"),
      absent("invokedby"),
      not(is("eventtype", "AwsServiceEvent")),
      is("readonly", "true"),
    ),
    signal: { kind: "grouped", by: ["accesskeyid", "sourceipaddress"] },
    usuallyBenign: "One console page makes 15 to 20 read calls.",
    next: "user",
  },
  {
    id: "key-checked-from-new-address",
    title: "A long-term key checked its identity from a new address",
    why: "This is usually the first call with a stolen key. Look at what followed from that address.",
    severity: "low",
    attack: [{ tactic: "TA0007", technique: "T1087.004" }],
    calls: { "sts.amazonaws.com": ["GetCallerIdentity"] },
    when: startsWith("accesskeyid", "AKIA"),
    signal: { kind: "firstSeen", by: ["accesskeyid", "sourceipaddress"] },
    usuallyBenign: "Terraform and CI start with this call.",
    next: "access-key-exposure",
  },
  {
    id: "instance-screen-read",
    title: "An instance's screen or console output was read",
    why: "It can show who is signed in, and start-up messages with passwords. Check whether the actor manages the instance.",
    severity: "medium",
    attack: [{ tactic: "TA0007", technique: "T1580" }],
    calls: { "ec2.amazonaws.com": ["GetConsoleScreenshot", "GetConsoleOutput"] },
    signal: { kind: "listing" },
    usuallyBenign: "Operators find out why an instance does not start.",
    next: "ec2-instance-compromise",
  },
  {
    id: "compute-explored",
    title: "An actor explored compute and networks",
    why: "A program new to the actor made twelve kinds of call in ten minutes, or five kinds were new or refused.",
    severity: "medium",
    attack: [{ tactic: "TA0007", technique: "T1580" }],
    calls: {
      "ec2.amazonaws.com": names(
        "DescribeAccountAttributes DescribeAvailabilityZones DescribeBundleTasks",
        "DescribeCarrierGateways DescribeClientVpnRoutes DescribeDhcpOptions DescribeFlowLogs",
        "DescribeHosts DescribeImages DescribeInstanceAttribute DescribeInstanceStatus",
        "DescribeInstanceTypes DescribeInstances DescribeInternetGateways DescribeKeyPairs",
        "DescribeLaunchTemplates DescribeNetworkInterfaces DescribeRegions DescribeRouteTables",
        "DescribeSecurityGroups DescribeSnapshotAttribute DescribeSnapshotTierStatus",
        "DescribeSnapshots DescribeSubnets DescribeTags DescribeTransitGatewayMulticastDomains",
        "DescribeVolumeStatus DescribeVolumes DescribeVolumesModifications",
        "DescribeVpcEndpointConnectionNotifications DescribeVpcs GetEbsDefaultKmsKeyId",
        "GetEbsEncryptionByDefault GetFlowLogsIntegrationTemplate",
        "GetTransitGatewayRouteTableAssociations",
      ),
      "ssm.amazonaws.com": ["DescribeInstanceInformation", "DescribeParameters"],
      "eks.amazonaws.com": ["DescribeCluster", "ListClusters"],
      "ecr.amazonaws.com": ["DescribeImages", "DescribeRepositories"],
      "resource-explorer-2.amazonaws.com": ["Search"],
      "servicecatalog-appregistry.amazonaws.com": ["ListApplications"],
    },
    signal: MANY_KINDS,
    usuallyBenign: "Inventory and security tools, on their first day or after an update.",
    next: "actors",
  },
  {
    id: "identities-explored",
    title: "An actor explored users, roles and policies",
    why: "Attackers look for rights they can use. Check for changes and role assumptions after it.",
    severity: "medium",
    attack: [
      { tactic: "TA0007", technique: "T1087.004" },
      { tactic: "TA0007", technique: "T1069.003" },
    ],
    calls: {
      "sts.amazonaws.com": ["GetCallerIdentity"],
      "iam.amazonaws.com": names(
        "GetLoginProfile GetUser ListAccessKeys ListAccountAliases ListAttachedRolePolicies",
        "ListAttachedUserPolicies ListGroups ListGroupsForUser ListInstanceProfiles",
        "ListOpenIDConnectProviders ListRolePolicies ListRoles ListSAMLProviders",
        "ListSSHPublicKeys ListServiceSpecificCredentials ListSigningCertificates",
        "ListUserPolicies ListUsers SimulatePrincipalPolicy GetAccountAuthorizationDetails",
        "GetCredentialReport GetPolicy GetPolicyVersion ListPolicies ListGroupPolicies",
        "ListAttachedGroupPolicies GetRole GetRolePolicy GetUserPolicy",
      ),
      "organizations.amazonaws.com": [
        "DescribeOrganization",
        "ListAccounts",
        "ListOrganizationalUnitsForParent",
      ],
      "aoss.amazonaws.com": ["ListAccessPolicies", "ListCollections"],
    },
    signal: MANY_KINDS,
    usuallyBenign: "Security audits; Terraform on its first day or after an update.",
    next: "actors",
  },
  {
    id: "storage-explored",
    title: "An actor explored buckets, secrets and databases",
    why: "Attackers look for data to steal. Check for reads after it.",
    severity: "medium",
    attack: [
      { tactic: "TA0007", technique: "T1619" },
      { tactic: "TA0007", technique: "T1580" },
    ],
    calls: {
      "s3.amazonaws.com": names(
        "GetBucketAccelerateConfiguration GetBucketAcl GetBucketLifecycle GetBucketLocation",
        "GetBucketLogging GetBucketOwnershipControls GetBucketPolicy GetBucketReplication",
        "GetBucketRequestPayment GetBucketTagging GetBucketVersioning",
        "GetObjectLockConfiguration GetPublicAccessBlock ListBuckets",
      ),
      "glacier.amazonaws.com": ["ListVaults"],
      "secretsmanager.amazonaws.com": ["ListSecrets", "DescribeSecret"],
      "rds.amazonaws.com": names(
        "DescribeBlueGreenDeployments DescribeDBClusters DescribeDBEngineVersions",
        "DescribeDBInstances DescribeDBProxies DescribeDBSnapshots DescribeDBSubnetGroups",
        "DescribeExportTasks DescribeGlobalClusters DescribeOrderableDBInstanceOptions",
        "DescribePendingMaintenanceActions DescribeValidDBInstanceModifications",
      ),
    },
    signal: MANY_KINDS,
    usuallyBenign: "Inventory tools and Terraform, on their first day or after an update.",
    next: "actors",
  },
  {
    id: "defenses-explored",
    title: "An actor explored logs and detectors",
    why: "Attackers check what sees them before they disable it. Look for changes to logging.",
    severity: "medium",
    attack: [
      { tactic: "TA0007", technique: "T1526" },
      { tactic: "TA0007", technique: "T1654" },
    ],
    calls: {
      "cloudtrail.amazonaws.com": ["LookupEvents"],
      "guardduty.amazonaws.com": ["GetDetector", "GetFindings", "ListDetectors", "ListFindings"],
      "logs.amazonaws.com": [
        "DescribeLogGroups",
        "DescribeLogStreams",
        "DescribeSubscriptionFilters",
      ],
      "monitoring.amazonaws.com": ["DescribeAlarms", "DescribeAlarmsForMetric"],
      "health.amazonaws.com": ["DescribeEventAggregates", "DescribeEvents"],
    },
    signal: {
      kind: "any",
      of: [
        { kind: "firstSeen", by: ["actorarn", "eventname"], atLeast: 3 },
        withNewProgram(4, "eventname"),
      ],
    },
    usuallyBenign: "Security tools read these by their own role.",
    next: "actors",
  },
  {
    id: "resale-value-explored",
    title: "An actor explored models, mail, quotas or costs",
    why: "Attackers check what a stolen account is worth. Look for model calls, mail and new instances.",
    severity: "high",
    attack: [
      { tactic: "TA0007", technique: "T1580" },
      { tactic: "TA0007", technique: "T1526" },
    ],
    calls: {
      "bedrock.amazonaws.com": names(
        "GetFoundationModelAvailability GetKnowledgeBase GetModelInvocationLoggingConfiguration",
        "GetUseCaseForModelAccess ListAgents ListCustomModels",
        "ListFoundationModelAgreementOffers ListFoundationModels ListInferenceProfiles",
        "ListKnowledgeBases ListModelInvocationJobs ListProvisionedModelThroughputs",
      ),
      "sagemaker.amazonaws.com": ["ListEndpoints", "ListModels", "ListTrainingJobs"],
      "ses.amazonaws.com": names(
        "GetAccount GetAccountSendingEnabled GetIdentityVerificationAttributes GetSendQuota",
        "ListEmailIdentities ListIdentities",
      ),
      "sns.amazonaws.com": ["GetSMSAttributes", "GetSMSSandboxAccountStatus"],
      "servicequotas.amazonaws.com": ["GetServiceQuota", "ListServiceQuotas"],
      "ce.amazonaws.com": ["GetCostAndUsage", "GetCostForecast"],
      "agreement-marketplace.amazonaws.com": ["SearchAgreements"],
      "discovery-marketplace.amazonaws.com": ["GetListingView"],
    },
    signal: {
      kind: "any",
      of: [
        { kind: "firstSeen", by: ["actorarn", "eventname"], atLeast: 2 },
        withNewProgram(3, "eventsource"),
      ],
    },
    usuallyBenign: "Cost reports read the bill by their own role.",
    next: "actors",
  },
  {
    id: "denied-burst",
    title: "A key was denied many different calls in ten minutes",
    why: "Someone tries what the key can do. Check which calls succeeded.",
    severity: "high",
    attack: [{ tactic: "TA0007", technique: "T1580" }],
    calls: {},
    when: not(is("type", "AWSService")),
    signal: {
      kind: "burst",
      by: "accesskeyid",
      isDenied: true,
      atLeast: 10,
      distinct: "eventname",
      distinctAtLeast: 5,
    },
    usuallyBenign: "A role with a wrong policy.",
    next: "access-key-exposure",
  },
];
