-- partitioner
select
  errorcode,
  count(distinct eventid) + count(*) - count(eventid) as total
from (
  select eventtime, eventid, errorcode
  from cloudtrail_111122223333
  where region = 'us-east-1'
    and year = '2024' and month = '01' and day = '01'
    and ("$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_'
      or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1516'
      or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_:')
  union all
  select eventtime, eventid, errorcode
  from cloudtrail_444455556666
  where region = 'us-east-1'
    and year = '2024' and month = '01' and day = '01'
    and ("$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_'
      or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_20240101T1516'
      or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_:')
)
where eventtime >= '2024-01-01T13:00:00Z' and eventtime < '2024-01-01T14:00:00Z'
  and errorcode is not null
group by 1
order by total desc, errorcode;

-- projection
select
  errorcode,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where "timestamp" = '2024/01/01'
  and ("$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1516'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_:')
  and eventtime >= '2024-01-01T13:00:00Z' and eventtime < '2024-01-01T14:00:00Z'
  and recipientaccountid in ('111122223333', '444455556666')
  and awsregion in ('us-east-1')
  and errorcode is not null
group by 1
order by total desc, errorcode;

-- projection-org
select
  errorcode,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account in ('111122223333', '444455556666')
  and region = 'us-east-1'
  and "timestamp" = '2024/01/01'
  and ("$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1516'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_:' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_20240101T1516'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_:')
  and eventtime >= '2024-01-01T13:00:00Z' and eventtime < '2024-01-01T14:00:00Z'
  and errorcode is not null
group by 1
order by total desc, errorcode;

-- hive-org
select
  errorcode,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account in ('111122223333', '444455556666')
  and region = 'us-east-1'
  and year = '2024' and month = '01' and day = '01'
  and ("$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1516'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_:' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_20240101T1516'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_:')
  and eventtime >= '2024-01-01T13:00:00Z' and eventtime < '2024-01-01T14:00:00Z'
  and errorcode is not null
group by 1
order by total desc, errorcode;

-- bootstrap
select
  errorcode,
  count(distinct eventid) + count(*) - count(eventid) as total
from cloudtrail
where account_partition in ('111122223333', '444455556666')
  and region_partition = 'us-east-1'
  and date_partition = '2024/01/01'
  and ("$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_20240101T1516'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2024/01/01/111122223333_CloudTrail_us-east-1_:' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_20240101T1245' and "$path" < 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_20240101T1516'
    or "$path" >= 's3://acme-logs/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/2024/01/01/444455556666_CloudTrail_us-east-1_:')
  and eventtime >= '2024-01-01T13:00:00Z' and eventtime < '2024-01-01T14:00:00Z'
  and errorcode is not null
group by 1
order by total desc, errorcode;
