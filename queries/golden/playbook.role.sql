-- role-sessions
select actor, channel, sessioncreated, principalid, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses}, {as tools}, {as keys} from (
  select eventid, {as actor}, {as channel}, {as sessioncreated}, {as principalid}, eventtime, {as outcome}, sourceipaddress, {as agentproduct}, {as accesskeyid}
  from cloudtrail where {scope} and ({issuerarn} = 'Admin' or {issuerusername} = 'Admin') and {sessioncreated} is not null
) group by 1, 2, 3, 4 order by total desc, actor, channel, sessioncreated, principalid;
-- role-assumed-by
select actor, eventname, recipientaccountid, count(*) as total, count(case when outcome = 'success' then 1 end) as succeeded,
  count(case when outcome = 'denied' then 1 end) as denied, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, actor, eventname, recipientaccountid, outcome, sourceipaddress, eventtime, sharedeventid, accesskeyid, {number of the act} from (
    select eventid, {as actor}, eventname, recipientaccountid, {as outcome}, sourceipaddress, eventtime, sharedeventid, {as accesskeyid} from (
      select eventtime, eventid, useridentity, eventname, recipientaccountid, errorcode, errormessage, eventsource, responseelements, serviceeventdetails,
        sourceipaddress, sharedeventid, requestparameters, additionaleventdata, resources, array[{resource}] as resourcelist
      from cloudtrail where {scope} and eventsource = 'sts.amazonaws.com' and eventname like 'AssumeRole%' escape '\'
        and (requestparameters like '%Admin%' escape '\' or responseelements like '%Admin%' escape '\' or additionaleventdata like '%Admin%' escape '\' or {resources} like '%Admin%' escape '\')
    ) cross join unnest(resourcelist) as ofresource (resource)
      where ((eventsource = 'secretsmanager.amazonaws.com' and requestparameters like '%:secret:Admin-%' escape '\')
      or resource in ('Admin', 's3://Admin', 'security-group/Admin', 'key-pair/Admin', 'launch-template/Admin', 'function/Admin', 'event-source-mapping/Admin', 'layer/Admin', 'snapshot/Admin', 'db/Admin', 'db-cluster-snapshot/Admin', 'db-cluster/Admin', 'db-security-group/Admin', 'db-subnet-group/Admin', 'table/Admin', 'queue/Admin', 'topic/Admin', 'phone/Admin', 'repository/Admin', 'service/Admin', 'task-definition/Admin', 'cluster/Admin', 'model/Admin', 'guardrail/Admin', 'knowledge-base/Admin', 'agent/Admin', 'identity/Admin', 'stack/Admin', 'auto-scaling-group/Admin', 'backup-vault/Admin', 'api/Admin', 'hosted-zone/Admin', 'domain/Admin', 'notebook/Admin', 'lightsail/Admin', 'user/Admin', 'server/Admin', 'database/Admin', 'query/Admin', 'project/Admin', 'distribution/Admin', 'access-key/Admin', 'group/Admin', 'instance-profile/Admin', 'role/Admin', 'policy/Admin', 'mfa/Admin', 'saml-provider/Admin', 'oidc-provider/Admin', 'server-certificate/Admin', 'service-role/Admin', 'federated-user/Admin', 'account/Admin', 'secret/Admin', 'document/Admin', 'parameter/Admin', 'session/Admin', 'command/Admin', 'key/Admin', 'permission-set/Admin', 'directory/Admin', 'profile/Admin', 'trust-anchor/Admin', 'region/Admin', 'quota/Admin', 'trail/Admin', 'event-data-store/Admin', 'recorder/Admin', 'delivery-channel/Admin', 'config-rule/Admin', 'retention/Admin', 'filter/Admin', 'ip-set/Admin', 'detector/Admin', 'hub/Admin', 'graph/Admin', 'analyzer/Admin', 'log-group:Admin', 'destination/Admin', 'alarm/Admin', 'rule/Admin'))
  ) ) {first of acts} group by 1, 2, 3 order by total desc, actor, eventname, recipientaccountid;
-- role-assumptions
select eventtime, actor, eventname, sourceipaddress, errorcode, useragent, requeststart, eventid from (
  select eventtime, actor, eventname, sourceipaddress, errorcode, useragent, requeststart, eventid, sharedeventid, accesskeyid, recipientaccountid,
    {number of the act} from (
    select eventtime, {as actor}, eventname, sourceipaddress, errorcode, useragent, {as requeststart}, eventid, sharedeventid, {as accesskeyid}, recipientaccountid from (
      select eventtime, eventid, useridentity, eventname, sourceipaddress, errorcode, useragent, requestparameters, sharedeventid, recipientaccountid, eventsource,
        responseelements, additionaleventdata, resources, array[{resource}] as resourcelist
      from cloudtrail where {scope} and eventsource = 'sts.amazonaws.com' and eventname like 'AssumeRole%' escape '\'
        and (requestparameters like '%Admin%' escape '\' or responseelements like '%Admin%' escape '\' or additionaleventdata like '%Admin%' escape '\' or {resources} like '%Admin%' escape '\')
    ) cross join unnest(resourcelist) as ofresource (resource)
      where ((eventsource = 'secretsmanager.amazonaws.com' and requestparameters like '%:secret:Admin-%' escape '\')
      or resource in ('Admin', 's3://Admin', 'security-group/Admin', 'key-pair/Admin', 'launch-template/Admin', 'function/Admin', 'event-source-mapping/Admin', 'layer/Admin', 'snapshot/Admin', 'db/Admin', 'db-cluster-snapshot/Admin', 'db-cluster/Admin', 'db-security-group/Admin', 'db-subnet-group/Admin', 'table/Admin', 'queue/Admin', 'topic/Admin', 'phone/Admin', 'repository/Admin', 'service/Admin', 'task-definition/Admin', 'cluster/Admin', 'model/Admin', 'guardrail/Admin', 'knowledge-base/Admin', 'agent/Admin', 'identity/Admin', 'stack/Admin', 'auto-scaling-group/Admin', 'backup-vault/Admin', 'api/Admin', 'hosted-zone/Admin', 'domain/Admin', 'notebook/Admin', 'lightsail/Admin', 'user/Admin', 'server/Admin', 'database/Admin', 'query/Admin', 'project/Admin', 'distribution/Admin', 'access-key/Admin', 'group/Admin', 'instance-profile/Admin', 'role/Admin', 'policy/Admin', 'mfa/Admin', 'saml-provider/Admin', 'oidc-provider/Admin', 'server-certificate/Admin', 'service-role/Admin', 'federated-user/Admin', 'account/Admin', 'secret/Admin', 'document/Admin', 'parameter/Admin', 'session/Admin', 'command/Admin', 'key/Admin', 'permission-set/Admin', 'directory/Admin', 'profile/Admin', 'trust-anchor/Admin', 'region/Admin', 'quota/Admin', 'trail/Admin', 'event-data-store/Admin', 'recorder/Admin', 'delivery-channel/Admin', 'config-rule/Admin', 'retention/Admin', 'filter/Admin', 'ip-set/Admin', 'detector/Admin', 'hub/Admin', 'graph/Admin', 'analyzer/Admin', 'log-group:Admin', 'destination/Admin', 'alarm/Admin', 'rule/Admin'))
  ) ) {first of acts} order by eventtime, eventid;
-- role-tools
select agentproduct, useragent, {events} as total, {as succeeded}, {as denied}, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, {as agentproduct}, useragent, {as outcome}, sourceipaddress, eventtime
  from cloudtrail where {scope} and ({issuerarn} = 'Admin' or {issuerusername} = 'Admin') ) group by 1, 2 order by total desc, agentproduct, useragent;
-- role-addresses
select sourceipaddress, {events} as total, {as succeeded}, {as denied}, {as tools}, {as keys}, {as regions}, {as firstseen}, {as lastseen} from (
  select eventid, sourceipaddress, {as outcome}, {as agentproduct}, {as accesskeyid}, awsregion, eventtime
  from cloudtrail where {scope} and ({issuerarn} = 'Admin' or {issuerusername} = 'Admin') ) group by 1 order by total desc, sourceipaddress;
-- role-calls
select eventsource, eventname, {events} as total, {as succeeded}, {as denied}, {as failed}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, {as outcome}, eventtime from cloudtrail where {scope} and ({issuerarn} = 'Admin' or {issuerusername} = 'Admin')
) group by 1, 2 order by total desc, eventsource, eventname;
-- role-changes
select eventtime, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope} and ({issuerarn} = 'Admin' or {issuerusername} = 'Admin') and readonly = 'false' ) {first copies} order by eventtime, eventid;
-- role-denied
select eventsource, eventname, errorcode, {events} as total, {as addresses}, {as firstseen}, {as lastseen} from (
  select eventid, eventsource, eventname, errorcode, sourceipaddress, eventtime
  from cloudtrail where {scope} and ({issuerarn} = 'Admin' or {issuerusername} = 'Admin') and {is denied}
) group by 1, 2, 3 order by total desc, eventsource, eventname, errorcode;
-- sessions-opened
select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid from (
  select eventtime, eventname, resource, issuedkey, arn, mfaauthenticated, sourceidentity, sourceipaddress, errorcode, requeststart, eventid, sharedeventid, accesskeyid,
    recipientaccountid, {number of the act} from (
    select eventtime, eventname, {as resource}, {as issuedkey}, {as arn}, {as mfaauthenticated}, {as sourceidentity}, sourceipaddress, errorcode, {as requeststart},
      eventid, sharedeventid, {as accesskeyid}, recipientaccountid
    from cloudtrail where {scope} and ({issuerarn} = 'Admin' or {issuerusername} = 'Admin') and {opens a session} and {outcome} = 'success' )
) {first of acts} order by eventtime, eventid;
-- role-timeline
select eventtime, eventsource, eventname, resource, sourceipaddress, errorcode, useragent, accesskeyid, eventid from (
  select eventtime, eventsource, eventname, {as resource}, sourceipaddress, errorcode, useragent, {as accesskeyid}, eventid, {copy}
  from cloudtrail where {scope} and ({issuerarn} = 'Admin' or {issuerusername} = 'Admin') ) {first copies} order by eventtime, eventid;
