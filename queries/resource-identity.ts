/** What calls on identities, secrets and accounts act on. */
import { at, calls, name, path, rest, type Services } from "./resource-paths";

export const IDENTITY_RESOURCES: Services = {
  iam: [
    calls(
      "UpdateAccessKey DeleteAccessKey GetAccessKeyLastUsed",
      at("access-key/", "request.accessKeyId"),
    ),
    calls("AddUserToGroup RemoveUserFromGroup", at("group/", "request.groupName")),
    calls(
      "CreateInstanceProfile DeleteInstanceProfile AddRoleToInstanceProfile RemoveRoleFromInstanceProfile",
      at("instance-profile/", "request.instanceProfileName"),
    ),
    rest(
      at("user/", "request.userName", "response.accessKey.userName", "response.user.userName"),
      at("role/", "request.roleName", "response.role.roleName"),
      at("group/", "request.groupName"),
      name("policy/", "request.policyArn"),
      name("policy/", "response.policy.arn", "request.policyName"),
      at("instance-profile/", "request.instanceProfileName"),
      name("mfa/", "request.serialNumber", "request.virtualMFADeviceName"),
      name("saml-provider/", "request.sAMLProviderArn", "response.sAMLProviderArn", "request.name"),
      path("oidc-provider/", "request.openIDConnectProviderArn", "request.url"),
      at("access-key/", "request.accessKeyId"),
      at("server-certificate/", "request.serverCertificateName"),
      at("service-role/", "request.aWSServiceName"),
      path("", "request.policySourceArn", "request.arn"),
    ),
  ],
  sts: [
    rest(
      name("role/", "request.roleArn"),
      at("federated-user/", "request.name"),
      at("account/", "request.targetPrincipal"),
      at("access-key/", "request.accessKeyId"),
    ),
  ],
  signin: [calls("SwitchRole", at("", "additional.SwitchTo"), name("role/", "additional.RoleArn"))],
  secretsmanager: [
    rest(
      path(
        "secret/",
        "request.secretId",
        "request.name",
        "request.secretIdList[0]",
        "response.arn",
        "response.aRN",
      ),
    ),
  ],
  ssm: [
    calls(
      "SendCommand StartAutomationExecution CreateAssociation",
      at("", "request.instanceIds[0]", "request.instanceId", "request.targets[0].values[0]"),
      path("document/", "request.documentName", "request.name"),
    ),
    calls(
      "GetDocument CreateDocument UpdateDocument DeleteDocument DescribeDocument ModifyDocumentPermission",
      path("document/", "request.name"),
    ),
    rest(
      {
        before: "parameter/",
        paths: ["request.name", "request.names[0]", "request.path"],
        arn: "parameter",
      },
      at("", "request.target", "request.instanceId", "request.resourceId"),
      at("session/", "request.sessionId"),
      at("command/", "request.commandId"),
    ),
  ],
  kms: [
    rest(
      path("key/", "request.keyId", "response.keyMetadata.keyId", "request.targetKeyId"),
      at("", "request.aliasName"),
    ),
  ],
  organizations: [
    calls("AttachPolicy DetachPolicy", at("policy/", "request.policyId")),
    rest(
      at("account/", "request.accountId", "response.createAccountStatus.accountName"),
      at("account/", "request.target.id"),
      at("policy/", "request.policyId"),
      at("", "request.targetId", "request.parentId", "request.rootId"),
    ),
  ],
  sso: [
    rest(
      at("account/", "request.targetId"),
      path("permission-set/", "request.permissionSetArn", "request.name"),
      at("directory/", "request.directoryId"),
    ),
  ],
  "sso-directory": [
    rest(
      at("user/", "request.userName", "request.userId"),
      at("group/", "request.groupName", "request.groupId"),
    ),
  ],
  identitystore: [rest(at("user/", "request.userName", "request.userId"))],
  rolesanywhere: [
    rest(
      at("profile/", "request.profileId"),
      at("trust-anchor/", "request.trustAnchorId"),
      at("", "request.name"),
    ),
  ],
  account: [rest(at("region/", "request.RegionName", "request.regionName"))],
  servicequotas: [rest(at("quota/", "request.quotaCode"))],
};
