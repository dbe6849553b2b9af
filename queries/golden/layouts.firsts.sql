-- partitioner
select case when ishistory = 1 then 'history' when isregion = 1 then 'region' when isactor = 1 then 'actor' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isactor = 1 then actor when isnetwork = 1 then network when isaddress = 1 then address end as value, firstseen from (
  select ishistory, isregion, region, isactor, actor, isnetwork, network, isaddress, address, {as firstseen} from (
    select eventtime, awsregion as region, {as actor}, {as network}, sourceipaddress as address, 1 as ishistory, 1 as isregion, 1 as isactor, 1 as isnetwork,
      1 as isaddress from (
      select eventtime, eventid, useridentity, sourceipaddress, awsregion from cloudtrail_111122223333 where {scope and days before}
      union all select eventtime, eventid, useridentity, sourceipaddress, awsregion from cloudtrail_444455556666 where {scope and days before}
    ) where {window of scope and days before}
  ) group by grouping sets ((ishistory), (isregion, region), (isactor, actor), (isnetwork, network), (isaddress, address)) having {firstseen} >= '2023-12-30T00:00:00Z'
    or ishistory = 1
) order by case feature when 'history' then 0 when 'region' then 1 when 'actor' then 2 when 'network' then 3 when 'address' then 4 end, firstseen, value limit 20001;
-- projection, projection-org, hive-org, bootstrap
select case when ishistory = 1 then 'history' when isregion = 1 then 'region' when isactor = 1 then 'actor' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isactor = 1 then actor when isnetwork = 1 then network when isaddress = 1 then address end as value, firstseen from (
  select ishistory, isregion, region, isactor, actor, isnetwork, network, isaddress, address, {as firstseen} from (
    select eventtime, awsregion as region, {as actor}, {as network}, sourceipaddress as address, 1 as ishistory, 1 as isregion, 1 as isactor, 1 as isnetwork,
      1 as isaddress
    from cloudtrail where {scope and days before}
  ) group by grouping sets ((ishistory), (isregion, region), (isactor, actor), (isnetwork, network), (isaddress, address)) having {firstseen} >= '2023-12-30T00:00:00Z'
    or ishistory = 1
) order by case feature when 'history' then 0 when 'region' then 1 when 'actor' then 2 when 'network' then 3 when 'address' then 4 end, firstseen, value limit 20001;
