select
  eventtime as eventtime,
  eventsource as eventsource,
  eventname as eventname,
  sourceipaddress as sourceipaddress,
  useragent as useragent,
  errorcode as errorcode,
  case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end as outcome,
  errormessage as errormessage,
  awsregion as awsregion,
  recipientaccountid as recipientaccountid,
  eventid as eventid,
  json_extract_scalar(requestparameters, '$.bucketName') as bucketname,
  json_extract_scalar(requestparameters, '$.key') as objectkey,
  json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') as bytesout,
  substr(requestparameters, 1, 16385) as requestparameters,
  substr(responseelements, 1, 16385) as responseelements,
  substr(additionaleventdata, 1, 16385) as additionaleventdata,
  json_extract_scalar(responseelements, '$.ConsoleLogin') as signinresult,
  case when useridentity.type in ('IAMUser', 'Root') then json_extract_scalar(additionaleventdata, '$.MFAUsed') end as mfaused,
  json_extract_scalar(additionaleventdata, '$.CredentialType') as credentialtype,
  substr(json_format(cast(resources as json)), 1, 16385) as resources,
  readonly as readonly,
  eventtype as eventtype,
  cast(null as varchar) as eventcategory,
  requestid as requestid,
  sharedeventid as sharedeventid,
  vpcendpointid as vpcendpointid,
  cast(null as varchar) as vpcendpointaccountid,
  apiversion as apiversion,
  eventversion as eventversion,
  substr(serviceeventdetails, 1, 16385) as serviceeventdetails,
  cast(null as varchar) as addendumreason,
  cast(null as varchar) as addendumoriginaleventid,
  cast(null as varchar) as sessioncredentialfromconsole,
  cast(null as varchar) as tlsversion,
  cast(null as varchar) as ciphersuite,
  cast(null as varchar) as clientprovidedhostheader,
  "$path" as logfile,
  useridentity.principalid as principalid,
  useridentity.arn as arn,
  useridentity.accesskeyid as accesskeyid,
  useridentity.accountid as accountid,
  useridentity.type as type,
  useridentity.username as username,
  useridentity.invokedby as invokedby,
  useridentity.sessioncontext.attributes.mfaauthenticated as mfaauthenticated,
  useridentity.sessioncontext.attributes.creationdate as sessioncreated,
  useridentity.sessioncontext.sessionissuer.type as issuertype,
  useridentity.sessioncontext.sessionissuer.arn as issuerarn,
  useridentity.sessioncontext.sessionissuer.username as issuerusername,
  useridentity.sessioncontext.sessionissuer.principalid as issuerprincipalid,
  useridentity.sessioncontext.sessionissuer.accountid as issueraccountid,
  cast(null as varchar) as ec2roledelivery,
  cast(null as varchar) as federatedprovider,
  cast(null as varchar) as onbehalfofuserid,
  cast(null as varchar) as identitystorearn,
  filedaccount,
  filedregion
from (
  select eventtime, eventid, eventsource, eventname, sourceipaddress, useragent, errorcode, errormessage, responseelements, serviceeventdetails, awsregion, recipientaccountid, requestparameters, additionaleventdata, useridentity, resources, readonly, eventtype, requestid, sharedeventid, vpcendpointid, apiversion, eventversion, "$path", '111122223333' as filedaccount, region as filedregion
  from cloudtrail_111122223333
  where region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
  union all
  select eventtime, eventid, eventsource, eventname, sourceipaddress, useragent, errorcode, errormessage, responseelements, serviceeventdetails, awsregion, recipientaccountid, requestparameters, additionaleventdata, useridentity, resources, readonly, eventtype, requestid, sharedeventid, vpcendpointid, apiversion, eventversion, "$path", '444455556666' as filedaccount, region as filedregion
  from cloudtrail_444455556666
  where region = 'us-east-1'
    and (year = '2023' and month = '12' and day between '30' and '31'
      or year = '2024' and month = '01' and day <= '02')
)
where eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
  and useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE'
order by eventtime, eventid
limit 100001;
