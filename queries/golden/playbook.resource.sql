-- resource-events
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, resource, {as requeststart}, errorcode, sourceipaddress, eventid, {copy} from (
    select eventtime, eventid, useridentity, eventsource, eventname, requestparameters, responseelements, additionaleventdata, resources, errorcode, sourceipaddress,
      array[{resource}] as resourcelist
    from cloudtrail where {scope}
      and (requestparameters like '%report.csv%' escape '\' or responseelements like '%report.csv%' escape '\' or additionaleventdata like '%report.csv%' escape '\' or {resources} like '%report.csv%' escape '\')
  ) cross join unnest(resourcelist) as ofresource (resource) where resource in ('s3://my-bucket/report.csv') ) {first copies} order by eventtime, eventid;
-- resource-changes
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, resource, {as requeststart}, errorcode, sourceipaddress, eventid, {copy} from (
    select eventtime, eventid, useridentity, eventsource, eventname, requestparameters, responseelements, additionaleventdata, resources, errorcode, sourceipaddress,
      readonly, array[{resource}] as resourcelist
    from cloudtrail where {scope}
      and (requestparameters like '%report.csv%' escape '\' or responseelements like '%report.csv%' escape '\' or additionaleventdata like '%report.csv%' escape '\' or {resources} like '%report.csv%' escape '\')
      and readonly = 'false'
  ) cross join unnest(resourcelist) as ofresource (resource) where resource in ('s3://my-bucket/report.csv') ) {first copies} order by eventtime, eventid;
-- resource-created-deleted
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, resource, {as requeststart}, errorcode, sourceipaddress, eventid, {copy} from (
    select eventtime, eventid, useridentity, eventsource, eventname, requestparameters, responseelements, additionaleventdata, resources, errorcode, sourceipaddress,
      readonly, array[{resource}] as resourcelist
    from cloudtrail where {scope}
      and (requestparameters like '%report.csv%' escape '\' or responseelements like '%report.csv%' escape '\' or additionaleventdata like '%report.csv%' escape '\' or {resources} like '%report.csv%' escape '\')
      and readonly = 'false'
      and (eventname like 'Create%' escape '\' or eventname like 'Run%' escape '\' or eventname like 'Register%' escape '\' or eventname like 'Import%' escape '\' or eventname like 'Copy%' escape '\' or eventname like 'Allocate%' escape '\' or eventname like 'Restore%' escape '\' or eventname like 'Delete%' escape '\' or eventname like 'Terminate%' escape '\' or eventname like 'Deregister%' escape '\' or eventname like 'Release%' escape '\' or eventname like 'Schedule%' escape '\')
  ) cross join unnest(resourcelist) as ofresource (resource) where resource in ('s3://my-bucket/report.csv') ) {first copies} order by eventtime, eventid;
-- resource-users
select actor, eventname, {events} as total, {as succeeded}, {as denied}, {as addresses}, {as keys}, {as firstseen}, {as lastseen} from (
  select eventid, {as actor}, eventname, {as outcome}, sourceipaddress, {as accesskeyid}, eventtime from (
    select eventtime, eventid, useridentity, eventname, errorcode, errormessage, eventsource, responseelements, serviceeventdetails, sourceipaddress, requestparameters,
      additionaleventdata, resources, array[{resource}] as resourcelist
    from cloudtrail where {scope}
      and (requestparameters like '%report.csv%' escape '\' or responseelements like '%report.csv%' escape '\' or additionaleventdata like '%report.csv%' escape '\' or {resources} like '%report.csv%' escape '\')
  ) cross join unnest(resourcelist) as ofresource (resource) where resource in ('s3://my-bucket/report.csv') ) group by 1, 2 order by total desc, actor, eventname;
-- resource-addresses
select sourceipaddress, {events} as total, {as succeeded}, {as denied}, {as actors}, {as firstseen}, {as lastseen} from (
  select eventid, sourceipaddress, {as outcome}, {as actor}, eventtime from (
    select eventtime, eventid, sourceipaddress, errorcode, errormessage, eventsource, responseelements, serviceeventdetails, useridentity, requestparameters,
      additionaleventdata, resources, eventname, array[{resource}] as resourcelist
    from cloudtrail where {scope}
      and (requestparameters like '%report.csv%' escape '\' or responseelements like '%report.csv%' escape '\' or additionaleventdata like '%report.csv%' escape '\' or {resources} like '%report.csv%' escape '\')
  ) cross join unnest(resourcelist) as ofresource (resource) where resource in ('s3://my-bucket/report.csv') ) group by 1 order by total desc, sourceipaddress;
-- resource-mentions
select eventtime, actor, eventsource, eventname, resource, requeststart, errorcode, sourceipaddress, eventid from (
  select eventtime, {as actor}, eventsource, eventname, {as resource}, {as requeststart}, errorcode, sourceipaddress, eventid, {copy}
  from cloudtrail where {scope}
    and (requestparameters like '%report.csv%' escape '\' or responseelements like '%report.csv%' escape '\' or additionaleventdata like '%report.csv%' escape '\' or {resources} like '%report.csv%' escape '\')
) {first copies} order by eventtime, eventid;
