select eventtime as eventtime, eventsource as eventsource, eventname as eventname, sourceipaddress as sourceipaddress, useragent as useragent, errorcode as errorcode,
  {as outcome}, errormessage as errormessage, awsregion as awsregion, recipientaccountid as recipientaccountid, eventid as eventid, {as bucketname}, {as objectkey},
  {as bytesout}, {as issuedkey}, {as sourceidentity}, substr(requestparameters, 1, 16385) as requestparameters, {as requeststart},
  substr(responseelements, 1, 16385) as responseelements, substr(additionaleventdata, 1, 16385) as additionaleventdata, {as signinresult}, {as mfaused},
  {as credentialtype}, substr({resources}, 1, 16385) as resources, readonly as readonly, eventtype as eventtype, cast(null as varchar) as eventcategory,
  requestid as requestid, sharedeventid as sharedeventid, vpcendpointid as vpcendpointid, cast(null as varchar) as vpcendpointaccountid, apiversion as apiversion,
  eventversion as eventversion, substr(serviceeventdetails, 1, 16385) as serviceeventdetails, cast(null as varchar) as addendumreason,
  cast(null as varchar) as addendumoriginaleventid, cast(null as varchar) as sessioncredentialfromconsole, cast(null as varchar) as tlsversion,
  cast(null as varchar) as ciphersuite, cast(null as varchar) as clientprovidedhostheader, "$path" as logfile, {as principalid}, {as arn}, {as accesskeyid},
  {as accountid}, {as type}, {as username}, {as invokedby}, {as mfaauthenticated}, {as sessioncreated}, {as issuertype}, {as issuerarn}, {as issuerusername},
  {as issuerprincipalid}, {as issueraccountid}, cast(null as varchar) as ec2roledelivery, cast(null as varchar) as federatedprovider,
  cast(null as varchar) as onbehalfofuserid, cast(null as varchar) as identitystorearn, {as actor}, {as actorarn}, {as resource}, {as bytesin}, {as bytes},
  {as agentproduct}, {as agentversion}, {as agentos}, {as agentsdk}, {as agentlanguage}, {as channel}, filedaccount, filedregion from (
  select eventtime, eventid, eventsource, eventname, sourceipaddress, useragent, errorcode, errormessage, responseelements, serviceeventdetails, awsregion,
    recipientaccountid, requestparameters, additionaleventdata, useridentity, resources, readonly, eventtype, requestid, sharedeventid, vpcendpointid, apiversion,
    eventversion, "$path", '111122223333' as filedaccount, region as filedregion
  from cloudtrail_111122223333 where {scope}
  union all select eventtime, eventid, eventsource, eventname, sourceipaddress, useragent, errorcode, errormessage, responseelements, serviceeventdetails, awsregion,
    recipientaccountid, requestparameters, additionaleventdata, useridentity, resources, readonly, eventtype, requestid, sharedeventid, vpcendpointid, apiversion,
    eventversion, "$path", '444455556666' as filedaccount, region as filedregion
  from cloudtrail_444455556666 where {scope} ) where {window of scope} and {accesskeyid} = 'AKIAIOSFODNN7EXAMPLE' order by eventtime, eventid limit 100001;
