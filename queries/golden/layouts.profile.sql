-- partitioner
select
  case when isregion = 1 then 'region' when isservice = 1 then 'service' when issystem = 1 then 'system' when ishour = 1 then 'hour' when isagent = 1 then 'agent' when iscall = 1 then 'call' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isservice = 1 then service when issystem = 1 then system when ishour = 1 then hour when isagent = 1 then agent when iscall = 1 then call when isnetwork = 1 then network when isaddress = 1 then address end as value,
  total,
  succeeded,
  denied,
  firstseen,
  lastseen
from (
  select
    isregion,
    region,
    isservice,
    service,
    issystem,
    system,
    ishour,
    hour,
    isagent,
    agent,
    iscall,
    call,
    isnetwork,
    network,
    isaddress,
    address,
    count(distinct eventid) + count(*) - count(eventid) as total,
    count(distinct case when outcome = 'success' then eventid end) + count(case when outcome = 'success' and eventid is null then 1 end) as succeeded,
    count(distinct case when outcome = 'denied' then eventid end) + count(case when outcome = 'denied' and eventid is null then 1 end) as denied,
    min(eventtime) as firstseen,
    max(eventtime) as lastseen
  from (
    select
      eventid,
      eventtime,
      case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
      awsregion as region,
      eventsource as service,
      case when ((useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') or (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%')) then cast(null as varchar) when (useragent like '%kali%') then 'Kali Linux' when (useragent like '%parrot%') then 'Parrot OS' when (useragent like '%pentoo%') then 'Pentoo' when (useragent like '%Windows%' or useragent like '%windows%') then 'Windows' when (useragent like '%iPhone%' or useragent like '%iPad%') then 'iOS' when (useragent like '%Android%') then 'Android' when (useragent like '%Darwin%' or useragent like '%darwin%' or useragent like '%Mac OS X%' or useragent like '%macos%' or useragent like '%macOS%') then 'macOS' when (useragent like '%Linux%' or useragent like '%linux%') then 'Linux' end as system,
      substr(eventtime, 1, 13) as hour,
      case when (useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') then 'console' when (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%') then 'AWS service' when (useragent like 'Mozilla%' or useragent like '[Mozilla%') then 'browser' when useragent like '%Terraform/%' then 'Terraform' when useragent like '%OpenTofu/%' then 'OpenTofu' when useragent like '%Pulumi/%' then 'Pulumi' when useragent like '%amazon-ssm-agent/%' then 'amazon-ssm-agent' when useragent like '%external-dns/%' then 'external-dns' when useragent like '%eksctl/%' then 'eksctl' when useragent <> '' then coalesce(nullif(regexp_extract(nullif(useragent, ''), '^[ \t\r\n<"(\[]*([^/ \t\r\n,;#_(){}<>"\[\]]+)', 1), ''), 'other') end as agent,
      eventsource || ':' || eventname as call,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as isregion,
      1 as isservice,
      1 as issystem,
      1 as ishour,
      1 as isagent,
      1 as iscall,
      1 as isnetwork,
      1 as isaddress
    from (
      select eventtime, eventid, eventsource, eventname, awsregion, sourceipaddress, useragent, errorcode, errormessage, responseelements, serviceeventdetails, useridentity
      from cloudtrail_111122223333
      where region = 'us-east-1'
        and (year = '2023' and month = '12' and day between '30' and '31'
          or year = '2024' and month = '01' and day <= '02')
      union all
      select eventtime, eventid, eventsource, eventname, awsregion, sourceipaddress, useragent, errorcode, errormessage, responseelements, serviceeventdetails, useridentity
      from cloudtrail_444455556666
      where region = 'us-east-1'
        and (year = '2023' and month = '12' and day between '30' and '31'
          or year = '2024' and month = '01' and day <= '02')
    )
    where eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
      and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
  )
  group by grouping sets ((isregion, region), (isservice, service), (issystem, system), (ishour, hour), (isagent, agent), (iscall, call), (isnetwork, network), (isaddress, address))
)
order by isregion, isservice, issystem, ishour, isagent, iscall, isnetwork, isaddress, total desc, value
limit 20001;

-- projection
select
  case when isregion = 1 then 'region' when isservice = 1 then 'service' when issystem = 1 then 'system' when ishour = 1 then 'hour' when isagent = 1 then 'agent' when iscall = 1 then 'call' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isservice = 1 then service when issystem = 1 then system when ishour = 1 then hour when isagent = 1 then agent when iscall = 1 then call when isnetwork = 1 then network when isaddress = 1 then address end as value,
  total,
  succeeded,
  denied,
  firstseen,
  lastseen
