/** Watchlist rules: stealth. */
import { is, not } from "./conditions";
import { names } from "./names";
import type { Rule } from "./rule";

export const stealthRules: readonly Rule[] = [
  {
    id: "log-lines-written",
    title: "An actor wrote log lines for the first time",
    why: "Lines written by hand can hide or fake activity. Compare the actor with the usual writer of the log group.",
    severity: "low",
    attack: [{ tactic: "TA0005", technique: "T1070" }],
    calls: { "logs.amazonaws.com": ["CreateLogStream", "PutLogEvents"] },
    when: not(is("type", "AWSService")),
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "Agents, Lambda functions and CloudTrail write logs all day.",
    next: "actors",
  },
  {
    id: "identity-first-removed",
    title: "An actor removed users, keys or rights for the first time",
    why: "Attackers delete traces or lock out owners. Check what the identity did before.",
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
    usuallyBenign: "Terraform; an employee's last day.",
    next: "changes",
  },
];
