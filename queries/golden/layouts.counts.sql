-- partitioner
select useragent, {events} as total from (
  select eventtime, eventid, useragent, useridentity from cloudtrail_111122223333 where {scope}
  union all select eventtime, eventid, useragent, useridentity from cloudtrail_444455556666 where {scope}
) where {window of scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' group by 1 order by total desc, useragent;
-- projection, projection-org, hive-org, bootstrap
select useragent, {events} as total from cloudtrail where {scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' group by 1 order by total desc, useragent;
