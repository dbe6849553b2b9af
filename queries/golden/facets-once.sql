select facet, value, total, distinctvalues from (
  select facet, value, total, count(*) over (partition by facet) as distinctvalues, row_number() over (partition by facet order by total desc, value) as place from (
    select case when q0 = 1 then 'actor' when q1 = 1 then 'accesskeyid' when q2 = 1 then 'sourceipaddress' when q3 = 1 then 'agentproduct' when q4 = 1 then 'eventsource' when q5 = 1 then 'eventname' when q6 = 1 then 'resource' when q7 = 1 then 'outcome' when q8 = 1 then 'awsregion' when q9 = 1 then 'recipientaccountid' when q10 = 1 then 'readonly' when q11 = 1 then 'all filters' when q12 = 1 then 'inclusions' end as facet,
      coalesce(actor, accesskeyid, sourceipaddress, agentproduct, eventsource, eventname, resource, outcome, awsregion, recipientaccountid, readonly) as value,
      count(*) as total from (
      select eventid, actor, accesskeyid, sourceipaddress, agentproduct, eventsource, eventname, resource, outcome, awsregion, recipientaccountid, readonly,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q0,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q1,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q2,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q3,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q4,
        case when s1 = 1 and (n1 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q5,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q6,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q7,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q8,
        case when s2 = 1 and (n2 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q9,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q10,
        case when s0 = 1 and (n0 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q11,
        case when s2 = 1 and (n2 = 1 or (eventid is null and coalesce(sharedeventid, '') = '')) then 1 end as q12 from (
        select eventid, eventtime, eventname, sharedeventid, accesskeyid, recipientaccountid, actor, sourceipaddress, agentproduct, eventsource, resource, outcome,
          awsregion, readonly, s0, s1, s2,
          row_number() over (partition by s0, eventname, case when sharedeventid <> '' then sharedeventid else eventid end order by case when accesskeyid is null then 1 else 0 end, eventtime, recipientaccountid, eventid) as n0,
          row_number() over (partition by s1, eventname, case when sharedeventid <> '' then sharedeventid else eventid end order by case when accesskeyid is null then 1 else 0 end, eventtime, recipientaccountid, eventid) as n1,
          row_number() over (partition by s2, eventname, case when sharedeventid <> '' then sharedeventid else eventid end order by case when accesskeyid is null then 1 else 0 end, eventtime, recipientaccountid, eventid) as n2 from (
          select eventid, eventtime, eventname, sharedeventid, accesskeyid, recipientaccountid, actor, sourceipaddress, agentproduct, eventsource, resource, outcome,
            awsregion, readonly, case when p0 = 1 and p1 = 1 then 1 end as s0, case when p1 = 1 then 1 end as s1, case when p0 = 1 then 1 end as s2 from (
            select eventid, eventtime, eventname, sharedeventid, accesskeyid, recipientaccountid, actor, sourceipaddress, agentproduct, eventsource, resource, outcome,
              awsregion, readonly, case when eventname = 'AssumeRole' then 1 end as p0,
              case when (recipientaccountid <> '111122223333' or recipientaccountid is null) then 1 end as p1 from (
              select eventid, eventtime as eventtime, eventname as eventname, sharedeventid as sharedeventid, {as accesskeyid}, recipientaccountid as recipientaccountid,
                {as actor}, sourceipaddress as sourceipaddress, {as agentproduct}, eventsource as eventsource, {as resource}, {as outcome}, awsregion as awsregion,
                readonly as readonly from (
                select eventtime, eventid, useridentity, sourceipaddress, useragent, eventsource, eventname, requestparameters, responseelements, additionaleventdata,
                  resources, errorcode, errormessage, serviceeventdetails, awsregion, recipientaccountid, readonly, sharedeventid
                from cloudtrail_111122223333 where {scope}
                union all select eventtime, eventid, useridentity, sourceipaddress, useragent, eventsource, eventname, requestparameters, responseelements,
                  additionaleventdata, resources, errorcode, errormessage, serviceeventdetails, awsregion, recipientaccountid, readonly, sharedeventid
                from cloudtrail_444455556666 where {scope}
              ) where {window of scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' and {opens a session} and {outcome} = 'success' ) ) ) )
    ) group by grouping sets ((q0, actor), (q1, accesskeyid), (q2, sourceipaddress), (q3, agentproduct), (q4, eventsource), (q5, eventname), (q6, resource),
      (q7, outcome), (q8, awsregion), (q9, recipientaccountid), (q10, readonly), (q11), (q12)) having q0 is not null or q1 is not null or q2 is not null or q3 is not null
      or q4 is not null or q5 is not null or q6 is not null or q7 is not null or q8 is not null or q9 is not null or q10 is not null or q11 is not null or q12 is not null
  ) ) where place <= 50 order by facet, total desc, value;
