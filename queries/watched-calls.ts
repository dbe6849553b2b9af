/** Calls that matter in an incident, whether they succeed or are only tried. */

export type Severity = "high" | "medium";

export type WatchedCall = {
  readonly severity: Severity;
  /** What the call changes, mostly for the worse, where that is the logs or what watches them. */
  readonly changes: "logging" | "detection" | null;
};

/** Calls of one service, by the first part of its event source. */
type Calls = readonly [service: string, names: string];

/** Calls that change what is logged, and for how long it is kept. */
const LOGGING: readonly Calls[] = [
  [
    "cloudtrail",
    "StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors DeleteEventDataStore StopEventDataStoreIngestion UpdateEventDataStore DeregisterOrganizationDelegatedAdmin",
  ],
  [
    "config",
    "StopConfigurationRecorder DeleteConfigurationRecorder DeleteDeliveryChannel DeleteRetentionConfiguration PutConfigurationRecorder PutDeliveryChannel",
  ],
  [
    "logs",
    "DeleteLogGroup DeleteLogStream DeleteDestination DeleteSubscriptionFilter DeleteRetentionPolicy PutRetentionPolicy",
  ],
  ["ec2", "DeleteFlowLogs"],
  ["route53resolver", "DeleteResolverQueryLogConfig DisassociateResolverQueryLogConfig"],
  ["s3", "PutBucketLogging"],
  ["rds", "ModifyActivityStream StopActivityStream"],
  ["bedrock", "DeleteModelInvocationLoggingConfiguration"],
  ["wafv2", "DeleteLoggingConfiguration"],
];

/** Calls that change what looks for attacks, alarms, or protects against them. */
const DETECTION: readonly Calls[] = [
  [
    "guardduty",
    "DeleteDetector UpdateDetector DeleteMembers DisassociateMembers StopMonitoringMembers DisassociateFromMasterAccount DisassociateFromAdministratorAccount DisableOrganizationAdminAccount DeletePublishingDestination UpdatePublishingDestination CreateFilter UpdateFilter CreateIPSet UpdateIPSet DeleteThreatIntelSet UpdateThreatIntelSet UpdateMemberDetectors UpdateOrganizationConfiguration",
  ],
  [
    "securityhub",
    "DisableSecurityHub DeleteMembers DisassociateMembers BatchDisableStandards DisableImportFindingsForProduct UpdateStandardsControl DisableOrganizationAdminAccount",
  ],
  ["macie2", "DisableMacie UpdateMacieSession DisassociateMember DeleteMember"],
  ["access-analyzer", "DeleteAnalyzer UpdateAnalyzer CreateArchiveRule UpdateArchiveRule"],
  ["monitoring", "DeleteAlarms DisableAlarmActions"],
  ["inspector2", "Disable"],
  ["detective", "DeleteGraph"],
  ["config", "DeleteConfigRule"],
  ["logs", "DeleteMetricFilter"],
  ["bedrock", "DeleteGuardrail UpdateGuardrail"],
  ["wafv2", "DeleteWebACL DisassociateWebACL"],
];

const HIGH: readonly Calls[] = [
  [
    "iam",
    "CreateUser CreateAccessKey CreateLoginProfile UpdateLoginProfile DeactivateMFADevice DeleteVirtualMFADevice EnableMFADevice AttachUserPolicy AttachRolePolicy AttachGroupPolicy UpdateAssumeRolePolicy CreateSAMLProvider UpdateSAMLProvider CreateOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint AddClientIDToOpenIDConnectProvider",
  ],
  ["rolesanywhere", "CreateTrustAnchor UpdateTrustAnchor CreateProfile EnableTrustAnchor"],
  [
    "sso",
    "CreateAccountAssignment CreatePermissionSet AttachManagedPolicyToPermissionSet PutInlinePolicyToPermissionSet UpdateSsoConfiguration AssociateDirectory",
  ],
  [
    "sso-directory",
    "CreateUser AddMemberToGroup CreateGroup EnableExternalIdPConfigurationForDirectory DisableExternalIdPConfigurationForDirectory",
  ],
  ["signin", "GetSigninToken PasswordRecoveryRequested PasswordRecoveryCompleted PasswordUpdated"],
  ["sts", "GetFederationToken"],
  ["secretsmanager", "GetSecretValue BatchGetSecretValue"],
  [
    "ec2",
    "GetPasswordData ReplaceIamInstanceProfileAssociation AssociateIamInstanceProfile EnableSerialConsoleAccess AuthorizeSecurityGroupIngress ModifySnapshotAttribute ModifyImageAttribute SharedSnapshotCopyInitiated SharedSnapshotVolumeCreated DeleteSnapshot DeleteVolume TerminateInstances",
  ],
  ["ec2-instance-connect", "SendSSHPublicKey SendSerialConsoleSSHPublicKey OpenTunnel"],
  ["ssm", "SendCommand StartSession ResumeSession StartAutomationExecution CreateAssociation"],
  [
    "lambda",
    "AddPermission20150331v2 AddPermission20150331 CreateFunctionUrlConfig CreateFunctionUrlConfig20211031",
  ],
  [
    "bedrock",
    "PutUseCaseForModelAccess PutFoundationModelEntitlement CreateFoundationModelAgreement",
  ],
  [
    "ses",
    "CreateEmailIdentity VerifyEmailIdentity VerifyDomainIdentity UpdateAccountSendingEnabled",
  ],
  [
    "organizations",
    "LeaveOrganization InviteAccountToOrganization CreateAccount RemoveAccountFromOrganization DetachPolicy DisablePolicyType DeletePolicy UpdatePolicy CloseAccount",
  ],
  ["account", "EnableRegion PutAlternateContact"],
  [
    "s3",
    "DeleteBucket PutBucketLifecycle PutBucketLifecycleConfiguration PutBucketVersioning PutBucketEncryption PutObjectLockConfiguration",
  ],
  [
    "rds",
    "AuthorizeDBSecurityGroupIngress ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute DeleteDBCluster DeleteDBInstance DeleteDBSnapshot DeleteDBClusterSnapshot",
  ],
  ["dynamodb", "DeleteTable DeleteBackup"],
  ["backup", "DeleteRecoveryPoint DeleteBackupVault"],
  [
    "kms",
    "DisableKey ScheduleKeyDeletion PutKeyPolicy ImportKeyMaterial DeleteImportedKeyMaterial",
  ],
];

