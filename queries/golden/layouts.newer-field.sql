-- partitioner
select
  cast(null as varchar) as tlsversion,
  json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
  count(distinct eventid) + count(*) - count(eventid) as total
from (
  select eventtime, eventid, requestparameters
  from cloudtrail_111122223333
  where region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
  union all
  select eventtime, eventid, requestparameters
  from cloudtrail_444455556666
  where region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
)
where eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and cast(null as varchar) = 'TLSv1.2'
group by 1, 2
order by total desc, tlsversion, bucketname
limit 25;

-- projection
select
  tlsdetails.tlsversion as tlsversion,
  json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where "timestamp" between '2023/12/30' and '2024/01/02'
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and recipientaccountid in ('111122223333', '444455556666')
  and awsregion in ('us-east-1')
  and tlsdetails.tlsversion = 'TLSv1.2'
group by 1, 2
order by total desc, tlsversion, bucketname
limit 25;

-- projection-org
select
  tlsdetails.tlsversion as tlsversion,
  json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account in ('111122223333', '444455556666')
  and region = 'us-east-1'
  and "timestamp" between '2023/12/30' and '2024/01/02'
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and tlsdetails.tlsversion = 'TLSv1.2'
group by 1, 2
order by total desc, tlsversion, bucketname
limit 25;

-- hive-org
select
  tlsdetails.tlsversion as tlsversion,
  json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account in ('111122223333', '444455556666')
  and region = 'us-east-1'
  and (year = '2023' and month = '12' and day between '30' and '31'
    or year = '2024' and month = '01' and day <= '02')
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and tlsdetails.tlsversion = 'TLSv1.2'
group by 1, 2
order by total desc, tlsversion, bucketname
limit 25;

-- bootstrap
select
  tlsdetails.tlsversion as tlsversion,
  json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account_partition in ('111122223333', '444455556666')
  and region_partition = 'us-east-1'
  and date_partition between '2023/12/30' and '2024/01/02'
  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and tlsdetails.tlsversion = 'TLSv1.2'
group by 1, 2
order by total desc, tlsversion, bucketname
limit 25;
