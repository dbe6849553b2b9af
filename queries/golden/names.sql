-- partitioner, projection, projection-org, hive-org, bootstrap
{events} = count(distinct eventid) + count(*) - count(eventid)
{copy} = row_number() over (partition by eventid order by eventtime) as copy
{first copies} = where copy = 1 or eventid is null
{number of the act} = row_number() over (partition by eventname, case
  when sharedeventid <> '' then sharedeventid
  else eventid end order by case
  when accesskeyid is null then 1
  else 0 end, eventtime, recipientaccountid, eventid) as copy
{first of acts} = where copy = 1 or (eventid is null and coalesce(sharedeventid, '') = '')
{firstseen} = min(eventtime)
{lastseen} = max(eventtime)
{succeeded} = count(distinct case when outcome = 'success' then eventid end) + count(case when outcome = 'success' and eventid is null then 1 end)
{denied} = count(distinct case when outcome = 'denied' then eventid end) + count(case when outcome = 'denied' and eventid is null then 1 end)
{failed} = count(distinct case when outcome = 'error' then eventid end) + count(case when outcome = 'error' and eventid is null then 1 end)
{actors} = count(distinct actor)
{keys} = count(distinct accesskeyid)
{addresses} = count(distinct sourceipaddress)
{tools} = count(distinct agentproduct)
{calls} = count(distinct eventname)
{regions} = count(distinct awsregion)
{bytesmoved} = cast(coalesce(sum(try_cast(bytes as bigint)), 0) as bigint)
{is denied} = (errorcode like 'AccessDenied%' escape '\' or errorcode like '%UnauthorizedOperation' escape '\' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure'))
{opens a session} = eventname in ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'GetSessionToken', 'GetFederationToken', 'GetSigninToken', 'SwitchRole')
{is the session} = (({principalid} = 'AROAEXAMPLEID:alice' or {accesskeyid} = 'AROAEXAMPLEID:alice' or {arn} = 'AROAEXAMPLEID:alice') or {arn} like '%:assumed-role/AROAEXAMPLEID:alice' escape '\')
{is the address} = sourceipaddress in ('203.0.113.7', '::ffff:203.0.113.7', '0:0:0:0:0:ffff:203.0.113.7', '::ffff:cb00:7107', '0:0:0:0:0:ffff:cb00:7107', '0000:0000:0000:0000:0000:ffff:203.0.113.7', '0000:0000:0000:0000:0000:ffff:cb00:7107', '::FFFF:203.0.113.7', '0:0:0:0:0:FFFF:203.0.113.7', '::FFFF:CB00:7107', '0:0:0:0:0:FFFF:CB00:7107', '0000:0000:0000:0000:0000:FFFF:203.0.113.7', '0000:0000:0000:0000:0000:FFFF:CB00:7107')
{is a change} = readonly = 'false' and not ((eventsource = 'signin.amazonaws.com' or (eventsource = 'ssm.amazonaws.com' and eventname in ('UpdateInstanceInformation', 'UpdateInstanceAssociationStatus', 'PutComplianceItems', 'PutInventory')) or (eventsource = 'ecs.amazonaws.com' and eventname in ('SubmitTaskStateChange', 'SubmitContainerStateChange', 'SubmitAttachmentStateChanges')) or (eventsource = 'logs.amazonaws.com' and eventname in ('CreateLogStream', 'PutLogEvents')) or (eventsource = 'monitoring.amazonaws.com' and eventname in ('PutMetricData')) or (eventsource = 'xray.amazonaws.com' and eventname in ('PutTraceSegments', 'PutTelemetryRecords'))))
-- partitioner
{scope} = region = 'us-east-1' and (year = '2023' and month = '12' and day between '30' and '31' or year = '2024' and month = '01' and day <= '02')
{window of scope} = eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
{scope and days before} = region = 'us-east-1' and (year = '2023' and month = '11' and day = '30' or year = '2023' and month = '12' or year = '2024' and month = '01' and day <= '02')
{window of scope and days before} = eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
-- projection
{scope} = "timestamp" between '2023/12/30' and '2024/01/02' and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z' and recipientaccountid in ('111122223333', '444455556666') and awsregion in ('us-east-1')
{scope and days before} = "timestamp" between '2023/11/30' and '2024/01/02' and eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z' and recipientaccountid in ('111122223333', '444455556666') and awsregion in ('us-east-1')
-- projection-org
{scope} = account in ('111122223333', '444455556666') and region = 'us-east-1' and "timestamp" between '2023/12/30' and '2024/01/02' and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
{scope and days before} = account in ('111122223333', '444455556666') and region = 'us-east-1' and "timestamp" between '2023/11/30' and '2024/01/02' and eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
-- hive-org
{scope} = account in ('111122223333', '444455556666') and region = 'us-east-1' and (year = '2023' and month = '12' and day between '30' and '31' or year = '2024' and month = '01' and day <= '02') and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
{scope and days before} = account in ('111122223333', '444455556666') and region = 'us-east-1' and (year = '2023' and month = '11' and day = '30' or year = '2023' and month = '12' or year = '2024' and month = '01' and day <= '02') and eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
-- bootstrap
{scope} = account_partition in ('111122223333', '444455556666') and region_partition = 'us-east-1' and date_partition between '2023/12/30' and '2024/01/02' and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
{scope and days before} = account_partition in ('111122223333', '444455556666') and region_partition = 'us-east-1' and date_partition between '2023/11/30' and '2024/01/02' and eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
