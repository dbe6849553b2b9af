select
  actor,
  channel,
  count(distinct eventid) + count(*) - count(eventid) as total,
  count(distinct case when outcome = 'success' then eventid end) + count(case when outcome = 'success' and eventid is null then 1 end) as succeeded,
  count(distinct case when outcome = 'denied' then eventid end) + count(case when outcome = 'denied' and eventid is null then 1 end) as denied,
  count(distinct eventname) as calls,
  count(distinct sourceipaddress) as addresses,
  count(distinct awsregion) as regions,
  min(eventtime) as firstseen,
  max(eventtime) as lastseen
from (
  select
    eventid,
    coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || nullif(useridentity.onbehalfof.userid, '')), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
    case when (useragent = 'aws-mcp.amazonaws.com' or useridentity.invokedby = 'aws-mcp.amazonaws.com' or useragent like '%awslabs/mcp%' or useragent like '%awslabs#mcp%') then 'assistant' when ((useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') or (useragent like 'Mozilla%' or useragent like '[Mozilla%')) then 'console' when (useridentity.type = 'AWSService' or useridentity.invokedby <> '' or (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%')) then 'AWS service' when useragent <> '' then 'command line or SDK' end as channel,
    case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
    eventname,
    sourceipaddress,
    awsregion,
    eventtime
  from cloudtrail
  where account in ('111122223333', '444455556666')
    and region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
    and readonly = 'false'
    and not ((eventsource = 'signin.amazonaws.com' or (eventsource = 'ssm.amazonaws.com' and eventname in ('UpdateInstanceInformation', 'UpdateInstanceAssociationStatus', 'PutComplianceItems', 'PutInventory')) or (eventsource = 'ecs.amazonaws.com' and eventname in ('SubmitTaskStateChange', 'SubmitContainerStateChange', 'SubmitAttachmentStateChanges')) or (eventsource = 'logs.amazonaws.com' and eventname in ('CreateLogStream', 'PutLogEvents')) or (eventsource = 'monitoring.amazonaws.com' and eventname in ('PutMetricData')) or (eventsource = 'xray.amazonaws.com' and eventname in ('PutTraceSegments', 'PutTelemetryRecords'))))
)
group by 1, 2
order by total desc, actor, channel;
