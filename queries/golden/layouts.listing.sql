-- partitioner
select eventtime, eventsource, eventname, sourceipaddress, errorcode, useragent, eventid from (
  select eventtime, eventsource, eventname, sourceipaddress, errorcode, useragent, eventid, {copy} from (
    select eventtime, eventid, eventsource, eventname, sourceipaddress, errorcode, useragent, useridentity from cloudtrail_111122223333 where {scope}
    union all select eventtime, eventid, eventsource, eventname, sourceipaddress, errorcode, useragent, useridentity from cloudtrail_444455556666 where {scope}
  ) where {window of scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' ) {first copies} order by eventtime, eventid;
-- projection, projection-org, hive-org, bootstrap
select eventtime, eventsource, eventname, sourceipaddress, errorcode, useragent, eventid from (
  select eventtime, eventsource, eventname, sourceipaddress, errorcode, useragent, eventid, {copy}
  from cloudtrail where {scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' ) {first copies} order by eventtime, eventid;
