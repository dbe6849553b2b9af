select
  sourceipaddress,
  count(*) as total,
  cast(coalesce(sum(try_cast(bytes as bigint)), 0) as bigint) as bytesmoved,
  count(case when outcome = 'success' then 1 end) as succeeded,
  count(case when outcome = 'denied' then 1 end) as denied,
  count(distinct actor) as actors,
  min(eventtime) as firstseen,
  max(eventtime) as lastseen
from (
  select
    eventid,
    sourceipaddress,
    case when json_extract_scalar(additionaleventdata, '$.bytesTransferredIn') is not null or json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') is not null then cast(try_cast(coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredIn'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) + coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) as bigint) as varchar) end as bytes,
    case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
    coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || nullif(useridentity.onbehalfof.userid, '')), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
    eventtime,
    row_number() over (partition by eventid order by eventtime) as copy
  from cloudtrail
  where account in ('111122223333', '444455556666')
    and region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
    and json_extract_scalar(requestparameters, '$.bucketName') = 'my-bucket'
)
where copy = 1 or eventid is null
group by 1
order by total desc, sourceipaddress;
