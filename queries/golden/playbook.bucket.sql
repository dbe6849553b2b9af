-- bucket-users
select actor, eventname, count(*) as total, {as bytesmoved}, count(case when outcome = 'success' then 1 end) as succeeded,
  count(case when outcome = 'denied' then 1 end) as denied, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, eventname, {as bytes}, {as outcome}, sourceipaddress, eventtime, {copy} from cloudtrail where {scope} and {bucketname} = 'my-bucket'
) {first copies} group by 1, 2 order by total desc, actor, eventname;
-- bucket-objects
select objectkey, eventname, count(*) as total, {as bytesmoved}, count(case when outcome = 'success' then 1 end) as succeeded,
  count(case when outcome = 'denied' then 1 end) as denied, {as actors}, {as firstseen}, {as lastseen} from (
  select eventid, {as objectkey}, eventname, {as bytes}, {as outcome}, {as actor}, eventtime, {copy}
  from cloudtrail where {scope} and {bucketname} = 'my-bucket' and {objectkey} is not null ) {first copies} group by 1, 2 order by total desc, objectkey, eventname;
-- bucket-addresses
select sourceipaddress, count(*) as total, {as bytesmoved}, count(case when outcome = 'success' then 1 end) as succeeded,
  count(case when outcome = 'denied' then 1 end) as denied, {as actors}, {as firstseen}, {as lastseen} from (
  select eventid, sourceipaddress, {as bytes}, {as outcome}, {as actor}, eventtime, {copy} from cloudtrail where {scope} and {bucketname} = 'my-bucket'
) {first copies} group by 1 order by total desc, sourceipaddress;
-- bucket-changes
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope} and {bucketname} = 'my-bucket' and readonly = 'false' and {objectkey} is null ) {first copies} order by eventtime, eventid;
-- bucket-denied
select actor, eventname, sourceipaddress, {events} as total, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, eventname, sourceipaddress, eventtime from cloudtrail where {scope} and {bucketname} = 'my-bucket' and {is denied}
) group by 1, 2, 3 order by total desc, actor, eventname, sourceipaddress;
-- bucket-timeline
select eventtime, actor, eventname, objectkey, bytes, sourceipaddress, errorcode, useragent, eventid from (
  select eventtime, {as actor}, eventname, {as objectkey}, {as bytes}, sourceipaddress, errorcode, useragent, eventid, {copy}
  from cloudtrail where {scope} and {bucketname} = 'my-bucket' ) {first copies} order by eventtime, eventid;
