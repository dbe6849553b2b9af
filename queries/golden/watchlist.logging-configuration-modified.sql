select
  eventtime,
  eventsource,
  eventname,
  principalid,
  arn,
  sourceipaddress,
  useragent,
  errorcode,
  awsregion,
  recipientaccountid,
  eventid
from (
  select
    eventtime,
    eventsource,
    eventname,
    coalesce(useridentity.principalid, useridentity.onbehalfof.userid) as principalid,
    useridentity.arn as arn,
    sourceipaddress,
    useragent,
    errorcode,
    awsregion,
    recipientaccountid,
    eventid,
    row_number() over (partition by eventid order by eventtime) as copy
  from cloudtrail
  where account in ('111122223333', '444455556666')
    and region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
    and ((eventsource = 'ec2.amazonaws.com' and eventname in ('DeleteFlowLogs')) or (eventsource = 'config.amazonaws.com' and eventname in ('StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'PutConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'DeleteConfigRule', 'DeleteRetentionConfiguration')) or (eventsource = 'guardduty.amazonaws.com' and eventname in ('DeleteDetector', 'UpdateDetector', 'DeleteMembers', 'DisassociateMembers', 'StopMonitoringMembers', 'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'DisableOrganizationAdminAccount', 'UpdateOrganizationConfiguration', 'UpdateMemberDetectors', 'DeletePublishingDestination', 'UpdatePublishingDestination', 'CreateFilter', 'UpdateFilter', 'CreateIPSet', 'UpdateIPSet', 'DeleteThreatIntelSet', 'UpdateThreatIntelSet')) or (eventsource = 'logs.amazonaws.com' and eventname in ('DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DeleteSubscriptionFilter', 'DeleteMetricFilter', 'DeleteDestination')) or (eventsource = 's3.amazonaws.com' and eventname in ('PutBucketLogging', 'PutBucketLifecycle', 'PutBucketLifecycleConfiguration', 'DeleteBucketLifecycle', 'DeleteBucket')) or (eventsource = 'monitoring.amazonaws.com' and eventname in ('DeleteAlarms', 'DisableAlarmActions')) or (eventsource = 'securityhub.amazonaws.com' and eventname in ('DisableSecurityHub', 'DeleteMembers', 'DisassociateMembers', 'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'BatchDisableStandards', 'DisableImportFindingsForProduct', 'UpdateStandardsControl', 'DisableOrganizationAdminAccount')) or (eventsource = 'macie2.amazonaws.com' and eventname in ('DisableMacie', 'UpdateMacieSession', 'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'DisassociateMember', 'DeleteMember', 'DisableOrganizationAdminAccount')) or (eventsource = 'access-analyzer.amazonaws.com' and eventname in ('DeleteAnalyzer', 'UpdateAnalyzer', 'CreateArchiveRule', 'UpdateArchiveRule')) or (eventsource = 'events.amazonaws.com' and eventname in ('DisableRule', 'DeleteRule', 'RemoveTargets')) or (eventsource = 'kms.amazonaws.com' and eventname in ('DisableKey', 'ScheduleKeyDeletion')) or (eventsource = 'route53resolver.amazonaws.com' and eventname in ('DeleteResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig')) or (eventsource = 'bedrock.amazonaws.com' and eventname in ('DeleteModelInvocationLoggingConfiguration')))
)
where copy = 1 or eventid is null
order by eventtime, eventid;
