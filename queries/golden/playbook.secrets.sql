-- secrets-read
select resource, eventname, {events} as total, {as succeeded}, {as denied}, {as actors}, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as resource}, eventname, {as outcome}, {as actor}, sourceipaddress, eventtime
  from cloudtrail where {scope}
    and ((eventsource = 'secretsmanager.amazonaws.com' and eventname in ('GetSecretValue', 'BatchGetSecretValue')) or (eventsource = 'ssm.amazonaws.com' and eventname in ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory')) or (eventsource = 'ec2.amazonaws.com' and eventname in ('GetPasswordData')))
) group by 1, 2 order by total desc, resource, eventname;
-- secret-readers
select actor, eventsource, {events} as total, {as succeeded}, {as denied}, {as addresses}, {as tools}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, eventsource, {as outcome}, sourceipaddress, {as agentproduct}, eventtime
  from cloudtrail where {scope}
    and ((eventsource = 'secretsmanager.amazonaws.com' and eventname in ('GetSecretValue', 'BatchGetSecretValue')) or (eventsource = 'ssm.amazonaws.com' and eventname in ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory')) or (eventsource = 'ec2.amazonaws.com' and eventname in ('GetPasswordData')))
) group by 1, 2 order by total desc, actor, eventsource;
-- secrets-by-reader
select actor, resource, {events} as total, {as addresses}, {as tools}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, {as resource}, sourceipaddress, {as agentproduct}, eventtime
  from cloudtrail where {scope}
    and ((eventsource = 'secretsmanager.amazonaws.com' and eventname in ('GetSecretValue', 'BatchGetSecretValue')) or (eventsource = 'ssm.amazonaws.com' and eventname in ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory')) or (eventsource = 'ec2.amazonaws.com' and eventname in ('GetPasswordData')))
    and {outcome} = 'success'
) group by 1, 2 order by total desc, actor, resource;
-- secrets-denied
select actor, eventname, resource, {events} as total, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, eventname, {as resource}, sourceipaddress, eventtime
  from cloudtrail where {scope}
    and ((eventsource = 'secretsmanager.amazonaws.com' and eventname in ('GetSecretValue', 'BatchGetSecretValue')) or (eventsource = 'ssm.amazonaws.com' and eventname in ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory')) or (eventsource = 'ec2.amazonaws.com' and eventname in ('GetPasswordData')))
    and {is denied}
) group by 1, 2, 3 order by total desc, actor, eventname, resource;
-- secrets-changed
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope}
    and ((eventsource = 'secretsmanager.amazonaws.com' and eventname in ('CreateSecret', 'PutSecretValue', 'UpdateSecret', 'DeleteSecret', 'RestoreSecret', 'PutResourcePolicy', 'DeleteResourcePolicy', 'ReplicateSecretToRegions', 'RotateSecret', 'CancelRotateSecret', 'UpdateSecretVersionStage')) or (eventsource = 'ssm.amazonaws.com' and eventname in ('PutParameter', 'DeleteParameter', 'DeleteParameters', 'LabelParameterVersion')))
) {first copies} order by eventtime, eventid;
-- secrets-timeline
select eventtime, actor, eventname, resource, errorcode, sourceipaddress, useragent, accesskeyid, eventid from (
  select eventtime, {as actor}, eventname, {as resource}, errorcode, sourceipaddress, useragent, {as accesskeyid}, eventid, {copy}
  from cloudtrail where {scope}
    and ((eventsource = 'secretsmanager.amazonaws.com' and eventname in ('GetSecretValue', 'BatchGetSecretValue')) or (eventsource = 'ssm.amazonaws.com' and eventname in ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory')) or (eventsource = 'ec2.amazonaws.com' and eventname in ('GetPasswordData')))
) {first copies} order by eventtime, eventid;
