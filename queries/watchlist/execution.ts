/** Watchlist rules: execution. */

import { ATTACK_TOOLS } from "./attack-tools";
import { is, present, unless } from "./conditions";
import type { Rule } from "./rule";

export const executionRules: readonly Rule[] = [
  {
    id: "function-first-called",
    title: "An actor called a function for the first time",
    why: "Most functions are called by services. Check why this actor called it. Data events must be on.",
    severity: "low",
    attack: [{ tactic: "TA0002", technique: "T1648" }],
    calls: { "lambda.amazonaws.com": ["Invoke"] },
    signal: { kind: "firstSeen", by: ["actorarn", "request.functionName"] },
    usuallyBenign: "Gateways, schedulers and tests.",
    next: "resource",
  },
  {
    id: "instance-command-run",
    title: "A command was run or a shell was opened on an instance",
    why: "The actor controls the server, and no firewall sees it. Check what the instance called afterwards.",
    severity: "high",
    attack: [
      { tactic: "TA0002", technique: "T1651" },
      { tactic: "TA0008", technique: "T1021.007" },
    ],
    calls: {
      "ssm.amazonaws.com": [
        "SendCommand",
        "StartSession",
        "ResumeSession",
        "StartAutomationExecution",
        "CreateAssociation",
        "RegisterTaskWithMaintenanceWindow",
      ],
    },
    // What a maintenance window does is found when its task is registered.
    when: unless(is("type", "AWSService"), is("invokedby", "ssm.amazonaws.com")),
    signal: { kind: "listing" },
    usuallyBenign: "Operators, and patching by their own tools.",
    next: "ec2-instance-compromise",
  },
  {
    id: "instance-start-script-changed",
    title: "An instance's start script was changed",
    why: "The script runs as root or administrator. Read it, and check whether the instance restarted.",
    severity: "high",
    attack: [{ tactic: "TA0002", technique: "T1059" }],
    calls: { "ec2.amazonaws.com": ["ModifyInstanceAttribute"] },
    when: present("request.userData"),
    signal: { kind: "listing" },
    usuallyBenign: "Repair by an operator.",
    next: "ec2-instance-compromise",
  },
  {
    id: "cloudshell-first-used",
    title: "An actor used CloudShell for the first time",
    why: "CloudShell is a shell inside AWS; its calls do not come from the user's own address. Look at its calls.",
    severity: "low",
    attack: [{ tactic: "TA0002", technique: "T1059.009" }],
    calls: { "cloudshell.amazonaws.com": ["CreateSession", "CreateEnvironment"] },
    signal: { kind: "firstSeen", by: ["actor", "eventname"] },
    usuallyBenign: "Administrators.",
    next: "actors",
  },
  {
    id: "attack-tool-used",
    title: "The user agent names an attack tool",
    why: "Pacu, TruffleHog and attack distributions name themselves. Look at everything the key did.",
    severity: "high",
    attack: [
      { tactic: "TA0002", technique: "T1059.009" },
      { tactic: "TA0001", technique: "T1078.004" },
    ],
    calls: {},
    when: {
      op: "or",
      of: ATTACK_TOOLS.map((value) => ({ op: "contains", field: "useragent", value }) as const),
    },
    signal: { kind: "grouped", by: ["accesskeyid", "useragent"] },
    usuallyBenign: "Prowler, ScoutSuite and S3 Browser can be your own.",
    next: "access-key-exposure",
  },
];