from (
  select
    isregion,
    region,
    isservice,
    service,
    issystem,
    system,
    ishour,
    hour,
    isagent,
    agent,
    iscall,
    call,
    isnetwork,
    network,
    isaddress,
    address,
    count(distinct eventid) + count(*) - count(eventid) as total,
    count(distinct case when outcome = 'success' then eventid end) + count(case when outcome = 'success' and eventid is null then 1 end) as succeeded,
    count(distinct case when outcome = 'denied' then eventid end) + count(case when outcome = 'denied' and eventid is null then 1 end) as denied,
    min(eventtime) as firstseen,
    max(eventtime) as lastseen
  from (
    select
      eventid,
      eventtime,
      case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
      awsregion as region,
      eventsource as service,
      case when ((useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') or (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%')) then cast(null as varchar) when (useragent like '%kali%') then 'Kali Linux' when (useragent like '%parrot%') then 'Parrot OS' when (useragent like '%pentoo%') then 'Pentoo' when (useragent like '%Windows%' or useragent like '%windows%') then 'Windows' when (useragent like '%iPhone%' or useragent like '%iPad%') then 'iOS' when (useragent like '%Android%') then 'Android' when (useragent like '%Darwin%' or useragent like '%darwin%' or useragent like '%Mac OS X%' or useragent like '%macos%' or useragent like '%macOS%') then 'macOS' when (useragent like '%Linux%' or useragent like '%linux%') then 'Linux' end as system,
      substr(eventtime, 1, 13) as hour,
      case when (useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') then 'console' when (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%') then 'AWS service' when (useragent like 'Mozilla%' or useragent like '[Mozilla%') then 'browser' when useragent like '%Terraform/%' then 'Terraform' when useragent like '%OpenTofu/%' then 'OpenTofu' when useragent like '%Pulumi/%' then 'Pulumi' when useragent like '%amazon-ssm-agent/%' then 'amazon-ssm-agent' when useragent like '%external-dns/%' then 'external-dns' when useragent like '%eksctl/%' then 'eksctl' when useragent <> '' then coalesce(nullif(regexp_extract(nullif(useragent, ''), '^[ \t\r\n<"(\[]*([^/ \t\r\n,;#_(){}<>"\[\]]+)', 1), ''), 'other') end as agent,
      eventsource || ':' || eventname as call,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as isregion,
      1 as isservice,
      1 as issystem,
      1 as ishour,
      1 as isagent,
      1 as iscall,
      1 as isnetwork,
      1 as isaddress
    from cloudtrail
    where "timestamp" between '2023/12/30' and '2024/01/02'
      and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
      and recipientaccountid in ('111122223333', '444455556666')
      and awsregion in ('us-east-1')
      and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
  )
  group by grouping sets ((isregion, region), (isservice, service), (issystem, system), (ishour, hour), (isagent, agent), (iscall, call), (isnetwork, network), (isaddress, address))
)
order by isregion, isservice, issystem, ishour, isagent, iscall, isnetwork, isaddress, total desc, value
limit 20001;

-- projection-org
select
  case when isregion = 1 then 'region' when isservice = 1 then 'service' when issystem = 1 then 'system' when ishour = 1 then 'hour' when isagent = 1 then 'agent' when iscall = 1 then 'call' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isservice = 1 then service when issystem = 1 then system when ishour = 1 then hour when isagent = 1 then agent when iscall = 1 then call when isnetwork = 1 then network when isaddress = 1 then address end as value,
  total,
  succeeded,
  denied,
  firstseen,
  lastseen
