-- partitioner
select cast(null as varchar) as tlsversion, {as bucketname}, {events} as total from (
  select eventtime, eventid, requestparameters from cloudtrail_111122223333 where {scope}
  union all select eventtime, eventid, requestparameters from cloudtrail_444455556666 where {scope}
) where {window of scope} and cast(null as varchar) = 'TLSv1.2' group by 1, 2 order by total desc, tlsversion, bucketname limit 25;
-- projection, projection-org, hive-org, bootstrap
select {as tlsversion}, {as bucketname}, {events} as total
from cloudtrail where {scope} and {tlsversion} = 'TLSv1.2' group by 1, 2 order by total desc, tlsversion, bucketname limit 25;
