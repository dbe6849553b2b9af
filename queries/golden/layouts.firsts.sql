-- partitioner
select
  case when ishistory = 1 then 'history' when isregion = 1 then 'region' when isactor = 1 then 'actor' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isactor = 1 then actor when isnetwork = 1 then network when isaddress = 1 then address end as value,
  firstseen
from (
  select
    ishistory,
    isregion,
    region,
    isactor,
    actor,
    isnetwork,
    network,
    isaddress,
    address,
    min(eventtime) as firstseen
  from (
    select
      eventtime,
      awsregion as region,
      coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || cast(null as varchar)), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as ishistory,
      1 as isregion,
      1 as isactor,
      1 as isnetwork,
      1 as isaddress
    from (
      select eventtime, eventid, useridentity, sourceipaddress, awsregion
      from cloudtrail_111122223333
      where region = 'us-east-1'
        and (year = '2023' and month = '11' and day = '30'
          or year = '2023' and month = '12'
          or year = '2024' and month = '01' and day <= '02')
      union all
      select eventtime, eventid, useridentity, sourceipaddress, awsregion
      from cloudtrail_444455556666
      where region = 'us-east-1'
        and (year = '2023' and month = '11' and day = '30'
          or year = '2023' and month = '12'
          or year = '2024' and month = '01' and day <= '02')
    )
    where eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  )
  group by grouping sets ((ishistory), (isregion, region), (isactor, actor), (isnetwork, network), (isaddress, address))
  having min(eventtime) >= '2023-12-30T00:00:00Z' or ishistory = 1
)
order by case feature when 'history' then 0 when 'region' then 1 when 'actor' then 2 when 'network' then 3 when 'address' then 4 end, firstseen, value
limit 20001;

-- projection
select
  case when ishistory = 1 then 'history' when isregion = 1 then 'region' when isactor = 1 then 'actor' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isactor = 1 then actor when isnetwork = 1 then network when isaddress = 1 then address end as value,
  firstseen
from (
  select
    ishistory,
    isregion,
    region,
    isactor,
    actor,
    isnetwork,
    network,
    isaddress,
    address,
    min(eventtime) as firstseen
  from (
    select
      eventtime,
      awsregion as region,
      coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || nullif(useridentity.onbehalfof.userid, '')), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as ishistory,
      1 as isregion,
      1 as isactor,
      1 as isnetwork,
      1 as isaddress
    from cloudtrail
    where "timestamp" between '2023/11/30' and '2024/01/02'
      and eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
      and recipientaccountid in ('111122223333', '444455556666')
      and awsregion in ('us-east-1')
  )
  group by grouping sets ((ishistory), (isregion, region), (isactor, actor), (isnetwork, network), (isaddress, address))
  having min(eventtime) >= '2023-12-30T00:00:00Z' or ishistory = 1
)
order by case feature when 'history' then 0 when 'region' then 1 when 'actor' then 2 when 'network' then 3 when 'address' then 4 end, firstseen, value
limit 20001;

-- projection-org
select
  case when ishistory = 1 then 'history' when isregion = 1 then 'region' when isactor = 1 then 'actor' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isactor = 1 then actor when isnetwork = 1 then network when isaddress = 1 then address end as value,
  firstseen
from (
  select
    ishistory,
    isregion,
    region,
    isactor,
    actor,
    isnetwork,
    network,
    isaddress,
    address,
    min(eventtime) as firstseen
  from (
    select
      eventtime,
      awsregion as region,
      coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || nullif(useridentity.onbehalfof.userid, '')), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as ishistory,
      1 as isregion,
      1 as isactor,
      1 as isnetwork,
      1 as isaddress
    from cloudtrail
    where account in ('111122223333', '444455556666')
      and region = 'us-east-1'
      and "timestamp" between '2023/11/30' and '2024/01/02'
      and eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  )
  group by grouping sets ((ishistory), (isregion, region), (isactor, actor), (isnetwork, network), (isaddress, address))
  having min(eventtime) >= '2023-12-30T00:00:00Z' or ishistory = 1
)
order by case feature when 'history' then 0 when 'region' then 1 when 'actor' then 2 when 'network' then 3 when 'address' then 4 end, firstseen, value
limit 20001;

-- hive-org
select
  case when ishistory = 1 then 'history' when isregion = 1 then 'region' when isactor = 1 then 'actor' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isactor = 1 then actor when isnetwork = 1 then network when isaddress = 1 then address end as value,
  firstseen
from (
  select
    ishistory,
    isregion,
    region,
    isactor,
    actor,
    isnetwork,
    network,
    isaddress,
    address,
    min(eventtime) as firstseen
  from (
    select
      eventtime,
      awsregion as region,
      coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || nullif(useridentity.onbehalfof.userid, '')), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as ishistory,
      1 as isregion,
      1 as isactor,
      1 as isnetwork,
      1 as isaddress
    from cloudtrail
    where account in ('111122223333', '444455556666')
      and region = 'us-east-1'
      and (year = '2023' and month = '11' and day = '30'
        or year = '2023' and month = '12'
        or year = '2024' and month = '01' and day <= '02')
      and eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  )
  group by grouping sets ((ishistory), (isregion, region), (isactor, actor), (isnetwork, network), (isaddress, address))
  having min(eventtime) >= '2023-12-30T00:00:00Z' or ishistory = 1
)
order by case feature when 'history' then 0 when 'region' then 1 when 'actor' then 2 when 'network' then 3 when 'address' then 4 end, firstseen, value
limit 20001;

-- bootstrap
select
  case when ishistory = 1 then 'history' when isregion = 1 then 'region' when isactor = 1 then 'actor' when isnetwork = 1 then 'network' when isaddress = 1 then 'address' end as feature,
  case when isregion = 1 then region when isactor = 1 then actor when isnetwork = 1 then network when isaddress = 1 then address end as value,
  firstseen
from (
  select
    ishistory,
    isregion,
    region,
    isactor,
    actor,
    isnetwork,
    network,
    isaddress,
    address,
    min(eventtime) as firstseen
  from (
    select
      eventtime,
      awsregion as region,
      coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || nullif(useridentity.onbehalfof.userid, '')), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
      coalesce((nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}\z', 1), '') || '.0.0/16'), (nullif(regexp_extract(nullif(sourceipaddress, ''), '^([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):', 1), '') || '::/48')) as network,
      sourceipaddress as address,
      1 as ishistory,
      1 as isregion,
      1 as isactor,
      1 as isnetwork,
      1 as isaddress
    from cloudtrail
    where account_partition in ('111122223333', '444455556666')
      and region_partition = 'us-east-1'
      and date_partition between '2023/11/30' and '2024/01/02'
      and eventtime >= '2023-11-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  )
  group by grouping sets ((ishistory), (isregion, region), (isactor, actor), (isnetwork, network), (isaddress, address))
  having min(eventtime) >= '2023-12-30T00:00:00Z' or ishistory = 1
)
order by case feature when 'history' then 0 when 'region' then 1 when 'actor' then 2 when 'network' then 3 when 'address' then 4 end, firstseen, value
limit 20001;
