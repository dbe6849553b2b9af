/** Watchlist rules: lateral movement. */
import type { Rule } from "./rule";

export const lateralMovementRules: readonly Rule[] = [
  {
    id: "session-token",
    title: "A session token was made from a long-lived key",
    why: "Renews access without the key in sight; few tools of people need it.",
    severity: "low",
    attack: [{ tactic: "TA0008", technique: "T1550.001" }],
    calls: { "sts.amazonaws.com": ["GetSessionToken"] },
    signal: { kind: "firstSeen", by: ["accesskeyid", "eventname"] },
    next: "general-purpose",
  },
  {
    id: "pushed-ssh-key",
    title: "A one-time SSH key was pushed to an instance",
    why: "Opens a shell as the named user within a minute.",
    severity: "high",
    attack: [{ tactic: "TA0008", technique: "T1021.004" }],
    calls: {
      "ec2-instance-connect.amazonaws.com": [
        "SendSSHPublicKey",
        "SendSerialConsoleSSHPublicKey",
        "OpenTunnel",
      ],
    },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "serial-console",
    title: "The serial console was allowed",
    why: "A way in that no security group guards.",
    severity: "high",
    attack: [{ tactic: "TA0008", technique: "T1021.008" }],
    calls: { "ec2.amazonaws.com": ["EnableSerialConsoleAccess"] },
    signal: { kind: "listing" },
    next: "general-purpose",
  },
  {
    id: "database-changed",
    title: "A database was changed by somebody new",
    why: "Everything else that this call can do.",
    severity: "low",
    attack: [{ tactic: "TA0008", technique: "T1021.007" }],
    calls: { "rds.amazonaws.com": ["ModifyDBInstance"] },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    next: "general-purpose",
  },
];