from (
  select
    isregion,
    region,
    isservice,
    service,
    issystem,
    system,
    ishour,
    hour,
    isagent,
    agent,
    iscall,
    call,
    isnetwork,
    network,
    isaddress,
    address,
    count(distinct eventid) + count(*) - count(eventid) as total,
    count(distinct case when outcome = 'success' then eventid end) + count(case when outcome = 'success' and eventid is null then 1 end) as succeeded,
    count(distinct case when outcome = 'denied' then eventid end) + count(case when outcome = 'denied' and eventid is null then 1 end) as denied,
    min(eventtime) as firstseen,
    max(eventtime) as lastseen
  from (
    select
      eventid,
      eventtime,
      case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
      awsregion as region,
      eventsource as service,
      case when ((useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') or (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%')) then cast(null as varchar) when (useragent like '%kali%') then 'Kali Linux' when (useragent like '%parrot%') then 'Parrot OS' when (useragent like '%pentoo%') then 'Pentoo' when (useragent like '%Windows%' or useragent like '%windows%') then 'Windows' when (useragent like '%iPhone%' or useragent like '%iPad%') then 'iOS' when (useragent like '%Android%') then 'Android' when (useragent like '%Darwin%' or useragent like '%darwin%' or useragent like '%Mac OS X%' or useragent like '%macos%' or useragent like '%macOS%') then 'macOS' when (useragent like '%Linux%' or useragent like '%linux%') then 'Linux' end as system,
      substr(eventtime, 1, 13) as hour,
      case when (useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') then 'console' when (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%') then 'AWS service' when (useragent like 'Mozilla%' or useragent like '[Mozilla%') then 'browser' when useragent like '%Terraform/%' then 'Terraform' when useragent like '%OpenTofu/%' then 'OpenTofu' when useragent like '%Pulumi/%' then 'Pulumi' when useragent like '%amazon-ssm-agent/%' then 'amazon-ssm-agent' when useragent like '%external-dns/%' then 'external-dns' when useragent like '%eksctl/%' then 'eksctl' when useragent <> '' then coalesce(nullif(regexp_extract(nullif(useragent, ''), '^[ \t\r\n<"(\[]*([^/ \t\r\n,;#_(){}<>"\[\]]+)', 1), ''), 'other') end as agent,
      eventsource || ':' || eventname as call,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as isregion,
      1 as isservice,
      1 as issystem,
      1 as ishour,
      1 as isagent,
      1 as iscall,
      1 as isnetwork,
      1 as isaddress
    from cloudtrail
    where account in ('111122223333', '444455556666')
      and region = 'us-east-1'
      and "timestamp" between '2023/12/30' and '2024/01/02'
      and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
      and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
  )
  group by grouping sets ((isregion, region), (isservice, service), (issystem, system), (ishour, hour), (isagent, agent), (iscall, call), (isnetwork, network), (isaddress, address))
)
order by isregion, isservice, issystem, ishour, isagent, iscall, isnetwork, isaddress, total desc, value
limit 20001;

-- hive-org
select
  case when isregion = 1 then 'region' when isservice = 1 then 'service' when issystem = 1 then 'system' when ishour = 1 then 'hour' when isagent = 1 then 'agent' when iscall = 1 then 'call' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isservice = 1 then service when issystem = 1 then system when ishour = 1 then hour when isagent = 1 then agent when iscall = 1 then call when isnetwork = 1 then network when isaddress = 1 then address end as value,
  total,
  succeeded,
  denied,
  firstseen,
  lastseen
from (
  select
    isregion,
    region,
    isservice,
    service,
    issystem,
    system,
    ishour,
    hour,
    isagent,
    agent,
    iscall,
    call,
    isnetwork,
    network,
    isaddress,
    address,
    count(distinct eventid) + count(*) - count(eventid) as total,
    count(distinct case when outcome = 'success' then eventid end) + count(case when outcome = 'success' and eventid is null then 1 end) as succeeded,
    count(distinct case when outcome = 'denied' then eventid end) + count(case when outcome = 'denied' and eventid is null then 1 end) as denied,
    min(eventtime) as firstseen,
    max(eventtime) as lastseen
  from (
    select
      eventid,
      eventtime,
      case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
      awsregion as region,
      eventsource as service,
      case when ((useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') or (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%')) then cast(null as varchar) when (useragent like '%kali%') then 'Kali Linux' when (useragent like '%parrot%') then 'Parrot OS' when (useragent like '%pentoo%') then 'Pentoo' when (useragent like '%Windows%' or useragent like '%windows%') then 'Windows' when (useragent like '%iPhone%' or useragent like '%iPad%') then 'iOS' when (useragent like '%Android%') then 'Android' when (useragent like '%Darwin%' or useragent like '%darwin%' or useragent like '%Mac OS X%' or useragent like '%macos%' or useragent like '%macOS%') then 'macOS' when (useragent like '%Linux%' or useragent like '%linux%') then 'Linux' end as system,
      substr(eventtime, 1, 13) as hour,
      case when (useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') then 'console' when (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%') then 'AWS service' when (useragent like 'Mozilla%' or useragent like '[Mozilla%') then 'browser' when useragent like '%Terraform/%' then 'Terraform' when useragent like '%OpenTofu/%' then 'OpenTofu' when useragent like '%Pulumi/%' then 'Pulumi' when useragent like '%amazon-ssm-agent/%' then 'amazon-ssm-agent' when useragent like '%external-dns/%' then 'external-dns' when useragent like '%eksctl/%' then 'eksctl' when useragent <> '' then coalesce(nullif(regexp_extract(nullif(useragent, ''), '^[ \t\r\n<"(\[]*([^/ \t\r\n,;#_(){}<>"\[\]]+)', 1), ''), 'other') end as agent,
      eventsource || ':' || eventname as call,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as isregion,
      1 as isservice,
      1 as issystem,
      1 as ishour,
      1 as isagent,
      1 as iscall,
      1 as isnetwork,
      1 as isaddress
    from cloudtrail
    where account in ('111122223333', '444455556666')
      and region = 'us-east-1'
      and (year = '2023' and month = '12' and day between '30' and '31'
        or year = '2024' and month = '01' and day <= '02')
      and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
      and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
  )
  group by grouping sets ((isregion, region), (isservice, service), (issystem, system), (ishour, hour), (isagent, agent), (iscall, call), (isnetwork, network), (isaddress, address))
)
order by isregion, isservice, issystem, ishour, isagent, iscall, isnetwork, isaddress, total desc, value
limit 20001;

