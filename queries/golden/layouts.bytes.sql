-- partitioner
select bucketname, count(*) as total, {as bytesmoved} from (
  select eventid, {as bucketname}, {as bytes}, {copy} from (
    select eventtime, eventid, requestparameters, additionaleventdata from cloudtrail_111122223333 where {scope}
    union all select eventtime, eventid, requestparameters, additionaleventdata from cloudtrail_444455556666 where {scope} ) where {window of scope}
) {first copies} group by 1 order by total desc, bucketname;
-- projection, projection-org, hive-org, bootstrap
select bucketname, count(*) as total, {as bytesmoved} from (
  select eventid, {as bucketname}, {as bytes}, {copy} from cloudtrail where {scope} ) {first copies} group by 1 order by total desc, bucketname;
