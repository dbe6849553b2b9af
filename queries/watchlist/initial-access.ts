/** Watchlist rules: initial access. */
import { absent, allOf, differs, is, not, oneOf } from "./conditions";
import type { Rule } from "./rule";

export const initialAccessRules: readonly Rule[] = [
  {
    id: "root-activity",
    title: "The root user made a change or signed in",
    why: "Daily work does not need root. Check the address, MFA and what changed.",
    severity: "high",
    attack: [
      { tactic: "TA0001", technique: "T1078.004" },
      { tactic: "TA0004", technique: "T1078.004" },
    ],
    calls: {},
    when: allOf(
      is("type", "Root"),
      absent("invokedby"),
      not(is("eventtype", "AwsServiceEvent")),
      not(is("readonly", "true")),
    ),
    signal: { kind: "listing" },
    usuallyBenign: "Account set-up and a documented emergency.",
    next: "user",
  },
  {
    id: "console-without-mfa",
    title: "A console sign-in succeeded without MFA",
    why: "A password alone opened the account. Check the address, and what the user did next.",
    severity: "medium",
    attack: [{ tactic: "TA0001", technique: "T1078.004" }],
    calls: { "signin.amazonaws.com": ["ConsoleLogin"] },
    when: allOf(
      is("additional.MFAUsed", "No"),
      is("response.ConsoleLogin", "Success"),
      not(oneOf("type", "AssumedRole", "SAMLUser", "IdentityCenterUser")),
    ),
    signal: { kind: "listing" },
    next: "user",
  },
  {
    id: "console-sign-in-new-address",
    title: "A user signed in or switched role from a new address",
    why: "Compare the address and the browser with this user's earlier sign-ins.",
    severity: "low",
    attack: [{ tactic: "TA0001", technique: "T1078.004" }],
    calls: { "signin.amazonaws.com": ["ConsoleLogin", "SwitchRole"] },
    signal: { kind: "firstSeen", by: ["actor", "eventname", "sourceipaddress"] },
    usuallyBenign: "People travel and change networks.",
    next: "user",
  },
  {
    id: "root-credentials-changed",
    title: "A root password or email address was recovered or changed",
    why: "Someone has, or tries to get, the account's mailbox. Confirm with its owner at once.",
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
    usuallyBenign: "The owner resets the password.",
    next: "user",
  },
  {
    id: "role-assumed-from-other-account",
    title: "Another account assumed a role for the first time",
    why: "Check who owns the account, and whether the role's trust policy should name it.",
    severity: "medium",
    attack: [
      { tactic: "TA0001", technique: "T1199" },
      { tactic: "TA0004", technique: "T1078.004" },
    ],
    calls: { "sts.amazonaws.com": ["AssumeRole", "AssumeRoot"] },
    when: allOf(is("type", "AWSAccount"), differs("accountid", "recipientaccountid")),
    signal: { kind: "firstSeen", by: ["accountid", "request.roleArn"] },
    usuallyBenign: "A new supplier or a new account of the organization.",
    next: "role",
  },
];
