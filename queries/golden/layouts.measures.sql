-- partitioner
select sourceipaddress, {events} as total, {as firstseen}, {as lastseen}, {as succeeded}, {as denied}, {as failed}, {as actors}, {as keys}, {as addresses}, {as tools},
  {as calls}, {as regions} from (
  select eventid, sourceipaddress, eventtime, {as outcome}, {as actor}, {as accesskeyid}, {as agentproduct}, eventname, awsregion from (
    select eventtime, eventid, sourceipaddress, errorcode, errormessage, eventsource, responseelements, serviceeventdetails, useridentity, useragent, eventname, awsregion
    from cloudtrail_111122223333 where {scope}
    union all select eventtime, eventid, sourceipaddress, errorcode, errormessage, eventsource, responseelements, serviceeventdetails, useridentity, useragent, eventname,
      awsregion
    from cloudtrail_444455556666 where {scope} ) where {window of scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' ) group by 1 order by total desc, sourceipaddress;
-- projection, projection-org, hive-org, bootstrap
select sourceipaddress, {events} as total, {as firstseen}, {as lastseen}, {as succeeded}, {as denied}, {as failed}, {as actors}, {as keys}, {as addresses}, {as tools},
  {as calls}, {as regions} from (
  select eventid, sourceipaddress, eventtime, {as outcome}, {as actor}, {as accesskeyid}, {as agentproduct}, eventname, awsregion
  from cloudtrail where {scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' ) group by 1 order by total desc, sourceipaddress;
