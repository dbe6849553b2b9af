/** Watchlist rules: stealth. */
import { names } from "./names";
import type { Rule } from "./rule";

export const stealthRules: readonly Rule[] = [
  {
    id: "log-lines-forged",
    title: "Somebody other than a service wrote log lines",
    why: "Lines written by hand can bury or fake a trail.",
    severity: "low",
    attack: [{ tactic: "TA0005", technique: "T1070" }],
    calls: { "logs.amazonaws.com": ["CreateLogStream", "PutLogEvents"] },
    when: { op: "not", of: { op: "is", field: "type", value: "AWSService" } },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "agents, Lambda functions and CloudTrail itself write logs all day",
    next: "general-purpose",
  },
  {
    id: "identity-removed",
    title: "Users, keys or rights were removed",
    why: "Cleaning up after the deed, or locking the owners out.",
    severity: "medium",
    attack: [
      { tactic: "TA0005", technique: "T1070" },
      { tactic: "TA0040", technique: "T1531" },
    ],
    calls: {
      "iam.amazonaws.com": names(
        "DeleteUser DeleteAccessKey DeleteLoginProfile DeleteUserPolicy DetachUserPolicy",
        "DetachRolePolicy DeleteRole DeleteRolePolicy DeletePolicy RemoveUserFromGroup",
        "DeleteAccountPasswordPolicy UpdateAccountPasswordPolicy DeleteSAMLProvider",
      ),
    },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "Terraform destroys what it made",
    next: "general-purpose",
  },
];
