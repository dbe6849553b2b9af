select q0, q1, q2, eventname, errorcode, principalid, {events} as total from (
  select eventid, eventname as eventname, errorcode as errorcode, {as principalid}, case when true then 1 end as q0, case when errorcode is not null then 1 end as q1,
    case when {is denied} then 1 end as q2 from (
    select eventtime, eventid, eventname, errorcode, useridentity from cloudtrail_111122223333 where {scope}
    union all select eventtime, eventid, eventname, errorcode, useridentity from cloudtrail_444455556666 where {scope} ) where {window of scope}
) group by grouping sets ((q0, eventname), (q1, errorcode), (q2, principalid)) having q0 is not null or q1 is not null or q2 is not null limit 100001;
