/** The incidents of the demo account, with the answers that steps must give. */
import { DEMO_FROM, DEMO_TO } from "./clock";
import type { DemoFact, DemoIncident, DemoWindow } from "./incident-facts";
import { INSTANCE_ATTACK_IP, INSTANCE_PRINCIPAL } from "./incident-instance";
import {
  BACKDOOR_KEY,
  KEY_ATTACK_AGENT,
  KEY_ATTACK_IPS,
  KEY_INCIDENT_WINDOW,
} from "./incident-key";
import { LOGGING_ATTACK_IP, LOGGING_CHAIN } from "./incident-logging";
import { ROOT_IP } from "./incident-root";
import { STOLEN_INSTANCE } from "./instances";
import { CI_DEPLOY } from "./people";
import { demoAccounts } from "./world";

const MONTH: DemoWindow = { from: DEMO_FROM, to: DEMO_TO };
const KEY = { accessKeyId: CI_DEPLOY.accessKeyId };
const NEW_KEY = { accessKeyId: BACKDOOR_KEY };
const INSTANCE = { instanceId: STOLEN_INSTANCE.id };
const [FIRST_IP, SECOND_IP] = KEY_ATTACK_IPS;
const [USER_KEY, PROD_SESSION, DEV_SESSION] = LOGGING_CHAIN;

const chained = (step: string, accessKeyId: string, rowCount: number): DemoFact => ({
  step: `access-key-exposure/${step}`,
  inputs: { accessKeyId },
  window: MONTH,
  rowCount,
});

const leakedKey: DemoIncident = {
  id: "leaked-key",
  title: "The deploy key is used from abroad at night",
  playbook: "access-key-exposure",
  account: demoAccounts.prod,
  inputs: KEY,
  window: KEY_INCIDENT_WINDOW,
  facts: [
    { step: "access-key-exposure/all-key-usage", inputs: KEY, rowCount: 312 },
    {
      step: "address/address-keys",
      inputs: { sourceIp: FIRST_IP },
      rowCount: 1,
      rows: [
        [
          CI_DEPLOY.accessKeyId,
          "ci-deploy",
          ...[197, 23, 174, 1, 4],
          ...["2026-03-19T02:11:52Z", "2026-03-19T02:35:15Z"],
        ],
      ],
    },
    {
      step: "access-key-exposure/user-agents",
      inputs: KEY,
      rowCount: 1,
      rows: [[KEY_ATTACK_AGENT, 312]],
    },
    {
      step: "access-key-exposure/source-ips",
      inputs: KEY,
      rowCount: 2,
      rows: [
        [FIRST_IP, 197],
        [SECOND_IP, 115],
      ],
    },
    {
      step: "access-key-exposure/source-ips",
      inputs: KEY,
      window: MONTH,
      rowCount: 4,
      needsDefaults: true,
      rows: [
        ["203.0.113.25", 3924],
        ["203.0.113.24", 3872],
        [FIRST_IP, 197],
        [SECOND_IP, 115],
      ],
    },
    {
      step: "access-key-exposure/events-by-user-agent",
      inputs: { userAgent: KEY_ATTACK_AGENT },
      window: MONTH,
      rowCount: 335,
    },
    {
      step: "access-key-exposure/events-by-user-agent",
      inputs: { userAgent: KEY_ATTACK_AGENT, ...KEY },
      window: MONTH,
      rowCount: 312,
    },
    {
      step: "access-key-exposure/events-by-source-ip",
      inputs: { sourceIp: SECOND_IP },
      window: MONTH,
      rowCount: 138,
    },
    {
      step: "access-key-exposure/events-by-source-ip",
      inputs: { sourceIp: FIRST_IP, ...KEY },
      window: MONTH,
      rowCount: 197,
    },
    {
      step: "access-key-exposure/key-owner",
      inputs: KEY,
      rowCount: 1,
      rows: [
        [
          CI_DEPLOY.id,
          `arn:aws:iam::${demoAccounts.prod}:user/ci-deploy`,
          demoAccounts.prod,
          "IAMUser",
          312,
        ],
      ],
    },
    { step: "access-key-exposure/all-key-usage", inputs: NEW_KEY, window: MONTH, rowCount: 23 },
    {
      step: "access-key-exposure/source-ips",
      inputs: NEW_KEY,
      window: MONTH,
      rowCount: 1,
      rows: [[SECOND_IP, 23]],
    },
    {
      step: "general-purpose/denied-actions-of-principal",
      inputs: { principalId: CI_DEPLOY.id },
      rowCount: 41,
      rows: [
        ["GetBucketAcl", 16],
        ["GetBucketPolicy", 16],
        ["GetSecretValue", 15],
        ["RunInstances", 14],
        ["ListUsers", 12],
      ],
    },
    { step: "general-purpose/most-denied-principals", inputs: {}, rows: [[CI_DEPLOY.id, 275]] },
  ],
};

