-- session-owner
select actor, accesskeyid, arn, type, channel, sessioncreated, mfaauthenticated, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses},
  {as keys} from (
  select eventid, {as actor}, {as accesskeyid}, {as arn}, {as type}, {as channel}, {as sessioncreated}, {as mfaauthenticated}, eventtime, {as outcome}, sourceipaddress
  from cloudtrail where {scope} and {is the session}
) group by 1, 2, 3, 4, 5, 6, 7 order by total desc, actor, accesskeyid, arn, type, channel, sessioncreated, mfaauthenticated;
-- session-tools
select agentproduct, useragent, {events} as total, {as succeeded}, {as denied}, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as agentproduct}, useragent, {as outcome}, sourceipaddress, eventtime from cloudtrail where {scope} and {is the session}
) group by 1, 2 order by total desc, agentproduct, useragent;
-- session-addresses
select sourceipaddress, {events} as total, {as succeeded}, {as denied}, {as tools}, {as keys}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, sourceipaddress, {as outcome}, {as agentproduct}, {as accesskeyid}, awsregion, eventtime from cloudtrail where {scope} and {is the session}
) group by 1 order by total desc, sourceipaddress;
-- session-calls
select eventsource, eventname, {events} as total, {as succeeded}, {as denied}, {as failed}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, {as outcome}, eventtime from cloudtrail where {scope} and {is the session}
) group by 1, 2 order by total desc, eventsource, eventname;
-- session-changes
select eventtime, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope} and {is the session} and readonly = 'false' ) {first copies} order by eventtime, eventid;
-- session-denied
select eventsource, eventname, errorcode, {events} as total, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, errorcode, sourceipaddress, eventtime from cloudtrail where {scope} and {is the session} and {is denied}
) group by 1, 2, 3 order by total desc, eventsource, eventname, errorcode;
-- sessions-opened
select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid from (
  select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid, sharedeventid, accesskeyid,
    recipientaccountid, {number of the act} from (
    select eventtime, eventname, {as resource}, {as issuedkey}, {as arn}, {as mfaauthenticated}, {as sourceidentity}, sourceipaddress, errorcode, {as requeststart},
      eventid, sharedeventid, {as accesskeyid}, recipientaccountid
    from cloudtrail where {scope} and {is the session} and {opens a session} and {outcome} = 'success' ) ) {first of acts} order by eventtime, eventid;
-- session-timeline
select eventtime, eventsource, eventname, resource, sourceipaddress, errorcode, useragent, accesskeyid, eventid from (
  select eventtime, eventsource, eventname, {as resource}, sourceipaddress, errorcode, useragent, {as accesskeyid}, eventid, {copy}
  from cloudtrail where {scope} and {is the session} ) {first copies} order by eventtime, eventid;