-- bootstrap
select
  case when isregion = 1 then 'region' when isservice = 1 then 'service' when issystem = 1 then 'system' when ishour = 1 then 'hour' when isagent = 1 then 'agent' when iscall = 1 then 'call' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isservice = 1 then service when issystem = 1 then system when ishour = 1 then hour when isagent = 1 then agent when iscall = 1 then call when isnetwork = 1 then network when isaddress = 1 then address end as value,
  total,
  succeeded,
  denied,
  firstseen,
  lastseen
from (
  select
    isregion,
    region,
    isservice,
    service,
    issystem,
    system,
    ishour,
    hour,
    isagent,
    agent,
    iscall,
    call,
    isnetwork,
    network,
    isaddress,
    address,
    count(distinct eventid) + count(*) - count(eventid) as total,
    count(distinct case when outcome = 'success' then eventid end) + count(case when outcome = 'success' and eventid is null then 1 end) as succeeded,
    count(distinct case when outcome = 'denied' then eventid end) + count(case when outcome = 'denied' and eventid is null then 1 end) as denied,
    min(eventtime) as firstseen,
    max(eventtime) as lastseen
  from (
    select
      eventid,
      eventtime,
      case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
      awsregion as region,
      eventsource as service,
      case when ((useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') or (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%')) then cast(null as varchar) when (useragent like '%kali%') then 'Kali Linux' when (useragent like '%parrot%') then 'Parrot OS' when (useragent like '%pentoo%') then 'Pentoo' when (useragent like '%Windows%' or useragent like '%windows%') then 'Windows' when (useragent like '%iPhone%' or useragent like '%iPad%') then 'iOS' when (useragent like '%Android%') then 'Android' when (useragent like '%Darwin%' or useragent like '%darwin%' or useragent like '%Mac OS X%' or useragent like '%macos%' or useragent like '%macOS%') then 'macOS' when (useragent like '%Linux%' or useragent like '%linux%') then 'Linux' end as system,
      substr(eventtime, 1, 13) as hour,
      case when (useragent like 'console.%' or useragent = 'signin.amazonaws.com' or useragent like 'S3Console/%' or useragent like '[S3Console/%' or useragent like '% Console, aws-internal/%') then 'console' when (useragent like '%.amazonaws.com' or useragent like '%.amazonaws.com]' or useragent like 'AWS Internal%' or useragent like '%aws-internal/%') then 'AWS service' when (useragent like 'Mozilla%' or useragent like '[Mozilla%') then 'browser' when useragent like '%Terraform/%' then 'Terraform' when useragent like '%OpenTofu/%' then 'OpenTofu' when useragent like '%Pulumi/%' then 'Pulumi' when useragent like '%amazon-ssm-agent/%' then 'amazon-ssm-agent' when useragent like '%external-dns/%' then 'external-dns' when useragent like '%eksctl/%' then 'eksctl' when useragent <> '' then coalesce(nullif(regexp_extract(nullif(useragent, ''), '^[ \t\r\n<"(\[]*([^/ \t\r\n,;#_(){}<>"\[\]]+)', 1), ''), 'other') end as agent,
      eventsource || ':' || eventname as call,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as isregion,
      1 as isservice,
      1 as issystem,
      1 as ishour,
      1 as isagent,
      1 as iscall,
      1 as isnetwork,
      1 as isaddress
    from cloudtrail
    where account_partition in ('111122223333', '444455556666')
      and region_partition = 'us-east-1'
      and date_partition between '2023/12/30' and '2024/01/02'
      and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
      and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
  )
  group by grouping sets ((isregion, region), (isservice, service), (issystem, system), (ishour, hour), (isagent, agent), (iscall, call), (isnetwork, network), (isaddress, address))
)
order by isregion, isservice, issystem, ishour, isagent, iscall, isnetwork, isaddress, total desc, value
limit 20001;
