select
  eventtime,
  eventname,
  username,
  type,
  sourceipaddress,
  outcome,
  errorcode,
  mfaused,
  credentialtype,
  useragent,
  arn,
  eventid
from (
  select
    eventtime,
    eventname,
    useridentity.username as username,
    useridentity.type as type,
    sourceipaddress,
    case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
    errorcode,
    case when useridentity.type in ('IAMUser', 'Root') then json_extract_scalar(additionaleventdata, '$.MFAUsed') end as mfaused,
    json_extract_scalar(additionaleventdata, '$.CredentialType') as credentialtype,
    useragent,
    useridentity.arn as arn,
    eventid,
    row_number() over (partition by eventid order by eventtime) as copy
  from cloudtrail
  where account in ('111122223333', '444455556666')
    and region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
    and eventsource = 'signin.amazonaws.com'
)
where copy = 1 or eventid is null
order by eventtime, eventid;
