select
  coalesce(useridentity.principalid, useridentity.onbehalfof.userid) as principalid,
  eventsource,
  eventname,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account in ('111122223333', '444455556666')
  and region = 'us-east-1'
  and (year = '2023' and month = '12' and day between '30' and '31'
    or year = '2024' and month = '01' and day <= '02')
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and coalesce(useridentity.principalid, useridentity.onbehalfof.userid) like '%:i-%' escape '\'
  and eventsource = 'iam.amazonaws.com'
group by 1, 2, 3
order by total desc, principalid, eventsource, eventname
limit 25;
