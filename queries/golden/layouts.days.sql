-- partitioner
select substr(eventtime, 1, 10) as eventday, {events} as total from (
  select eventtime, eventid, useridentity from cloudtrail_111122223333 where {scope}
  union all select eventtime, eventid, useridentity from cloudtrail_444455556666 where {scope}
) where {window of scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' group by 1 order by eventday;
-- projection, projection-org, hive-org, bootstrap
select substr(eventtime, 1, 10) as eventday, {events} as total from cloudtrail where {scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' group by 1 order by eventday;
