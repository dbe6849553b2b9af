select
  substr(eventtime, 1, 10) as eventday,
  coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || cast(null as varchar)), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
  eventsource,
  eventname,
  sourceipaddress,
  case when (useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') then 'console' when (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%') then 'AWS service' when (useragent like 'Mozilla%' or useragent like '[Mozilla%') then 'browser' when useragent like '%Terraform/%' then 'Terraform' when useragent like '%OpenTofu/%' then 'OpenTofu' when useragent like '%Pulumi/%' then 'Pulumi' when useragent like '%amazon-ssm-agent/%' then 'amazon-ssm-agent' when useragent like '%external-dns/%' then 'external-dns' when useragent like '%eksctl/%' then 'eksctl' when useragent <> '' then coalesce(nullif(regexp_extract(nullif(useragent, ''), '^[ \t\r\n<"(\[]*([^/ \t\r\n,;#_(){}<>"\[\]]+)', 1), ''), 'other') end as agentproduct,
  awsregion,
  recipientaccountid,
  case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
  count(distinct eventid) + count(*) - count(eventid) as total,
  min(eventtime) as firstseen,
  max(eventtime) as lastseen
from (
  select eventtime, eventid, useridentity, eventsource, eventname, sourceipaddress, useragent, awsregion, recipientaccountid, errorcode, errormessage, responseelements, serviceeventdetails
  from cloudtrail_111122223333
  where region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
  union all
  select eventtime, eventid, useridentity, eventsource, eventname, sourceipaddress, useragent, awsregion, recipientaccountid, errorcode, errormessage, responseelements, serviceeventdetails
  from cloudtrail_444455556666
  where region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
)
where eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
limit 1000001;
