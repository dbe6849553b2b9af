-- all-actors
select actor, type, {events} as total, {as succeeded}, {as denied}, {as failed}, {as keys}, {as addresses}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, {as type}, {as outcome}, {as accesskeyid}, sourceipaddress, awsregion, eventtime from cloudtrail where {scope}
) group by 1, 2 order by total desc, actor, type;
-- all-changes
select actor, channel, {events} as total, {as succeeded}, {as denied}, {as calls}, {as addresses}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, {as channel}, {as outcome}, eventname, sourceipaddress, awsregion, eventtime from cloudtrail where {scope} and {is a change}
) group by 1, 2 order by total desc, actor, channel;
-- all-denied
select actor, {events} as total, {as calls}, {as addresses}, {as tools}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, eventname, sourceipaddress, {as agentproduct}, awsregion, eventtime from cloudtrail where {scope} and {is denied}
) group by 1 order by total desc, actor;
-- actor-calls
select eventsource, eventname, {events} as total, {as succeeded}, {as denied}, {as failed}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, {as outcome}, eventtime from (
    select eventtime, eventid, eventsource, eventname, errorcode, errormessage, responseelements, serviceeventdetails, useridentity, array[{actor}] as actorlist
    from cloudtrail where {scope} ) cross join unnest(actorlist) as ofactor (actor) where actor = 'Admin/alice' ) group by 1, 2 order by total desc, eventsource,
      eventname;
-- actor-tools
select agentproduct, useragent, {events} as total, {as succeeded}, {as denied}, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as agentproduct}, useragent, {as outcome}, sourceipaddress, eventtime from (
    select eventtime, eventid, useragent, errorcode, errormessage, eventsource, responseelements, serviceeventdetails, sourceipaddress, useridentity,
      array[{actor}] as actorlist
    from cloudtrail where {scope} ) cross join unnest(actorlist) as ofactor (actor) where actor = 'Admin/alice' ) group by 1, 2 order by total desc, agentproduct,
      useragent;
-- actor-addresses
select sourceipaddress, {events} as total, {as succeeded}, {as denied}, {as tools}, {as keys}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, sourceipaddress, {as outcome}, {as agentproduct}, {as accesskeyid}, awsregion, eventtime from (
    select eventtime, eventid, sourceipaddress, errorcode, errormessage, eventsource, responseelements, serviceeventdetails, useragent, useridentity, awsregion,
      array[{actor}] as actorlist
    from cloudtrail where {scope} ) cross join unnest(actorlist) as ofactor (actor) where actor = 'Admin/alice' ) group by 1 order by total desc, sourceipaddress;
-- actor-sessions
select actor, channel, sessioncreated, principalid, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses}, {as tools}, {as keys} from (
  select eventid, actor, {as channel}, {as sessioncreated}, {as principalid}, eventtime, {as outcome}, sourceipaddress, {as agentproduct}, {as accesskeyid} from (
    select eventtime, eventid, useridentity, useragent, errorcode, errormessage, eventsource, responseelements, serviceeventdetails, sourceipaddress,
      array[{actor}] as actorlist
    from cloudtrail where {scope} and {sessioncreated} is not null ) cross join unnest(actorlist) as ofactor (actor) where actor = 'Admin/alice'
) group by 1, 2, 3, 4 order by total desc, actor, channel, sessioncreated, principalid;
-- actor-changes
select eventtime, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy} from (
    select eventtime, eventid, eventsource, eventname, requestparameters, responseelements, additionaleventdata, resources, errorcode, sourceipaddress, useridentity,
      readonly, array[{actor}] as actorlist
    from cloudtrail where {scope} and readonly = 'false' ) cross join unnest(actorlist) as ofactor (actor) where actor = 'Admin/alice'
) {first copies} order by eventtime, eventid;
-- sessions-opened
select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid from (
  select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid, sharedeventid, accesskeyid,
    recipientaccountid, {number of the act} from (
    select eventtime, eventname, {as resource}, {as issuedkey}, {as arn}, {as mfaauthenticated}, {as sourceidentity}, sourceipaddress, errorcode, {as requeststart},
      eventid, sharedeventid, {as accesskeyid}, recipientaccountid from (
      select eventtime, eventid, eventname, eventsource, requestparameters, responseelements, additionaleventdata, resources, useridentity, sourceipaddress, errorcode,
        sharedeventid, recipientaccountid, errormessage, serviceeventdetails, array[{actor}] as actorlist
      from cloudtrail where {scope} and {opens a session} and {outcome} = 'success' ) cross join unnest(actorlist) as ofactor (actor) where actor = 'Admin/alice' )
) {first of acts} order by eventtime, eventid;
-- actor-timeline
select eventtime, eventsource, eventname, resource, sourceipaddress, errorcode, useragent, accesskeyid, eventid from (
  select eventtime, eventsource, eventname, {as resource}, sourceipaddress, errorcode, useragent, {as accesskeyid}, eventid, {copy} from (
    select eventtime, eventid, eventsource, eventname, requestparameters, responseelements, additionaleventdata, resources, sourceipaddress, errorcode, useragent,
      useridentity, array[{actor}] as actorlist
    from cloudtrail where {scope} ) cross join unnest(actorlist) as ofactor (actor) where actor = 'Admin/alice' ) {first copies} order by eventtime, eventid;
