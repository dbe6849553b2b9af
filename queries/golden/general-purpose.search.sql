select
  eventtime,
  eventsource,
  eventname,
  principalid,
  arn,
  sourceipaddress,
  useragent,
  errorcode,
  awsregion,
  recipientaccountid,
  eventid
from (
  select
    eventtime,
    eventsource,
    eventname,
    coalesce(useridentity.principalid, useridentity.onbehalfof.userid) as principalid,
    useridentity.arn as arn,
    sourceipaddress,
    useragent,
    errorcode,
    awsregion,
    recipientaccountid,
    eventid,
    row_number() over (partition by eventid order by eventtime) as copy
  from cloudtrail
  where account in ('111122223333', '444455556666')
    and region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
    and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
    and useragent = 'aws-cli/2.15.0'
    and json_extract_scalar(requestparameters, '$.bucketName') = 'my-bucket'
    and tlsdetails.tlsversion = 'it''s 100 %'
)
where copy = 1 or eventid is null
order by eventtime, eventid;
