-- common-actions
select eventname, {events} as total from cloudtrail where {scope} group by 1 order by total desc, eventname;
-- common-errors
select errorcode, {events} as total from cloudtrail where {scope} and errorcode is not null group by 1 order by total desc, errorcode;
-- most-denied-principals
select {as principalid}, {events} as deniedactions from cloudtrail where {scope} and {is denied} group by 1 order by deniedactions desc, principalid limit 25;
-- denied-actions-of-principal
select eventname, {events} as total
from cloudtrail where {scope} and {principalid} = 'AROAEXAMPLEID:session-name' and {is denied} group by 1 order by total desc, eventname;
-- sign-ins
select eventtime, eventname, username, type, sourceipaddress, outcome, errorcode, mfaused, credentialtype, useragent, arn, eventid from (
  select eventtime, eventname, {as username}, {as type}, sourceipaddress, {as outcome}, errorcode, {as mfaused}, {as credentialtype}, useragent, {as arn}, eventid, {copy}
  from cloudtrail where {scope} and eventsource = 'signin.amazonaws.com' ) {first copies} order by eventtime, eventid;
-- search
select eventtime, eventsource, eventname, principalid, arn, sourceipaddress, useragent, errorcode, awsregion, recipientaccountid, eventid from (
  select eventtime, eventsource, eventname, {as principalid}, {as arn}, sourceipaddress, useragent, errorcode, awsregion, recipientaccountid, eventid, {copy}
  from cloudtrail where {scope} and useragent = 'aws-cli/2.15.0' and {bucketname} = 'my-bucket' and {tlsversion} = 'it''s 100 %'
) {first copies} order by eventtime, eventid;
