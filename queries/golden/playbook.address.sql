-- address-keys
select accesskeyid, actor, {events} as total, {as succeeded}, {as denied}, {as tools}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, {as accesskeyid}, {as actor}, {as outcome}, {as agentproduct}, awsregion, eventtime from cloudtrail where {scope} and {is the address}
) group by 1, 2 order by total desc, accesskeyid, actor;
-- address-actors
select actor, recipientaccountid, {events} as total, {as succeeded}, {as denied}, {as keys}, {as tools}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, recipientaccountid, {as outcome}, {as accesskeyid}, {as agentproduct}, eventtime from cloudtrail where {scope} and {is the address}
) group by 1, 2 order by total desc, actor, recipientaccountid;
-- address-tools
select agentproduct, useragent, {events} as total, {as actors}, {as keys}, {as denied}, {as firstseen}, {as lastseen} from (
  select eventid, {as agentproduct}, useragent, {as actor}, {as accesskeyid}, {as outcome}, eventtime from cloudtrail where {scope} and {is the address}
) group by 1, 2 order by total desc, agentproduct, useragent;
-- address-calls
select eventsource, eventname, {events} as total, {as succeeded}, {as denied}, {as actors}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, {as outcome}, {as actor}, eventtime from cloudtrail where {scope} and {is the address}
) group by 1, 2 order by total desc, eventsource, eventname;
-- address-denied
select actor, eventname, errorcode, {events} as total, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, eventname, errorcode, eventtime from cloudtrail where {scope} and {is the address} and {is denied}
) group by 1, 2, 3 order by total desc, actor, eventname, errorcode;
-- address-timeline
select eventtime, actor, eventsource, eventname, resource, errorcode, useragent, accesskeyid, eventid from (
  select eventtime, {as actor}, eventsource, eventname, {as resource}, errorcode, useragent, {as accesskeyid}, eventid, {copy}
  from cloudtrail where {scope} and {is the address} ) {first copies} order by eventtime, eventid;
-- sessions-opened
select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid from (
  select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid, sharedeventid, accesskeyid,
    recipientaccountid, {number of the act} from (
    select eventtime, eventname, {as resource}, {as issuedkey}, {as arn}, {as mfaauthenticated}, {as sourceidentity}, sourceipaddress, errorcode, {as requeststart},
      eventid, sharedeventid, {as accesskeyid}, recipientaccountid
    from cloudtrail where {scope} and {is the address} and {opens a session} and {outcome} = 'success' ) ) {first of acts} order by eventtime, eventid;
