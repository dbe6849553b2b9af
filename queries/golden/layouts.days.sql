-- partitioner
select
  substr(eventtime, 1, 10) as eventday,
  count(distinct eventid) + count(*) - count(eventid) as total
from (
  select eventtime, eventid, useridentity
  from cloudtrail_111122223333
  where region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
  union all
  select eventtime, eventid, useridentity
  from cloudtrail_444455556666
  where region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
)
where eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
group by 1
order by eventday;

-- projection
select
  substr(eventtime, 1, 10) as eventday,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where "timestamp" between '2023/12/30' and '2024/01/02'
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and recipientaccountid in ('111122223333', '444455556666')
  and awsregion in ('us-east-1')
  and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
group by 1
order by eventday;

-- projection-org
select
  substr(eventtime, 1, 10) as eventday,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account in ('111122223333', '444455556666')
  and region = 'us-east-1'
  and "timestamp" between '2023/12/30' and '2024/01/02'
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
group by 1
order by eventday;

-- hive-org
select
  substr(eventtime, 1, 10) as eventday,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account in ('111122223333', '444455556666')
  and region = 'us-east-1'
  and (year = '2023' and month = '12' and day between '30' and '31'
    or year = '2024' and month = '01' and day <= '02')
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
group by 1
order by eventday;

-- bootstrap
select
  substr(eventtime, 1, 10) as eventday,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account_partition in ('111122223333', '444455556666')
  and region_partition = 'us-east-1'
  and date_partition between '2023/12/30' and '2024/01/02'
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
group by 1
order by eventday;
