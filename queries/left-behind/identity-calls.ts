/** Calls that make and remove users, keys, roles and permissions. */
import { constant, joined } from "../expression";
import { afterType, at, type Calls, lastName, makes, named, removes, replaces } from "./calls";

const user = named("user/", at("request.userName"));
const role = named("role/", at("request.roleName"));
const group = named("group/", at("request.groupName"));

/** A managed policy by its owner and name: `aws:policy/AdministratorAccess`. */
const managedPolicy = named("policy ", at("request.policyArn"));
const inlinePolicy = named("inline policy ", at("request.policyName"));
const policy = named("policy/", lastName(at("request.policyArn", "response.policy.arn")));

/** Attached and inline policies of a user, role or group. */
const policiesOf = (owner: "User" | "Role" | "Group", resource: typeof user): readonly Calls[] => [
  makes("attached policy", `Attach${owner}Policy`, { resource, detail: managedPolicy }),
  removes(`Detach${owner}Policy`, { resource, detail: managedPolicy }),
  makes("inline policy", `Put${owner}Policy`, { resource, detail: inlinePolicy }),
  removes(`Delete${owner}Policy`, { resource, detail: inlinePolicy }),
];

const password = { resource: user, detail: constant("console password") };
const accessKey = named("access-key/", at("response.accessKey.accessKeyId"));
const serviceCredential = "service-specific credential";
const device = named("mfa/", lastName(at("request.serialNumber")));
const newDevice = named("mfa/", lastName(at("response.virtualMFADevice.serialNumber")));
const profile = named("instance-profile/", at("request.instanceProfileName"));
const saml = named("saml-provider/", lastName(at("request.sAMLProviderArn", "request.name")));
const oidc = named(
  "oidc-provider/",
  afterType(
    at("request.openIDConnectProviderArn", "response.openIDConnectProviderArn", "request.url"),
  ),
);

export const IDENTITY_CALLS: readonly Calls[] = [
  makes("user", "CreateUser", { resource: user }),
  removes("DeleteUser", { resource: user }),
  makes("console password", "CreateLoginProfile UpdateLoginProfile", password),
  removes("DeleteLoginProfile", password),
  makes("access key", "CreateAccessKey", {
    resource: accessKey,
    detail: named("of user/", at("response.accessKey.userName", "request.userName")),
  }),
  removes("DeleteAccessKey", { resource: named("access-key/", at("request.accessKeyId")) }),
  makes(serviceCredential, "CreateServiceSpecificCredential", {
    resource: named(
      "service-credential/",
      at("response.serviceSpecificCredential.serviceSpecificCredentialId"),
    ),
    detail: named("of user/", at("request.userName")),
  }),
  removes("DeleteServiceSpecificCredential", {
    resource: named("service-credential/", at("request.serviceSpecificCredentialId")),
  }),
  makes("MFA device", "CreateVirtualMFADevice", { resource: newDevice }),
  removes("DeleteVirtualMFADevice", { resource: device }),
  makes("MFA of a user", "EnableMFADevice", { resource: user, detail: device }),
  removes("DeactivateMFADevice", { resource: user, detail: device }),
  makes("role", "CreateRole", { resource: role }),
  removes("DeleteRole", { resource: role }),
  replaces("trust change", "UpdateAssumeRolePolicy", {
    resource: role,
    detail: constant("trust policy"),
  }),
  makes("group", "CreateGroup", { resource: group }),
  removes("DeleteGroup", { resource: group }),
  makes("group membership", "AddUserToGroup", {
    resource: user,
    detail: joined(constant("in "), group),
  }),
  removes("RemoveUserFromGroup", { resource: user, detail: joined(constant("in "), group) }),
  ...policiesOf("User", user),
  ...policiesOf("Role", role),
  ...policiesOf("Group", group),
  makes("policy", "CreatePolicy", { resource: policy }),
  removes("DeletePolicy", { resource: policy }),
  makes("policy version", "CreatePolicyVersion", {
    resource: policy,
    detail: named("version ", at("response.policyVersion.versionId")),
  }),
  removes("DeletePolicyVersion", {
    resource: policy,
    detail: named("version ", at("request.versionId")),
  }),
  makes("instance profile", "CreateInstanceProfile", { resource: profile }),
  removes("DeleteInstanceProfile", { resource: profile }),
  makes("role of a profile", "AddRoleToInstanceProfile", { resource: profile, detail: role }),
  removes("RemoveRoleFromInstanceProfile", { resource: profile, detail: role }),
  makes("identity provider", "CreateSAMLProvider", { resource: saml }),
  removes("DeleteSAMLProvider", { resource: saml }),
  makes("identity provider", "CreateOpenIDConnectProvider", { resource: oidc }),
  removes("DeleteOpenIDConnectProvider", { resource: oidc }),
];
