select
  q0,
  q1,
  q2,
  eventname,
  errorcode,
  principalid,
  count(distinct eventid) + count(*) - count(eventid) as total
from (
  select
    eventid,
    eventname as eventname,
    errorcode as errorcode,
    useridentity.principalid as principalid,
    case when true then 1 end as q0,
    case when errorcode is not null then 1 end as q1,
    case when (errorcode like 'AccessDenied%' escape '\' or errorcode like '%UnauthorizedOperation' escape '\' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure')) then 1 end as q2
  from (
    select eventtime, eventid, eventname, errorcode, useridentity
    from cloudtrail_111122223333
    where region = 'us-east-1'
      and (year = '2023' and month = '12' and day between '30' and '31'
        or year = '2024' and month = '01' and day <= '02')
    union all
    select eventtime, eventid, eventname, errorcode, useridentity
    from cloudtrail_444455556666
    where region = 'us-east-1'
      and (year = '2023' and month = '12' and day between '30' and '31'
        or year = '2024' and month = '01' and day <= '02')
  )
  where eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
)
group by grouping sets ((q0, eventname), (q1, errorcode), (q2, principalid))
having q0 is not null or q1 is not null or q2 is not null
limit 100001;
