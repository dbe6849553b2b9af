/** Watchlist rules: privilege escalation. */
import { anyOf, contains, not, oneOf } from "./conditions";
import { names } from "./names";
import type { Rule } from "./rule";

export const privilegeEscalationRules: readonly Rule[] = [
  {
    id: "role-first-assumed",
    title: "An actor assumed a role for the first time",
    why: "Roles lead from one identity to the next. Check whether this actor should use this role.",
    severity: "low",
    attack: [
      { tactic: "TA0004", technique: "T1078.004" },
      { tactic: "TA0008", technique: "T1550.001" },
    ],
    calls: {
      "sts.amazonaws.com": [
        "AssumeRole",
        "AssumeRoleWithWebIdentity",
        "AssumeRoleWithSAML",
        "AssumeRoot",
      ],
    },
    // A call into another account is logged in both: the caller's own log alone names the actor, and
    // a rule on other accounts reads the other one.
    when: not(oneOf("type", "AWSService", "AWSAccount")),
    signal: { kind: "firstSeen", by: ["actorarn", "request.roleArn"] },
    usuallyBenign: "New deployments and new employees.",
    next: "role",
  },
  {
    id: "admin-policy-attached",
    title: "An administrator policy was written or attached",
    why: "The user, group or role can now do nearly everything. Check what it did afterwards.",
    severity: "high",
    attack: [
      { tactic: "TA0004", technique: "T1098.003" },
      { tactic: "TA0003", technique: "T1098.003" },
    ],
    calls: {
      "iam.amazonaws.com": names(
        "AttachUserPolicy AttachRolePolicy AttachGroupPolicy PutUserPolicy PutRolePolicy",
        "PutGroupPolicy CreatePolicy CreatePolicyVersion",
      ),
    },
    when: anyOf(
      contains("request.policyArn", "/AdministratorAccess"),
      contains("request.policyArn", "/IAMFullAccess"),
      contains("request.policyArn", "/PowerUserAccess"),
      contains("request.policyDocument", '"Action":"*"'),
      contains("request.policyDocument", '"Action":["*"'),
      contains("request.policyDocument", '"Action":"iam:*"'),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "The set-up of an account.",
    next: "changes",
  },
  {
    id: "inline-policy-changed",
    title: "An actor created or changed an inline policy for the first time",
    why: "Inline policies easily escape review. Read the policy document.",
    severity: "medium",
    attack: [{ tactic: "TA0004", technique: "T1098.003" }],
    calls: { "iam.amazonaws.com": ["PutUserPolicy", "PutRolePolicy", "PutGroupPolicy"] },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "Terraform manages inline policies of roles.",
    next: "changes",
  },
  {
    id: "policy-first-granted",
    title: "An actor changed policies for the first time",
    why: "Rights changed. Read the policy, and compare with planned changes.",
    severity: "low",
    attack: [
      { tactic: "TA0004", technique: "T1098.003" },
      { tactic: "TA0003", technique: "T1098.003" },
    ],
    calls: {
      "iam.amazonaws.com": names(
        "AttachUserPolicy AttachRolePolicy AttachGroupPolicy CreatePolicy CreatePolicyVersion",
        "SetDefaultPolicyVersion AddUserToGroup AddRoleToInstanceProfile",
        "PutUserPermissionsBoundary PutRolePermissionsBoundary DeleteUserPermissionsBoundary",
        "DeleteRolePermissionsBoundary",
      ),
    },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "Terraform.",
    next: "changes",
  },
  {
    id: "identity-provider-changed",
    title: "An identity provider or trust anchor was added or changed",
    why: "Its operator can sign in as everyone it is trusted for. Check its certificate and its address.",
    severity: "high",
    attack: [
      { tactic: "TA0004", technique: "T1484.002" },
      { tactic: "TA0006", technique: "T1556" },
    ],
    calls: {
      "iam.amazonaws.com": [
        "CreateSAMLProvider",
        "UpdateSAMLProvider",
        "CreateOpenIDConnectProvider",
        "UpdateOpenIDConnectProviderThumbprint",
        "AddClientIDToOpenIDConnectProvider",
      ],
      "rolesanywhere.amazonaws.com": [
        "CreateTrustAnchor",
        "UpdateTrustAnchor",
        "CreateProfile",
        "EnableTrustAnchor",
      ],
      "sso.amazonaws.com": [
        "StartSSO",
        "UpdateSsoConfiguration",
        "AssociateDirectory",
        "DisassociateDirectory",
      ],
      "sso-directory.amazonaws.com": [
        "EnableExternalIdPConfigurationForDirectory",
        "DisableExternalIdPConfigurationForDirectory",
      ],
    },
    signal: { kind: "listing" },
    usuallyBenign: "The set-up of single sign-on.",
    next: "changes",
  },
  {
    id: "instance-profile-changed",
    title: "An instance was given another role",
    why: "Everyone on the instance gets the role's rights. Check what the instance called afterwards.",
    severity: "high",
    attack: [{ tactic: "TA0004", technique: "T1098.003" }],
    calls: {
      "ec2.amazonaws.com": ["ReplaceIamInstanceProfileAssociation", "AssociateIamInstanceProfile"],
    },
    signal: { kind: "listing" },
    usuallyBenign: "Operators correct a missing role.",
    next: "ec2-instance-compromise",
  },
];
