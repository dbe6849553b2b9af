select
  eventtime,
  kind,
  resource,
  nullif(detail, '') as detail,
  eventname,
  eventid,
  nullif(regexp_extract(nullif(removal, ''), '^([^ ]*) ', 1), '') as removedtime,
  nullif(regexp_extract(nullif(removal, ''), '^[^ ]* [^ ]* ([^ ]*) ', 1), '') as removedname,
  nullif(regexp_extract(nullif(removal, ''), '^[^ ]* [^ ]* [^ ]* ([\s\S]*)\z', 1), '') as removedby,
  nullif(regexp_extract(nullif(removal, ''), '^[^ ]* ([^ ]*) ', 1), '') as removedeventid,
  actor,
  awsregion,
  recipientaccountid
from (
  select
    eventtime,
    eventid,
    eventname,
    awsregion,
    recipientaccountid,
    actor,
    kind,
    resource,
    detail,
    case when substr(ofpart, 1, 20) <= substr(ofwhole, 1, 20) or ofwhole is null then ofpart else ofwhole end as removal
  from (
    select
      eventtime,
      eventid,
      eventname,
      awsregion,
      recipientaccountid,
      actor,
      kind,
      resource,
      detail,
      own,
      min(case when removes = '1' and detail = '' then removal end) over (partition by recipientaccountid, awsregion, resource order by eventtime desc, case when kind is null then 0 else 1 end desc, eventid desc rows between unbounded preceding and 1 preceding) as ofwhole,
      min(case when removes = '1' and detail <> '' then removal end) over (partition by recipientaccountid, awsregion, resource, detail order by eventtime desc, case when kind is null then 0 else 1 end desc, eventid desc rows between unbounded preceding and 1 preceding) as ofpart
    from (
      select
        eventtime,
        eventid,
        eventname,
        awsregion,
        recipientaccountid,
        actor,
        own,
        case substr(form, 7, 1) when '1' then null when '3' then case when coalesce(coalesce(json_extract_scalar(requestparameters, '$.createVolumePermission.add.items[0].userId'), json_extract_scalar(requestparameters, '$.createVolumePermission.add.items[0].group'), json_extract_scalar(requestparameters, '$.createVolumePermission.add.items[0].organizationArn')), coalesce(json_extract_scalar(requestparameters, '$.launchPermission.add.items[0].userId'), json_extract_scalar(requestparameters, '$.launchPermission.add.items[0].group'), json_extract_scalar(requestparameters, '$.launchPermission.add.items[0].organizationArn')), json_extract_scalar(requestparameters, '$.valuesToAdd[0]'), json_extract_scalar(requestparameters, '$.valuesToAdd[0]')) is not null then substr(form, 8) end else substr(form, 8) end as kind,
        case substr(form, 1, 2) when '00' then ('user/' || json_extract_scalar(requestparameters, '$.userName')) when '01' then ('access-key/' || json_extract_scalar(responseelements, '$.accessKey.accessKeyId')) when '02' then ('access-key/' || json_extract_scalar(requestparameters, '$.accessKeyId')) when '03' then ('service-credential/' || json_extract_scalar(responseelements, '$.serviceSpecificCredential.serviceSpecificCredentialId')) when '04' then ('service-credential/' || json_extract_scalar(requestparameters, '$.serviceSpecificCredentialId')) when '05' then ('mfa/' || regexp_replace(json_extract_scalar(responseelements, '$.virtualMFADevice.serialNumber'), '^[\s\S]*/', '')) when '06' then ('mfa/' || regexp_replace(json_extract_scalar(requestparameters, '$.serialNumber'), '^[\s\S]*/', '')) when '07' then ('role/' || json_extract_scalar(requestparameters, '$.roleName')) when '08' then ('group/' || json_extract_scalar(requestparameters, '$.groupName')) when '09' then ('policy/' || regexp_replace(coalesce(json_extract_scalar(requestparameters, '$.policyArn'), json_extract_scalar(responseelements, '$.policy.arn')), '^[\s\S]*/', '')) when '10' then ('instance-profile/' || json_extract_scalar(requestparameters, '$.instanceProfileName')) when '11' then ('saml-provider/' || regexp_replace(coalesce(json_extract_scalar(requestparameters, '$.sAMLProviderArn'), json_extract_scalar(requestparameters, '$.name')), '^[\s\S]*/', '')) when '12' then ('oidc-provider/' || regexp_replace(coalesce(json_extract_scalar(requestparameters, '$.openIDConnectProviderArn'), json_extract_scalar(responseelements, '$.openIDConnectProviderArn'), json_extract_scalar(requestparameters, '$.url')), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+[:/])?', '')) when '13' then json_extract_scalar(item, '$.instanceId') when '14' then ('key-pair/' || json_extract_scalar(requestparameters, '$.keyName')) when '15' then json_extract_scalar(responseelements, '$.snapshotId') when '16' then json_extract_scalar(requestparameters, '$.snapshotId') when '17' then json_extract_scalar(responseelements, '$.imageId') when '18' then json_extract_scalar(requestparameters, '$.imageId') when '19' then json_extract_scalar(responseelements, '$.groupId') when '20' then json_extract_scalar(requestparameters, '$.groupId') when '21' then coalesce(coalesce(json_extract_scalar(requestparameters, '$.groupId'), json_extract_scalar(item, '$.groupId')), ('security-group/' || json_extract_scalar(requestparameters, '$.groupName'))) when '22' then ('db/' || json_extract_scalar(requestparameters, '$.dBInstanceIdentifier')) when '23' then ('snapshot/' || coalesce(json_extract_scalar(requestparameters, '$.targetDBSnapshotIdentifier'), json_extract_scalar(requestparameters, '$.dBSnapshotIdentifier'))) when '24' then ('snapshot/' || json_extract_scalar(requestparameters, '$.dBSnapshotIdentifier')) when '25' then ('db-cluster-snapshot/' || json_extract_scalar(requestparameters, '$.dBClusterSnapshotIdentifier')) when '26' then ('function/' || regexp_replace(json_extract_scalar(requestparameters, '$.functionName'), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+[:/])?', '')) when '27' then ('s3://' || json_extract_scalar(requestparameters, '$.bucketName')) else cast(null as varchar) end as resource,
        case substr(form, 3, 2) when '00' then '' when '01' then 'console password' when '02' then ('of user/' || coalesce(json_extract_scalar(responseelements, '$.accessKey.userName'), json_extract_scalar(requestparameters, '$.userName'))) when '03' then ('of user/' || json_extract_scalar(requestparameters, '$.userName')) when '04' then ('mfa/' || regexp_replace(json_extract_scalar(requestparameters, '$.serialNumber'), '^[\s\S]*/', '')) when '05' then 'trust policy' when '06' then ('in ' || ('group/' || json_extract_scalar(requestparameters, '$.groupName'))) when '07' then ('policy ' || json_extract_scalar(requestparameters, '$.policyArn')) when '08' then ('inline policy ' || json_extract_scalar(requestparameters, '$.policyName')) when '09' then ('version ' || json_extract_scalar(responseelements, '$.policyVersion.versionId')) when '10' then ('version ' || json_extract_scalar(requestparameters, '$.versionId')) when '11' then ('role/' || json_extract_scalar(requestparameters, '$.roleName')) when '12' then ('shared with ' || coalesce(json_extract_scalar(item, '$.userId'), json_extract_scalar(item, '$.group'), json_extract_scalar(item, '$.organizationArn'))) when '13' then (coalesce(case when eventname in ('AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress') then 'out ' end, 'in ') || coalesce(case when json_extract_scalar(item, '$.ipProtocol') = '-1' then 'all traffic' when json_extract_scalar(item, '$.fromPort') = json_extract_scalar(item, '$.toPort') then (json_extract_scalar(item, '$.ipProtocol') || ' ' || json_extract_scalar(item, '$.fromPort')) end, (json_extract_scalar(item, '$.ipProtocol') || ' ' || json_extract_scalar(item, '$.fromPort') || '-' || json_extract_scalar(item, '$.toPort')), json_extract_scalar(item, '$.ipProtocol')) || ' ' || nullif(within, '')) when '14' then ('shared with ' || json_extract_scalar(item, '$')) when '15' then ('permission ' || json_extract_scalar(requestparameters, '$.statementId')) when '16' then 'function URL' when '17' then 'bucket policy' else cast(null as varchar) end as detail,
        case substr(form, 7, 1) when '0' then '0' when '3' then case when coalesce(coalesce(json_extract_scalar(requestparameters, '$.createVolumePermission.add.items[0].userId'), json_extract_scalar(requestparameters, '$.createVolumePermission.add.items[0].group'), json_extract_scalar(requestparameters, '$.createVolumePermission.add.items[0].organizationArn')), coalesce(json_extract_scalar(requestparameters, '$.launchPermission.add.items[0].userId'), json_extract_scalar(requestparameters, '$.launchPermission.add.items[0].group'), json_extract_scalar(requestparameters, '$.launchPermission.add.items[0].organizationArn')), json_extract_scalar(requestparameters, '$.valuesToAdd[0]'), json_extract_scalar(requestparameters, '$.valuesToAdd[0]')) is not null then '0' else '1' end else '1' end as removes,
        eventtime || ' ' || coalesce(eventid, '') || ' ' || eventname || ' ' || actor as removal
      from (
        select
          eventtime,
          eventid,
          eventname,
          awsregion,
          recipientaccountid,
          actor,
          requestparameters,
          responseelements,
          own,
          form,
          item,
          case substr(form, 5, 2) when '05' then regexp_extract_all(item, '(?:"(?:cidrIp|cidrIpv4|cidrIpv6|prefixListId|sourceSecurityGroupName)"|[\[,:]\s*\{[^{}]*?"groupId")\s*:\s*"([^"]+)"', 1) else array[''] end as matches
        from (
          select
            eventtime,
            eventid,
            eventname,
            awsregion,
            recipientaccountid,
            actor,
            requestparameters,
            responseelements,
            own,
            form,
            case substr(form, 5, 2) when '01' then case when json_size(responseelements, '$.instancesSet.items') > 0 then json_format(json_extract(responseelements, '$.instancesSet.items[' || cast(number as varchar) || ']')) else requestparameters end when '02' then case when json_size(requestparameters, '$.instancesSet.items') > 0 then json_format(json_extract(requestparameters, '$.instancesSet.items[' || cast(number as varchar) || ']')) else requestparameters end when '03' then case when json_size(requestparameters, '$.createVolumePermission.add.items') > 0 then json_format(json_extract(requestparameters, '$.createVolumePermission.add.items[' || cast(number as varchar) || ']')) when json_size(requestparameters, '$.createVolumePermission.remove.items') > 0 then json_format(json_extract(requestparameters, '$.createVolumePermission.remove.items[' || cast(number as varchar) || ']')) else requestparameters end when '04' then case when json_size(requestparameters, '$.launchPermission.add.items') > 0 then json_format(json_extract(requestparameters, '$.launchPermission.add.items[' || cast(number as varchar) || ']')) when json_size(requestparameters, '$.launchPermission.remove.items') > 0 then json_format(json_extract(requestparameters, '$.launchPermission.remove.items[' || cast(number as varchar) || ']')) else requestparameters end when '05' then case when json_size(responseelements, '$.securityGroupRuleSet.items') > 0 then json_format(json_extract(responseelements, '$.securityGroupRuleSet.items[' || cast(number as varchar) || ']')) when json_size(responseelements, '$.revokedSecurityGroupRuleSet.items') > 0 then json_format(json_extract(responseelements, '$.revokedSecurityGroupRuleSet.items[' || cast(number as varchar) || ']')) when json_size(requestparameters, '$.ipPermissions.items') > 0 then json_format(json_extract(requestparameters, '$.ipPermissions.items[' || cast(number as varchar) || ']')) else requestparameters end when '06' then case when json_size(requestparameters, '$.valuesToAdd') > 0 then json_format(json_extract(requestparameters, '$.valuesToAdd[' || cast(number as varchar) || ']')) when json_size(requestparameters, '$.valuesToRemove') > 0 then json_format(json_extract(requestparameters, '$.valuesToRemove[' || cast(number as varchar) || ']')) else requestparameters end else requestparameters end as item
          from (
            select
              eventtime,
              eventid,
              eventname,
              awsregion,
              recipientaccountid,
              actor,
              requestparameters,
              responseelements,
              own,
              form,
              sequence(0, case substr(form, 5, 2) when '01' then coalesce(nullif(json_size(responseelements, '$.instancesSet.items'), 0), 1) when '02' then coalesce(nullif(json_size(requestparameters, '$.instancesSet.items'), 0), 1) when '03' then coalesce(nullif(json_size(requestparameters, '$.createVolumePermission.add.items'), 0), nullif(json_size(requestparameters, '$.createVolumePermission.remove.items'), 0), 1) when '04' then coalesce(nullif(json_size(requestparameters, '$.launchPermission.add.items'), 0), nullif(json_size(requestparameters, '$.launchPermission.remove.items'), 0), 1) when '05' then coalesce(nullif(json_size(responseelements, '$.securityGroupRuleSet.items'), 0), nullif(json_size(responseelements, '$.revokedSecurityGroupRuleSet.items'), 0), nullif(json_size(requestparameters, '$.ipPermissions.items'), 0), 1) when '06' then coalesce(nullif(json_size(requestparameters, '$.valuesToAdd'), 0), nullif(json_size(requestparameters, '$.valuesToRemove'), 0), 1) else 1 end - 1) as numbers
            from (
              select
                eventtime,
                eventid,
                eventname,
                awsregion,
                recipientaccountid,
                actor,
                requestparameters,
                responseelements,
                own,
                case eventsource when 'iam.amazonaws.com' then case eventname when 'CreateUser' then '0000000user' when 'DeleteUser' then '0000001' when 'CreateLoginProfile' then '0001000console password' when 'UpdateLoginProfile' then '0001000console password' when 'DeleteLoginProfile' then '0001001' when 'CreateAccessKey' then '0102000access key' when 'DeleteAccessKey' then '0200001' when 'CreateServiceSpecificCredential' then '0303000service-specific credential' when 'DeleteServiceSpecificCredential' then '0400001' when 'CreateVirtualMFADevice' then '0500000MFA device' when 'DeleteVirtualMFADevice' then '0600001' when 'EnableMFADevice' then '0004000MFA of a user' when 'DeactivateMFADevice' then '0004001' when 'CreateRole' then '0700000role' when 'DeleteRole' then '0700001' when 'UpdateAssumeRolePolicy' then '0705002trust change' when 'CreateGroup' then '0800000group' when 'DeleteGroup' then '0800001' when 'AddUserToGroup' then '0006000group membership' when 'RemoveUserFromGroup' then '0006001' when 'AttachUserPolicy' then '0007000attached policy' when 'DetachUserPolicy' then '0007001' when 'PutUserPolicy' then '0008000inline policy' when 'DeleteUserPolicy' then '0008001' when 'AttachRolePolicy' then '0707000attached policy' when 'DetachRolePolicy' then '0707001' when 'PutRolePolicy' then '0708000inline policy' when 'DeleteRolePolicy' then '0708001' when 'AttachGroupPolicy' then '0807000attached policy' when 'DetachGroupPolicy' then '0807001' when 'PutGroupPolicy' then '0808000inline policy' when 'DeleteGroupPolicy' then '0808001' when 'CreatePolicy' then '0900000policy' when 'DeletePolicy' then '0900001' when 'CreatePolicyVersion' then '0909000policy version' when 'DeletePolicyVersion' then '0910001' when 'CreateInstanceProfile' then '1000000instance profile' when 'DeleteInstanceProfile' then '1000001' when 'AddRoleToInstanceProfile' then '1011000role of a profile' when 'RemoveRoleFromInstanceProfile' then '1011001' when 'CreateSAMLProvider' then '1100000identity provider' when 'DeleteSAMLProvider' then '1100001' when 'CreateOpenIDConnectProvider' then '1200000identity provider' when 'DeleteOpenIDConnectProvider' then '1200001' end when 'ec2.amazonaws.com' then case eventname when 'RunInstances' then '1300010instance' when 'TerminateInstances' then '1300021' when 'CreateKeyPair' then '1400000key pair' when 'ImportKeyPair' then '1400000key pair' when 'DeleteKeyPair' then '1400001' when 'CreateSnapshot' then '1500000snapshot' when 'CopySnapshot' then '1500000snapshot' when 'DeleteSnapshot' then '1600001' when 'ModifySnapshotAttribute' then '1612033shared snapshot' when 'CreateImage' then '1700000image' when 'CopyImage' then '1700000image' when 'RegisterImage' then '1700000image' when 'DeregisterImage' then '1800001' when 'ModifyImageAttribute' then '1812043shared image' when 'CreateSecurityGroup' then '1900000security group' when 'DeleteSecurityGroup' then '2000001' when 'AuthorizeSecurityGroupIngress' then '2113050opened port' when 'AuthorizeSecurityGroupEgress' then '2113050opened port' when 'RevokeSecurityGroupIngress' then '2113051' when 'RevokeSecurityGroupEgress' then '2113051' end when 'rds.amazonaws.com' then case eventname when 'CreateDBInstance' then '2200000database' when 'RestoreDBInstanceFromDBSnapshot' then '2200000database' when 'DeleteDBInstance' then '2200001' when 'CreateDBSnapshot' then '2300000snapshot' when 'CopyDBSnapshot' then '2300000snapshot' when 'DeleteDBSnapshot' then '2400001' when 'ModifyDBSnapshotAttribute' then '2414063shared snapshot' when 'CreateDBClusterSnapshot' then '2500000snapshot' when 'DeleteDBClusterSnapshot' then '2500001' when 'ModifyDBClusterSnapshotAttribute' then '2514063shared snapshot' end when 'lambda.amazonaws.com' then case eventname when 'CreateFunction20150331' then '2600000function' when 'CreateFunction20141111' then '2600000function' when 'DeleteFunction20150331' then '2600001' when 'DeleteFunction20141111' then '2600001' when 'AddPermission20150331' then '2615000function permission' when 'AddPermission20150331v2' then '2615000function permission' when 'RemovePermission20150331' then '2615001' when 'RemovePermission20150331v2' then '2615001' when 'CreateFunctionUrlConfig' then '2616000function URL' when 'CreateFunctionUrlConfig20211031' then '2616000function URL' when 'DeleteFunctionUrlConfig' then '2616001' when 'DeleteFunctionUrlConfig20211031' then '2616001' end when 's3.amazonaws.com' then case eventname when 'CreateBucket' then '2700000bucket' when 'DeleteBucket' then '2700001' when 'PutBucketPolicy' then '2717002bucket policy' when 'DeleteBucketPolicy' then '2717001' end end as form
              from (
                select
                  eventtime,
                  eventid,
                  eventname,
                  awsregion,
                  recipientaccountid,
                  coalesce(case when useridentity.type = 'AssumedRole' then coalesce(nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/([\s\S]+)', 1), ''), (nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || regexp_replace(nullif(useridentity.principalid, ''), '^[^:]*:', ''))) when useridentity.type = 'IAMUser' then coalesce(nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:user/(?:[^/]*/)*([\s\S]+)', 1), '')) when useridentity.type = 'Root' then coalesce(('root of ' || nullif(useridentity.accountid, '')), 'root') when useridentity.type = 'AWSService' then ('service:' || nullif(useridentity.invokedby, '')) when useridentity.type = 'FederatedUser' then coalesce((nullif(useridentity.sessioncontext.sessionissuer.username, '') || '/' || nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:federated-user/([\s\S]+)', 1), '')), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), '')) when useridentity.type = 'SAMLUser' then ('saml:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.type = 'WebIdentityUser' then ('web:' || coalesce(nullif(useridentity.username, ''), nullif(useridentity.principalid, ''))) when useridentity.accountid = 'ANONYMOUS_PRINCIPAL' then 'anonymous' when useridentity.type = 'AWSAccount' then coalesce(('account:' || nullif(useridentity.accountid, '') || '/' || nullif(useridentity.principalid, '')), ('account:' || nullif(useridentity.accountid, ''))) end, ('person:' || nullif(useridentity.onbehalfof.userid, '')), nullif(useridentity.username, ''), nullif(regexp_extract(nullif(useridentity.arn, ''), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\s\S]+)', 1), ''), nullif(useridentity.arn, ''), nullif(useridentity.principalid, ''), ('service:' || nullif(useridentity.invokedby, '')), ('account:' || nullif(useridentity.accountid, '')), 'no identity') as actor,
                  requestparameters,
                  responseelements,
                  case when useridentity.accesskeyid = 'AKIAIOSFODNN7EXAMPLE' then '1' end as own,
                  eventsource,
                  row_number() over (partition by eventid order by eventtime) as copy
                from cloudtrail
                where account in ('111122223333', '444455556666')
                  and region = 'us-east-1'
                  and (year = '2023' and month = '12' and day between '30' and '31'
                    or year = '2024' and month = '01' and day <= '02')
                  and eventtime >= '2023-12-30T00:00:00Z' and eventtime < '2024-01-02T00:00:00Z'
                  and eventsource in ('iam.amazonaws.com', 'ec2.amazonaws.com', 'rds.amazonaws.com', 'lambda.amazonaws.com', 's3.amazonaws.com')
                  and eventname in ('CreateUser', 'DeleteUser', 'CreateLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile', 'CreateAccessKey', 'DeleteAccessKey', 'CreateServiceSpecificCredential', 'DeleteServiceSpecificCredential', 'CreateVirtualMFADevice', 'DeleteVirtualMFADevice', 'EnableMFADevice', 'DeactivateMFADevice', 'CreateRole', 'DeleteRole', 'UpdateAssumeRolePolicy', 'CreateGroup', 'DeleteGroup', 'AddUserToGroup', 'RemoveUserFromGroup', 'AttachUserPolicy', 'DetachUserPolicy', 'PutUserPolicy', 'DeleteUserPolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'PutRolePolicy', 'DeleteRolePolicy', 'AttachGroupPolicy', 'DetachGroupPolicy', 'PutGroupPolicy', 'DeleteGroupPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'CreateInstanceProfile', 'DeleteInstanceProfile', 'AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile', 'CreateSAMLProvider', 'DeleteSAMLProvider', 'CreateOpenIDConnectProvider', 'DeleteOpenIDConnectProvider', 'RunInstances', 'TerminateInstances', 'CreateKeyPair', 'ImportKeyPair', 'DeleteKeyPair', 'CreateSnapshot', 'CopySnapshot', 'DeleteSnapshot', 'ModifySnapshotAttribute', 'CreateImage', 'CopyImage', 'RegisterImage', 'DeregisterImage', 'ModifyImageAttribute', 'CreateSecurityGroup', 'DeleteSecurityGroup', 'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateDBInstance', 'RestoreDBInstanceFromDBSnapshot', 'DeleteDBInstance', 'CreateDBSnapshot', 'CopyDBSnapshot', 'DeleteDBSnapshot', 'ModifyDBSnapshotAttribute', 'CreateDBClusterSnapshot', 'DeleteDBClusterSnapshot', 'ModifyDBClusterSnapshotAttribute', 'CreateFunction20150331', 'CreateFunction20141111', 'DeleteFunction20150331', 'DeleteFunction20141111', 'AddPermission20150331', 'AddPermission20150331v2', 'RemovePermission20150331', 'RemovePermission20150331v2', 'CreateFunctionUrlConfig', 'CreateFunctionUrlConfig20211031', 'DeleteFunctionUrlConfig', 'DeleteFunctionUrlConfig20211031', 'CreateBucket', 'DeleteBucket', 'PutBucketPolicy', 'DeleteBucketPolicy')
                  and case when errorcode like 'AccessDenied%' or errorcode like '%UnauthorizedOperation' or errorcode in ('Client.UnauthorizedAccess', 'VpceAccessDenied', 'AuthorizationError', 'AuthorizationErrorException', 'UnauthorizedException', 'NotAuthorizedException', 'ForbiddenException', 'KMSAccessDeniedException', 'AuthFailure', 'Client.AuthFailure') then 'denied' when errorcode <> '' then 'error' when eventsource = 'signin.amazonaws.com' and (errormessage <> '' or responseelements like '%"Failure"%' or serviceeventdetails like '%"Failure"%') then 'error' else 'success' end = 'success'
              )
              where copy = 1 or eventid is null
            )
            where form is not null
          )
          cross join unnest(numbers) as items (number)
        )
      )
      cross join unnest(matches) as ends (within)
    )
    where resource is not null and detail is not null
  )
  where own = '1' and kind is not null
)
order by eventtime, eventid, resource, detail, kind;
