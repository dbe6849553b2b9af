/** Watchlist rules: lateral movement. */
import type { Rule } from "./rule";

export const lateralMovementRules: readonly Rule[] = [
  {
    id: "session-token-from-key",
    title: "A key requested a session token for the first time",
    why: "The token works until it expires, whatever happens to the key. Look for the session's calls.",
    severity: "low",
    attack: [{ tactic: "TA0008", technique: "T1550.001" }],
    calls: { "sts.amazonaws.com": ["GetSessionToken"] },
    signal: { kind: "firstSeen", by: ["accesskeyid", "eventname"] },
    usuallyBenign: "Command-line tools that add MFA to a key.",
    next: "access-key-exposure",
  },
  {
    id: "ssh-key-pushed",
    title: "A temporary SSH key was pushed or a tunnel was opened to an instance",
    why: "The actor can open a shell within a minute. Check what the instance called afterwards.",
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
    usuallyBenign: "Operators who use EC2 Instance Connect.",
    next: "ec2-instance-compromise",
  },
  {
    id: "serial-console-enabled",
    title: "The EC2 serial console was enabled",
    why: "It bypasses security groups. Look for keys pushed to it.",
    severity: "high",
    attack: [{ tactic: "TA0008", technique: "T1021.008" }],
    calls: { "ec2.amazonaws.com": ["EnableSerialConsoleAccess"] },
    signal: { kind: "listing" },
    usuallyBenign: "Repair of an instance that does not start.",
    next: "actors",
  },
  {
    id: "database-first-changed",
    title: "An actor changed a database for the first time",
    why: "Read the request: the call can change nearly every setting.",
    severity: "low",
    attack: [{ tactic: "TA0008", technique: "T1021.007" }],
    calls: { "rds.amazonaws.com": ["ModifyDBInstance"] },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "Upkeep of databases.",
    next: "resource",
  },
];