const stolenInstanceRole: DemoIncident = {
  id: "stolen-instance-role",
  title: "An instance's credentials are used from outside",
  playbook: "ec2-instance-compromise",
  account: demoAccounts.prod,
  inputs: INSTANCE,
  window: { from: "2026-03-12T21:30:00Z", to: "2026-03-12T22:30:00Z" },
  facts: [
    {
      step: "ec2-instance-compromise/instance-api-calls",
      inputs: INSTANCE,
      rowCount: 23,
      rows: [
        ["DescribeInstances", 22],
        ["ListRoles", 18],
        ["ListUsers", 14],
        ["GetSecretValue", 12],
        ["ListAttachedRolePolicies", 11],
        ["DescribeSnapshots", 9],
        ["GetBucketLocation", 8],
        ["GetBucketPolicy", 8],
      ],
    },
    {
      step: "ec2-instance-compromise/instance-denied-calls",
      inputs: INSTANCE,
      rowCount: 18,
      rows: [
        ["DescribeInstances", 22],
        ["ListRoles", 18],
        ["ListUsers", 14],
        ["GetSecretValue", 12],
      ],
    },
    {
      step: "ec2-instance-compromise/most-denied-instances",
      inputs: {},
      rows: [[INSTANCE_PRINCIPAL, 144]],
    },
    {
      step: "ec2-instance-compromise/instances-calling-iam",
      inputs: {},
      window: MONTH,
      rowCount: 6,
      rows: [
        [INSTANCE_PRINCIPAL, "iam.amazonaws.com", "ListRoles", 18],
        [INSTANCE_PRINCIPAL, "iam.amazonaws.com", "ListUsers", 14],
        [INSTANCE_PRINCIPAL, "iam.amazonaws.com", "ListAttachedRolePolicies", 11],
        [INSTANCE_PRINCIPAL, "iam.amazonaws.com", "GetUser", 6],
        [INSTANCE_PRINCIPAL, "iam.amazonaws.com", "CreateUser", 3],
        [INSTANCE_PRINCIPAL, "iam.amazonaws.com", "CreateAccessKey", 2],
      ],
    },
    {
      step: "ec2-instance-compromise/instances-listing-buckets",
      inputs: {},
      window: MONTH,
      rowCount: 1,
      rows: [[INSTANCE_PRINCIPAL, "s3.amazonaws.com", "ListBuckets", 6]],
    },
    { step: "ec2-instance-compromise/calls-on-instance", inputs: INSTANCE, rowCount: 6 },
    {
      step: "ec2-instance-compromise/calls-on-instance",
      inputs: INSTANCE,
      window: { from: "2026-03-02T10:00:00Z", to: "2026-03-02T10:30:00Z" },
      rowCount: 2,
    },
    {
      step: "access-key-exposure/events-by-source-ip",
      inputs: { sourceIp: INSTANCE_ATTACK_IP },
      window: MONTH,
      rowCount: 170,
    },
  ],
};

const rootUse: DemoIncident = {
  id: "root-use",
  title: "Root signs in without a second factor",
  playbook: "watchlist",
  account: demoAccounts.prod,
  inputs: {},
  window: { from: "2026-03-08T23:30:00Z", to: "2026-03-09T00:00:00Z" },
  facts: [
    { step: "watchlist/root-usage", inputs: {}, rowCount: 13 },
    // In the month root is also used once as planned, with MFA, in the security account.
    { step: "watchlist/root-usage", inputs: {}, window: MONTH, rowCount: 17 },
    {
      step: "access-key-exposure/events-by-source-ip",
      inputs: { sourceIp: ROOT_IP },
      window: MONTH,
      rowCount: 13,
    },
  ],
};

const loggingOff: DemoIncident = {
  id: "logging-off",
  title: "Logging is switched off in the dev account",
  playbook: "watchlist",
  account: demoAccounts.dev,
  inputs: {},
  window: { from: "2026-03-23T19:00:00Z", to: "2026-03-23T20:00:00Z" },
  facts: [
    { step: "watchlist/cloudtrail-logging-disabled", inputs: {}, rowCount: 4 },
    {
      step: "watchlist/cloudtrail-logging-disabled",
      inputs: {},
      window: MONTH,
      accounts: [demoAccounts.dev],
      rowCount: 4,
    },
    // The deploy key's thief tried twice to stop the organisation's trail, and was denied; a new
    // trail's set-up is three more.
    { step: "watchlist/cloudtrail-logging-disabled", inputs: {}, window: MONTH, rowCount: 9 },
    { step: "watchlist/logging-configuration-modified", inputs: {}, rowCount: 13 },
    {
      step: "access-key-exposure/events-by-source-ip",
      inputs: { sourceIp: LOGGING_ATTACK_IP },
      window: MONTH,
      rowCount: 25,
    },
    // From the session back to the user. Both accounts logged how the session in dev was opened: one act.
    chained("opened-by", DEV_SESSION, 1),
    chained("opened-by", PROD_SESSION, 1),
    chained("sessions-opened", USER_KEY, 1),
    // The rest is the month's administration.
    { step: "watchlist/logging-configuration-modified", inputs: {}, window: MONTH, rowCount: 85 },
  ],
};

/** The incidents of the demo account, in order of their playbooks. */
export const demoIncidents: readonly DemoIncident[] = [
  leakedKey,
  stolenInstanceRole,
  rootUse,
  loggingOff,
];
