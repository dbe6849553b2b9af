-- changed-resources
select resource, eventsource, {events} as total, {as calls}, {as actors}, {as firstseen}, {as lastseen} from (
  select eventid, {as resource}, eventsource, eventname, {as actor}, eventtime from cloudtrail where {scope} and {is a change} and {outcome} = 'success'
) group by 1, 2 order by total desc, resource, eventsource;
-- changes-by-actor
select actor, channel, {events} as total, {as calls}, {as addresses}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, {as channel}, eventname, sourceipaddress, awsregion, eventtime from cloudtrail where {scope} and {is a change} and {outcome} = 'success'
) group by 1, 2 order by total desc, actor, channel;
-- changes-by-call
select eventsource, eventname, {events} as total, {as actors}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, {as actor}, eventtime from cloudtrail where {scope} and {is a change} and {outcome} = 'success'
) group by 1, 2 order by total desc, eventsource, eventname;
-- changes-over-time
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope} and {is a change} and {outcome} = 'success' ) {first copies} order by eventtime, eventid;
-- change-attempts
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope} and {is a change} ) {first copies} order by eventtime, eventid;
-- console-changes
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope} and {is a change} and {outcome} = 'success' and ({channel} = 'console' or sessioncredentialfromconsole = 'true')
) {first copies} order by eventtime, eventid;
-- shares
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope} and {is a change} and {outcome} = 'success'
    and ((eventsource = 'ec2.amazonaws.com' and eventname in ('ModifySnapshotAttribute', 'ModifyImageAttribute')) or (eventsource = 'rds.amazonaws.com' and eventname in ('ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute')) or (eventsource = 's3.amazonaws.com' and eventname in ('PutBucketPolicy', 'PutBucketAcl', 'PutObjectAcl', 'DeleteBucketPublicAccessBlock')) or (eventsource = 'iam.amazonaws.com' and eventname in ('UpdateAssumeRolePolicy')) or (eventsource = 'kms.amazonaws.com' and eventname in ('PutKeyPolicy', 'CreateGrant')) or (eventsource = 'secretsmanager.amazonaws.com' and eventname in ('PutResourcePolicy')) or (eventsource = 'lambda.amazonaws.com' and eventname in ('AddPermission20150331', 'AddPermission20150331v2')) or (eventsource = 'ecr.amazonaws.com' and eventname in ('SetRepositoryPolicy')) or (eventsource = 'ram.amazonaws.com' and eventname in ('CreateResourceShare', 'AssociateResourceShare')))
) {first copies} order by eventtime, eventid;
-- failed-changes
select actor, eventname, errorcode, {events} as total, {as denied}, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, eventname, errorcode, {as outcome}, sourceipaddress, eventtime from cloudtrail where {scope} and {is a change} and {outcome} <> 'success'
) group by 1, 2, 3 order by total desc, actor, eventname, errorcode;
