-- partitioner
select
  bucketname,
  count(*) as total,
  cast(coalesce(sum(try_cast(bytes as bigint)), 0) as bigint) as bytesmoved
from (
  select
    eventid,
    json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
    case when json_extract_scalar(additionaleventdata, '$.bytesTransferredIn') is not null or json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') is not null then cast(try_cast(coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredIn'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) + coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) as bigint) as varchar) end as bytes,
    row_number() over (partition by eventid order by eventtime) as copy
  from (
    select eventtime, eventid, requestparameters, additionaleventdata
    from cloudtrail_111122223333
    where region = 'us-east-1'
      and (year = '2023' and month = '12' and day between '30' and '31'
        or year = '2024' and month = '01' and day <= '02')
    union all
    select eventtime, eventid, requestparameters, additionaleventdata
    from cloudtrail_444455556666
    where region = 'us-east-1'
      and (year = '2023' and month = '12' and day between '30' and '31'
        or year = '2024' and month = '01' and day <= '02')
  )
  where eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
)
where copy = 1 or eventid is null
group by 1
order by total desc, bucketname;

-- projection
select
  bucketname,
  count(*) as total,
  cast(coalesce(sum(try_cast(bytes as bigint)), 0) as bigint) as bytesmoved
from (
  select
    eventid,
    json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
    case when json_extract_scalar(additionaleventdata, '$.bytesTransferredIn') is not null or json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') is not null then cast(try_cast(coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredIn'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) + coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) as bigint) as varchar) end as bytes,
    row_number() over (partition by eventid order by eventtime) as copy
  from cloudtrail
  where "timestamp" between '2023/12/30' and '2024/01/02'
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
    and recipientaccountid in ('111122223333', '444455556666')
    and awsregion in ('us-east-1')
)
where copy = 1 or eventid is null
group by 1
order by total desc, bucketname;

-- projection-org
select
  bucketname,
  count(*) as total,
  cast(coalesce(sum(try_cast(bytes as bigint)), 0) as bigint) as bytesmoved
from (
  select
    eventid,
    json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
    case when json_extract_scalar(additionaleventdata, '$.bytesTransferredIn') is not null or json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') is not null then cast(try_cast(coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredIn'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) + coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) as bigint) as varchar) end as bytes,
    row_number() over (partition by eventid order by eventtime) as copy
  from cloudtrail
  where account in ('111122223333', '444455556666')
    and region = 'us-east-1'
    and "timestamp" between '2023/12/30' and '2024/01/02'
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
)
where copy = 1 or eventid is null
group by 1
order by total desc, bucketname;

-- hive-org
select
  bucketname,
  count(*) as total,
  cast(coalesce(sum(try_cast(bytes as bigint)), 0) as bigint) as bytesmoved
from (
  select
    eventid,
    json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
    case when json_extract_scalar(additionaleventdata, '$.bytesTransferredIn') is not null or json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') is not null then cast(try_cast(coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredIn'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) + coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) as bigint) as varchar) end as bytes,
    row_number() over (partition by eventid order by eventtime) as copy
  from cloudtrail
  where account in ('111122223333', '444455556666')
    and region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
)
where copy = 1 or eventid is null
group by 1
order by total desc, bucketname;

-- bootstrap
select
  bucketname,
  count(*) as total,
  cast(coalesce(sum(try_cast(bytes as bigint)), 0) as bigint) as bytesmoved
from (
  select
    eventid,
    json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
    case when json_extract_scalar(additionaleventdata, '$.bytesTransferredIn') is not null or json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') is not null then cast(try_cast(coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredIn'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) + coalesce(floor(try_cast(regexp_extract(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut'), '^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z', 0) as double)), 0) as bigint) as varchar) end as bytes,
    row_number() over (partition by eventid order by eventtime) as copy
  from cloudtrail
  where account_partition in ('111122223333', '444455556666')
    and region_partition = 'us-east-1'
    and date_partition between '2023/12/30' and '2024/01/02'
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
)
where copy = 1 or eventid is null
group by 1
order by total desc, bucketname;
