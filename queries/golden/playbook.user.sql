-- user-keys
select accesskeyid, accountid, {events} as total, {as succeeded}, {as denied}, {as addresses}, {as tools}, {as firstseen}, {as lastseen} from (
  select eventid, {as accesskeyid}, {as accountid}, {as outcome}, sourceipaddress, {as agentproduct}, eventtime from cloudtrail where {scope} and {username} = 'alice'
) group by 1, 2 order by total desc, accesskeyid, accountid;
-- user-tools
select agentproduct, useragent, {events} as total, {as succeeded}, {as denied}, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as agentproduct}, useragent, {as outcome}, sourceipaddress, eventtime from cloudtrail where {scope} and {username} = 'alice'
) group by 1, 2 order by total desc, agentproduct, useragent;
-- user-addresses
select sourceipaddress, {events} as total, {as succeeded}, {as denied}, {as tools}, {as keys}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, sourceipaddress, {as outcome}, {as agentproduct}, {as accesskeyid}, awsregion, eventtime from cloudtrail where {scope} and {username} = 'alice'
) group by 1 order by total desc, sourceipaddress;
-- user-calls
select eventsource, eventname, {events} as total, {as succeeded}, {as denied}, {as failed}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, {as outcome}, eventtime from cloudtrail where {scope} and {username} = 'alice'
) group by 1, 2 order by total desc, eventsource, eventname;
-- user-changes
select eventtime, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope} and {username} = 'alice' and readonly = 'false' ) {first copies} order by eventtime, eventid;
-- user-denied
select eventsource, eventname, errorcode, {events} as total, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, errorcode, sourceipaddress, eventtime from cloudtrail where {scope} and {username} = 'alice' and {is denied}
) group by 1, 2, 3 order by total desc, eventsource, eventname, errorcode;
-- sessions-opened
select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid from (
  select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid, sharedeventid, accesskeyid,
    recipientaccountid, {number of the act} from (
    select eventtime, eventname, {as resource}, {as issuedkey}, {as arn}, {as mfaauthenticated}, {as sourceidentity}, sourceipaddress, errorcode, {as requeststart},
      eventid, sharedeventid, {as accesskeyid}, recipientaccountid
    from cloudtrail where {scope} and {username} = 'alice' and {opens a session} and {outcome} = 'success' ) ) {first of acts} order by eventtime, eventid;
-- user-sign-ins
select eventtime, eventname, username, type, sourceipaddress, outcome, errorcode, mfaused, credentialtype, useragent, arn, eventid from (
  select eventtime, eventname, {as username}, {as type}, sourceipaddress, {as outcome}, errorcode, {as mfaused}, {as credentialtype}, useragent, {as arn}, eventid, {copy}
  from cloudtrail where {scope} and {username} = 'alice' and eventsource = 'signin.amazonaws.com' ) {first copies} order by eventtime, eventid;
-- user-timeline
select eventtime, eventsource, eventname, resource, sourceipaddress, errorcode, useragent, accesskeyid, eventid from (
  select eventtime, eventsource, eventname, {as resource}, sourceipaddress, errorcode, useragent, {as accesskeyid}, eventid, {copy}
  from cloudtrail where {scope} and {username} = 'alice' ) {first copies} order by eventtime, eventid;
