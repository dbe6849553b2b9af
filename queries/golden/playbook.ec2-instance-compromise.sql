-- instance-api-calls
select eventname, {events} as total
from cloudtrail where {scope} and {principalid} like '%:i-0123456789abcdef0' escape '\' group by 1 order by total desc, eventname limit 25;
-- instance-denied-calls
select eventname, {events} as total
from cloudtrail where {scope} and {principalid} like '%:i-0123456789abcdef0' escape '\' and {is denied} group by 1 order by total desc, eventname limit 25;
-- calls-on-instance
select eventtime, eventsource, eventname, principalid, sourceipaddress, errorcode, eventid from (
  select eventtime, eventsource, eventname, {as principalid}, sourceipaddress, errorcode, eventid, {copy}
  from cloudtrail where {scope} and (requestparameters like '%i-0123456789abcdef0%' escape '\' or responseelements like '%i-0123456789abcdef0%' escape '\')
) {first copies} order by eventtime, eventid;
-- instance-tools
select agentproduct, useragent, {events} as total, {as succeeded}, {as denied}, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as agentproduct}, useragent, {as outcome}, sourceipaddress, eventtime
  from cloudtrail where {scope} and {principalid} like '%:i-0123456789abcdef0' escape '\' ) group by 1, 2 order by total desc, agentproduct, useragent;
-- instance-addresses
select sourceipaddress, {events} as total, {as succeeded}, {as denied}, {as tools}, {as keys}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, sourceipaddress, {as outcome}, {as agentproduct}, {as accesskeyid}, awsregion, eventtime
  from cloudtrail where {scope} and {principalid} like '%:i-0123456789abcdef0' escape '\' ) group by 1 order by total desc, sourceipaddress;
-- instance-timeline
select eventtime, eventsource, eventname, resource, sourceipaddress, errorcode, useragent, accesskeyid, eventid from (
  select eventtime, eventsource, eventname, {as resource}, sourceipaddress, errorcode, useragent, {as accesskeyid}, eventid, {copy}
  from cloudtrail where {scope} and {principalid} like '%:i-0123456789abcdef0' escape '\' ) {first copies} order by eventtime, eventid;
-- sessions-opened
select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid from (
  select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid, sharedeventid, accesskeyid,
    recipientaccountid, {number of the act} from (
    select eventtime, eventname, {as resource}, {as issuedkey}, {as arn}, {as mfaauthenticated}, {as sourceidentity}, sourceipaddress, errorcode, {as requeststart},
      eventid, sharedeventid, {as accesskeyid}, recipientaccountid
    from cloudtrail where {scope} and {principalid} like '%:i-0123456789abcdef0' escape '\' and {opens a session} and {outcome} = 'success' )
) {first of acts} order by eventtime, eventid;
-- most-denied-instances
select {as principalid}, {events} as total
from cloudtrail where {scope} and {principalid} like '%:i-%' escape '\' and {is denied} group by 1 order by total desc, principalid limit 25;
-- most-denied-actions
select eventsource, eventname, {events} as total
from cloudtrail where {scope} and {principalid} like '%:i-%' escape '\' and {is denied} and (eventname <> 'AssumeRole' or eventname is null) group by 1, 2
  order by total desc, eventsource, eventname limit 25;
-- instances-calling-iam
select {as principalid}, eventsource, eventname, {events} as total
from cloudtrail where {scope} and {principalid} like '%:i-%' escape '\' and eventsource = 'iam.amazonaws.com' group by 1, 2, 3 order by total desc, principalid,
  eventsource, eventname limit 25;
-- instances-listing-buckets
select {as principalid}, eventsource, eventname, {events} as total
from cloudtrail where {scope} and {principalid} like '%:i-%' escape '\' and eventsource = 's3.amazonaws.com' and eventname = 'ListBuckets' group by 1, 2, 3
  order by total desc, principalid, eventsource, eventname limit 25;
