/** Watchlist rules: initial access. */
import type { Rule } from "./rule";

export const initialAccessRules: readonly Rule[] = [
  {
    id: "root-used",
    title: "The root user acted",
    why: "Root should sleep. A service acting in its name has invokedby set and is left out.",
    severity: "high",
    attack: [
      { tactic: "TA0001", technique: "T1078.004" },
      { tactic: "TA0004", technique: "T1078.004" },
    ],
    calls: {},
    when: {
      op: "and",
      of: [
        { op: "is", field: "type", value: "Root" },
        { op: "absent", field: "invokedby" },
        { op: "not", of: { op: "is", field: "eventtype", value: "AwsServiceEvent" } },
        { op: "not", of: { op: "is", field: "readonly", value: "true" } },
      ],
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "console-without-mfa",
    title: "A console sign-in without a second factor",
    why: "A password alone opened the account.",
    severity: "medium",
    attack: [{ tactic: "TA0001", technique: "T1078.004" }],
    calls: { "signin.amazonaws.com": ["ConsoleLogin"] },
    when: {
      op: "and",
      of: [
        { op: "is", field: "additional.MFAUsed", value: "No" },
        { op: "is", field: "response.ConsoleLogin", value: "Success" },
        {
          op: "not",
          of: {
            op: "oneOf",
            field: "type",
            values: ["AssumedRole", "SAMLUser", "IdentityCenterUser"],
          },
        },
      ],
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "console-sign-in",
    title: "A console sign-in from a new place",
    why: "Compare address, country and browser with the last 30 days of the same user.",
    severity: "low",
    attack: [{ tactic: "TA0001", technique: "T1078.004" }],
    calls: { "signin.amazonaws.com": ["ConsoleLogin", "SwitchRole"] },
    signal: { kind: "firstSeen", by: ["actor", "eventname", "sourceipaddress"] },
    next: "general-purpose",
  },
  {
    id: "password-recovery",
    title: "Root's password recovery was asked for",
    why: "Somebody holds, or tries, the mailbox of the account.",
    severity: "high",
    attack: [{ tactic: "TA0001", technique: "T1078.004" }],
    calls: {
      "signin.amazonaws.com": [
        "PasswordRecoveryRequested",
        "PasswordRecoveryCompleted",
        "PasswordUpdated",
        "EmailUpdated",
      ],
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "role-assumed-from-outside",
    title: "Another account assumed a role here",
    why: "The caller's account is not this one.",
    severity: "medium",
    attack: [
      { tactic: "TA0001", technique: "T1199" },
      { tactic: "TA0004", technique: "T1078.004" },
    ],
    calls: { "sts.amazonaws.com": ["AssumeRole", "AssumeRoot"] },
    when: {
      op: "and",
      of: [
        { op: "is", field: "type", value: "AWSAccount" },
        { op: "foreignAccount", field: "accountid" },
      ],
    },
    signal: { kind: "firstSeen", by: ["accountid", "request.roleArn"] },
    next: "general-purpose",
  },
];
