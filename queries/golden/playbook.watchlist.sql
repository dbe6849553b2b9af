-- root-usage
select eventtime, eventsource, eventname, principalid, arn, sourceipaddress, useragent, errorcode, awsregion, recipientaccountid, eventid from (
  select eventtime, eventsource, eventname, {as principalid}, {as arn}, sourceipaddress, useragent, errorcode, awsregion, recipientaccountid, eventid, {copy}
  from cloudtrail where {scope} and {type} = 'Root'
) {first copies} order by eventtime, eventid;
-- iam-changes
select {as principalid}, eventname, {events} as total
from cloudtrail where {scope} and eventsource = 'iam.amazonaws.com'
  and not ((eventname like 'Get%' escape '\' or eventname like 'List%' escape '\' or eventname like 'Generate%' escape '\')) group by 1, 2 order by total desc,
  principalid, eventname;
-- cloudtrail-logging-disabled
select eventtime, eventsource, eventname, principalid, arn, sourceipaddress, useragent, errorcode, awsregion, recipientaccountid, eventid from (
  select eventtime, eventsource, eventname, {as principalid}, {as arn}, sourceipaddress, useragent, errorcode, awsregion, recipientaccountid, eventid, {copy}
  from cloudtrail where {scope}
    and (eventsource = 'cloudtrail.amazonaws.com' and eventname in ('StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors', 'DeleteEventDataStore', 'StopEventDataStoreIngestion'))
) {first copies} order by eventtime, eventid;
-- logging-configuration-modified
select eventtime, eventsource, eventname, principalid, arn, sourceipaddress, useragent, errorcode, awsregion, recipientaccountid, eventid from (
  select eventtime, eventsource, eventname, {as principalid}, {as arn}, sourceipaddress, useragent, errorcode, awsregion, recipientaccountid, eventid, {copy}
  from cloudtrail where {scope}
    and ((eventsource = 'ec2.amazonaws.com' and eventname in ('DeleteFlowLogs')) or (eventsource = 'config.amazonaws.com' and eventname in ('StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'PutConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'DeleteConfigRule', 'DeleteRetentionConfiguration')) or (eventsource = 'guardduty.amazonaws.com' and eventname in ('DeleteDetector', 'UpdateDetector', 'DeleteMembers', 'DisassociateMembers', 'StopMonitoringMembers', 'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'DisableOrganizationAdminAccount', 'UpdateOrganizationConfiguration', 'UpdateMemberDetectors', 'DeletePublishingDestination', 'UpdatePublishingDestination', 'CreateFilter', 'UpdateFilter', 'CreateIPSet', 'UpdateIPSet', 'DeleteThreatIntelSet', 'UpdateThreatIntelSet')) or (eventsource = 'logs.amazonaws.com' and eventname in ('DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DeleteSubscriptionFilter', 'DeleteMetricFilter', 'DeleteDestination')) or (eventsource = 's3.amazonaws.com' and eventname in ('PutBucketLogging', 'PutBucketLifecycle', 'PutBucketLifecycleConfiguration', 'DeleteBucketLifecycle', 'DeleteBucket')) or (eventsource = 'monitoring.amazonaws.com' and eventname in ('DeleteAlarms', 'DisableAlarmActions')) or (eventsource = 'securityhub.amazonaws.com' and eventname in ('DisableSecurityHub', 'DeleteMembers', 'DisassociateMembers', 'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'BatchDisableStandards', 'DisableImportFindingsForProduct', 'UpdateStandardsControl', 'DisableOrganizationAdminAccount')) or (eventsource = 'macie2.amazonaws.com' and eventname in ('DisableMacie', 'UpdateMacieSession', 'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'DisassociateMember', 'DeleteMember', 'DisableOrganizationAdminAccount')) or (eventsource = 'access-analyzer.amazonaws.com' and eventname in ('DeleteAnalyzer', 'UpdateAnalyzer', 'CreateArchiveRule', 'UpdateArchiveRule')) or (eventsource = 'events.amazonaws.com' and eventname in ('DisableRule', 'DeleteRule', 'RemoveTargets')) or (eventsource = 'kms.amazonaws.com' and eventname in ('DisableKey', 'ScheduleKeyDeletion')) or (eventsource = 'route53resolver.amazonaws.com' and eventname in ('DeleteResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig')) or (eventsource = 'bedrock.amazonaws.com' and eventname in ('DeleteModelInvocationLoggingConfiguration')))
) {first copies} order by eventtime, eventid;
