-- partitioner
select case when isregion = 1 then 'region' when isservice = 1 then 'service' when issystem = 1 then 'system' when ishour = 1 then 'hour' when isagent = 1 then 'agent' when iscall = 1 then 'call' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isservice = 1 then service when issystem = 1 then system when ishour = 1 then hour when isagent = 1 then agent when iscall = 1 then call when isnetwork = 1 then network when isaddress = 1 then address end as value,
  total, succeeded, denied, firstseen, lastseen from (
  select isregion, region, isservice, service, issystem, system, ishour, hour, isagent, agent, iscall, call, isnetwork, network, isaddress, address, {events} as total,
    {as succeeded}, {as denied}, {as firstseen}, {as lastseen} from (
    select eventid, eventtime, {as outcome}, awsregion as region, eventsource as service, {agentos} as system, {as hour}, {agentproduct} as agent, {as call},
      {as network}, sourceipaddress as address, 1 as isregion, 1 as isservice, 1 as issystem, 1 as ishour, 1 as isagent, 1 as iscall, 1 as isnetwork,
      1 as isaddress from (
      select eventtime, eventid, eventsource, eventname, awsregion, sourceipaddress, useragent, errorcode, errormessage, responseelements, serviceeventdetails,
        useridentity
      from cloudtrail_111122223333 where {scope}
      union all select eventtime, eventid, eventsource, eventname, awsregion, sourceipaddress, useragent, errorcode, errormessage, responseelements, serviceeventdetails,
        useridentity
      from cloudtrail_444455556666 where {scope} ) where {window of scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE'
  ) group by grouping sets ((isregion, region), (isservice, service), (issystem, system), (ishour, hour), (isagent, agent), (iscall, call), (isnetwork, network),
    (isaddress, address))
) order by isregion, isservice, issystem, ishour, isagent, iscall, isnetwork, isaddress, total desc, value limit 20001;
-- projection, projection-org, hive-org, bootstrap
select case when isregion = 1 then 'region' when isservice = 1 then 'service' when issystem = 1 then 'system' when ishour = 1 then 'hour' when isagent = 1 then 'agent' when iscall = 1 then 'call' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isservice = 1 then service when issystem = 1 then system when ishour = 1 then hour when isagent = 1 then agent when iscall = 1 then call when isnetwork = 1 then network when isaddress = 1 then address end as value,
  total, succeeded, denied, firstseen, lastseen from (
  select isregion, region, isservice, service, issystem, system, ishour, hour, isagent, agent, iscall, call, isnetwork, network, isaddress, address, {events} as total,
    {as succeeded}, {as denied}, {as firstseen}, {as lastseen} from (
    select eventid, eventtime, {as outcome}, awsregion as region, eventsource as service, {agentos} as system, {as hour}, {agentproduct} as agent, {as call},
      {as network}, sourceipaddress as address, 1 as isregion, 1 as isservice, 1 as issystem, 1 as ishour, 1 as isagent, 1 as iscall, 1 as isnetwork, 1 as isaddress
    from cloudtrail where {scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE'
  ) group by grouping sets ((isregion, region), (isservice, service), (issystem, system), (ishour, hour), (isagent, agent), (iscall, call), (isnetwork, network),
    (isaddress, address))
) order by isregion, isservice, issystem, ishour, isagent, iscall, isnetwork, isaddress, total desc, value limit 20001;
