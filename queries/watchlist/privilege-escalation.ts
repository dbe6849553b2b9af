/** Watchlist rules: privilege escalation. */
import { names } from "./names";
import type { Rule } from "./rule";

export const privilegeEscalationRules: readonly Rule[] = [
  {
    id: "role-assumed-anew",
    title: "A role was assumed by somebody new",
    why: "The path from one identity to the next; new pairs of caller and role are the ones to look at.",
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
    when: { op: "not", of: { op: "is", field: "type", value: "AWSService" } },
    signal: { kind: "firstSeen", by: ["actorarn", "request.roleArn"] },
    next: "general-purpose",
  },
  {
    id: "admin-granted",
    title: "Administrator rights were granted",
    why: "The shortest way to everything.",
    severity: "high",
    attack: [
      { tactic: "TA0004", technique: "T1098.003" },
      { tactic: "TA0003", technique: "T1098.003" },
    ],
    calls: { "iam.amazonaws.com": ["AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy"] },
    when: {
      op: "or",
      of: [
        { op: "contains", field: "request.policyArn", value: "/AdministratorAccess" },
        { op: "contains", field: "request.policyArn", value: "/IAMFullAccess" },
        { op: "contains", field: "request.policyArn", value: "/PowerUserAccess" },
      ],
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "inline-policy",
    title: "An inline policy was written",
    why: "Inline policies escape the review that managed ones get.",
    severity: "medium",
    attack: [{ tactic: "TA0004", technique: "T1098.003" }],
    calls: { "iam.amazonaws.com": ["PutUserPolicy", "PutRolePolicy", "PutGroupPolicy"] },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "policy-granted",
    title: "A policy was attached, made or switched",
    why: "Rights changed; compare with the change calendar.",
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
    usuallyBenign: "Terraform",
    next: "general-purpose",
  },
  {
    id: "federation-opened",
    title: "An identity provider was added or changed",
    why: "Whoever runs the provider may sign in as anybody it is trusted for.",
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
    next: "general-purpose",
  },
  {
    id: "instance-profile-swapped",
    title: "An instance was given another role",
    why: "Whoever is on the instance gets that role's rights.",
    severity: "high",
    attack: [{ tactic: "TA0004", technique: "T1098.003" }],
    calls: {
      "ec2.amazonaws.com": ["ReplaceIamInstanceProfileAssociation", "AssociateIamInstanceProfile"],
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
];
