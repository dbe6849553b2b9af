select facet, value, total, distinctvalues from (
  select facet, value, total, count(*) over (partition by facet) as distinctvalues, row_number() over (partition by facet order by total desc, value) as place from (
    select case when q0 = 1 then 'actor' when q1 = 1 then 'accesskeyid' when q2 = 1 then 'sourceipaddress' when q3 = 1 then 'agentproduct' when q4 = 1 then 'eventsource' when q5 = 1 then 'eventname' when q6 = 1 then 'resource' when q7 = 1 then 'outcome' when q8 = 1 then 'awsregion' when q9 = 1 then 'recipientaccountid' when q10 = 1 then 'readonly' when q11 = 1 then 'all filters' when q12 = 1 then 'inclusions' end as facet,
      coalesce(actor, accesskeyid, sourceipaddress, agentproduct, eventsource, eventname, resource, outcome, awsregion, recipientaccountid, readonly) as value,
      {events} as total from (
      select eventid, actor, accesskeyid, sourceipaddress, agentproduct, eventsource, eventname, resource, outcome, awsregion, recipientaccountid, readonly,
        case when p0 = 1 and p2 = 1 and p3 = 1 then 1 end as q0, case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q1,
        case when p0 = 1 and p1 = 1 and p2 = 1 then 1 end as q2, case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q3,
        case when p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q4, case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q5,
        case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q6, case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q7,
        case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q8, case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q9,
        case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q10, case when p0 = 1 and p1 = 1 and p2 = 1 and p3 = 1 then 1 end as q11,
        case when p0 = 1 and p3 = 1 then 1 end as q12 from (
        select eventid, actor, accesskeyid, sourceipaddress, agentproduct, eventsource, eventname, resource, outcome, awsregion, recipientaccountid, readonly,
          case when eventsource = 's3.amazonaws.com' then 1 end as p0, case when actor <> 'alice' then 1 end as p1,
          case when (errormessage is null or (errormessage is not null and not (errormessage like '%expired%' escape '\'))) then 1 end as p2,
          case when regexp_like(sourceipaddress, '(?i)^2001:0?db8:0{0,2}4[0-9a-f]:') then 1 end as p3 from (
          select eventid, {as actor}, {as accesskeyid}, sourceipaddress as sourceipaddress, {as agentproduct}, eventsource as eventsource, eventname as eventname,
            {as resource}, {as outcome}, awsregion as awsregion, recipientaccountid as recipientaccountid, readonly as readonly, errormessage as errormessage from (
            select eventtime, eventid, useridentity, sourceipaddress, useragent, eventsource, eventname, requestparameters, responseelements, additionaleventdata,
              resources, errorcode, errormessage, serviceeventdetails, awsregion, recipientaccountid, readonly
            from cloudtrail_111122223333 where {scope}
            union all select eventtime, eventid, useridentity, sourceipaddress, useragent, eventsource, eventname, requestparameters, responseelements,
              additionaleventdata, resources, errorcode, errormessage, serviceeventdetails, awsregion, recipientaccountid, readonly
            from cloudtrail_444455556666 where {scope} ) where {window of scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' and useragent like '%aws-cli%' escape '\' ) )
    ) group by grouping sets ((q0, actor), (q1, accesskeyid), (q2, sourceipaddress), (q3, agentproduct), (q4, eventsource), (q5, eventname), (q6, resource),
      (q7, outcome), (q8, awsregion), (q9, recipientaccountid), (q10, readonly), (q11), (q12)) having q0 is not null or q1 is not null or q2 is not null or q3 is not null
      or q4 is not null or q5 is not null or q6 is not null or q7 is not null or q8 is not null or q9 is not null or q10 is not null or q11 is not null or q12 is not null
  ) ) where place <= 50 order by facet, total desc, value;