const MEDIUM: readonly Calls[] = [
  [
    "iam",
    "UpdateAccessKey CreateServiceSpecificCredential UploadSigningCertificate UploadSSHPublicKey PutUserPolicy PutRolePolicy PutGroupPolicy CreateRole CreatePolicy CreatePolicyVersion SetDefaultPolicyVersion AddUserToGroup AddRoleToInstanceProfile DeleteUser DeleteAccessKey DeleteLoginProfile DeleteUserPolicy DetachUserPolicy DetachRolePolicy DeleteRole DeleteRolePolicy UpdateAccountPasswordPolicy DeleteAccountPasswordPolicy DeletePolicy RemoveUserFromGroup DeleteSAMLProvider GetAccountAuthorizationDetails",
  ],
  ["sts", "AssumeRoot GetSessionToken"],
  ["signin", "ConsoleLogin SwitchRole"],
  ["ssm", "GetParameter GetParameters GetParametersByPath GetParameterHistory"],
  [
    "ec2",
    "RunInstances RequestSpotInstances CreateFleet StartInstances StopInstances CreateLaunchTemplate CreateKeyPair ImportKeyPair ModifyInstanceAttribute GetConsoleScreenshot GetConsoleOutput CreateSnapshot CreateSnapshots CreateImage CopySnapshot CreateInstanceExportTask AttachVolume CreateVolume DeregisterImage",
  ],
  [
    "lambda",
    "CreateFunction20150331 UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 CreateEventSourceMapping20150331 UpdateEventSourceMapping20150331v2",
  ],
  ["ecs", "CreateCluster CreateService RegisterTaskDefinition RunTask"],
  ["cloudformation", "CreateStack"],
  ["lightsail", "CreateInstances"],
  ["sagemaker", "CreateNotebookInstance"],
  ["bedrock", "InvokeModel InvokeModelWithResponseStream Converse ConverseStream"],
  ["ses", "SendEmail SendRawEmail SendBulkEmail"],
  ["servicequotas", "RequestServiceQuotaIncrease"],
  ["route53domains", "RegisterDomain DisableDomainTransferLock TransferDomainToAnotherAwsAccount"],
  [
    "rds",
    "ModifyDBInstance ModifyDBCluster CreateDBSnapshot StartExportTask CopyDBSnapshot RestoreDBInstanceFromDBSnapshot",
  ],
  [
    "s3",
    "PutBucketPolicy PutBucketAcl PutObjectAcl DeleteBucketPolicy PutBucketReplication PutBucketPublicAccessBlock DeleteBucketPublicAccessBlock PutAccountPublicAccessBlock DeleteAccountPublicAccessBlock",
  ],
  ["kms", "CreateGrant"],
  ["securityhub", "DeleteInsight BatchUpdateFindings"],
  ["events", "DisableRule DeleteRule RemoveTargets"],
  ["sqs", "PurgeQueue"],
  ["sns", "Publish"],
  ["elasticfilesystem", "DeleteFileSystem"],
  ["autoscaling", "CreateAutoScalingGroup"],
  ["transfer", "CreateServer"],
  ["route53", "CreateHostedZone ChangeResourceRecordSets"],
];

function entriesOf(calls: readonly Calls[], watched: WatchedCall) {
  return calls.flatMap(([service, names]) =>
    names.split(" ").map((name) => [`${service}:${name}`, watched] as const),
  );
}

const watchedCalls: ReadonlyMap<string, WatchedCall> = new Map([
  ...entriesOf(MEDIUM, { severity: "medium", changes: null }),
  ...entriesOf(HIGH, { severity: "high", changes: null }),
  ...entriesOf(DETECTION, { severity: "high", changes: "detection" }),
  ...entriesOf(LOGGING, { severity: "high", changes: "logging" }),
]);

/** Why a call matters, by its event source and name; null for any other call. */
export function watchedCall(source: string, name: string): WatchedCall | null {
  return watchedCalls.get(`${source.replace(/\.amazonaws\.com$/, "")}:${name}`) ?? null;
}
