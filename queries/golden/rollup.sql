select substr(eventtime, 1, 10) as eventday, {as actor}, eventsource, eventname, sourceipaddress, {as agentproduct}, awsregion, recipientaccountid, {as outcome},
  {events} as total, {as firstseen}, {as lastseen} from (
  select eventtime, eventid, useridentity, eventsource, eventname, sourceipaddress, useragent, awsregion, recipientaccountid, errorcode, errormessage, responseelements,
    serviceeventdetails
  from cloudtrail_111122223333 where {scope}
  union all select eventtime, eventid, useridentity, eventsource, eventname, sourceipaddress, useragent, awsregion, recipientaccountid, errorcode, errormessage,
    responseelements, serviceeventdetails
  from cloudtrail_444455556666 where {scope} ) where {window of scope} group by 1, 2, 3, 4, 5, 6, 7, 8, 9 limit 1000001;
