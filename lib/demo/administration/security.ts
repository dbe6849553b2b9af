/** The security team: trails, detectors, findings, and a documented use of root. */
import type { Sessions } from "../identities";
import { personOf } from "../people";
import type { PlannedEvent } from "../planned";
import type { Call, Caller } from "../record";
import { SECURITY } from "../world";
import { change, changeBucket, changeEc2, look } from "./requests";
import {
  always,
  consoleWorker,
  eventsOf,
  type Job,
  portalSignIn,
  terminalWorker,
  WEEKDAYS,
} from "./work";

const oleg = personOf("oleg.petrov@example.com");
const [analyst, engineer] = [
  consoleWorker(SECURITY, oleg, "SecurityAdmin"),
  terminalWorker(SECURITY, oleg, "SecurityAdmin"),
];
const DETECTOR = "7ac1f0c5d2e94b7f9a3e5d1c8b604f22";
const TRAIL = `arn:aws:cloudtrail:eu-central-1:${SECURITY.id}:trail/data-events`;
const BUCKET = "acme-org-cloudtrail-logs";
const place = { account: SECURITY, region: "us-east-1" };

const selectors = {
  trailName: "data-events",
  eventSelectors: [
    {
      readWriteType: "All",
      includeManagementEvents: true,
      dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::acme-prod-invoices/"] }],
      excludeManagementEventSources: [],
    },
  ],
};

/** A trail for the data events of a bucket. */
const newTrail: readonly Call[] = [
  change("cloudtrail", "CreateTrail", {
    name: "data-events",
    s3BucketName: BUCKET,
    includeGlobalServiceEvents: true,
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    isOrganizationTrail: true,
  }),
  change("cloudtrail", "PutEventSelectors", selectors, { trailARN: TRAIL, ...selectors }),
  change("cloudtrail", "StartLogging", { name: TRAIL }),
  change("cloudtrail", "PutInsightSelectors", {
    trailName: "data-events",
    insightSelectors: [{ insightType: "ApiCallRateInsight" }],
  }),
  change("cloudtrail", "UpdateTrail", { name: TRAIL, enableLogFileValidation: true }),
  change("logs", "CreateLogGroup", { logGroupName: "/org/data-events" }),
  change("logs", "PutRetentionPolicy", { logGroupName: "/org/data-events", retentionInDays: 365 }),
];

/** Detectors in a region that got its first workload. */
const newDetectors: readonly Call[] = [
  change("guardduty", "CreateDetector", { enable: true }, { detectorId: DETECTOR }),
  change("guardduty", "UpdateDetector", {
    detectorId: DETECTOR,
    enable: true,
    findingPublishingFrequency: "FIFTEEN_MINUTES",
  }),
  change("guardduty", "CreateMembers", { detectorId: DETECTOR, accountDetails: [] }),
  change("guardduty", "UpdateOrganizationConfiguration", {
    detectorId: DETECTOR,
    autoEnableOrganizationMembers: "ALL",
  }),
  change("securityhub", "EnableSecurityHub", { enableDefaultStandards: true }),
  change("securityhub", "BatchEnableStandards"),
  change("config", "PutConfigurationRecorder", {
    configurationRecorder: {
      name: "default",
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: false },
    },
  }),
  change("config", "PutDeliveryChannel", {
    deliveryChannel: { name: "default", s3BucketName: "acme-config-snapshots" },
  }),
  change("config", "StartConfigurationRecorder", { configurationRecorderName: "default" }),
  change("access-analyzer", "CreateAnalyzer", { analyzerName: "org", type: "ORGANIZATION" }),
  changeEc2("CreateFlowLogs", {
    CreateFlowLogsRequest: { ResourceType: "VPC", TrafficType: "ALL", LogGroupName: "/vpc/flow" },
  }),
  change("monitoring", "PutMetricAlarm", { alarmName: "root-login", threshold: 1 }),
];

const resolved = (day: number): Call =>
  change("securityhub", "BatchUpdateFindings", {
    findingIdentifiers: [{ id: `finding/${day}`, productArn: "arn:aws:securityhub:::product" }],
    workflow: { status: "RESOLVED" },
  });

/** Each working day an analyst goes through the findings. */
const triage = (date: string, day: number): Job => ({
  ...place,
  from: `${date}T09:30:44Z`,
  worker: analyst,
  gapSeconds: 35,
  calls: [
    look("securityhub", "GetFindings", { maxResults: 100 }),
    look("guardduty", "ListDetectors"),
    look("guardduty", "ListFindings", { detectorId: DETECTOR, maxResults: 50 }),
    look("guardduty", "GetFindings", { detectorId: DETECTOR, findingIds: [] }),
    resolved(day),
    ...(day % 5 === 4
      ? [change("guardduty", "ArchiveFindings", { detectorId: DETECTOR, findingIds: [] })]
      : []),
  ],
});

const NOISE = [
  change("guardduty", "CreateFilter", {
    detectorId: DETECTOR,
    name: "office-scanner",
    action: "ARCHIVE",
    findingCriteria: {
      criterion: { "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4": {} },
    },
  }),
  change("access-analyzer", "CreateArchiveRule", {
    analyzerName: "org",
    ruleName: "monitoring-vendor",
  }),
] as const;

const rootIdentity = (extra: string): string =>
  `{"type":"Root","principalId":"${SECURITY.id}","arn":"arn:aws:iam::${SECURITY.id}:root","accountId":"${SECURITY.id}"${extra}}`;
/** The address that the break-glass use of root comes from: the office. */
const BREAK_GLASS_IP = "203.0.113.63";
const SIGN_IN: Call = {
  source: "signin.amazonaws.com",
  name: "ConsoleLogin",
  readOnly: false,
  eventType: "AwsConsoleSignIn",
  response: () => '{"ConsoleLogin":"Success"}',
  additional: () =>
    `{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"Yes","MFAIdentifier":"arn:aws:iam::${SECURITY.id}:mfa/safe-key-1"}`,
  host: () => "signin.aws.amazon.com",
};
const signingIn: Caller = {
  identity: rootIdentity(',"accessKeyId":""'),
  ip: BREAK_GLASS_IP,
  agent: oleg.agent,
  tls: true,
};
const signedIn: Caller = {
  identity: rootIdentity(
    ',"accessKeyId":"ASIA5HB7EXAMPLERTBG1","sessionContext":{"sessionIssuer":{},"webIdFederationData":{},"attributes":{"creationDate":"2026-03-25T10:02:11Z","mfaAuthenticated":"true"}}',
  ),
  ip: BREAK_GLASS_IP,
  agent: "AWS Internal",
  tls: false,
  console: true,
};

/**
 * A policy has locked everyone out of a bucket, which only root can undo. Root's MFA key is taken from
 * the safe under a ticket, the policy goes, and Terraform's next run writes the right one.
 */
const breakGlass: readonly Job[] = [
  {
    ...place,
    from: "2026-03-25T09:41:30Z",
    worker: analyst,
    calls: [
      change("support", "CreateCase", {
        subject: "CHG-2231: break-glass, bucket acme-config-snapshots",
        serviceCode: "amazon-simple-storage-service",
      }),
    ],
  },
  { ...place, from: "2026-03-25T10:02:11Z", worker: always(signingIn), calls: [SIGN_IN] },
  {
    ...place,
    from: "2026-03-25T10:02:40Z",
    worker: always(signedIn),
    gapSeconds: 50,
    calls: [
      look("iam", "GetAccountSummary"),
      look("s3", "ListBuckets", { Host: "s3.amazonaws.com" }),
      changeBucket("DeleteBucketPolicy", "acme-config-snapshots", "policy"),
    ],
  },
  {
    ...place,
    from: "2026-03-25T10:20:05Z",
    worker: engineer,
    calls: [
      changeBucket("PutBucketPolicy", "acme-config-snapshots", "policy", {
        bucketPolicy: { Version: "2012-10-17", Statement: [] },
      }),
    ],
  },
];

/** What the security team does in the month. */
export function securityEvents(sessions: Sessions): readonly PlannedEvent[] {
  const setUp: readonly Job[] = [
    { ...place, from: "2026-03-11T13:05:20Z", worker: engineer, calls: newTrail, gapSeconds: 20 },
    {
      account: SECURITY,
      region: "eu-central-1",
      from: "2026-03-11T13:20:00Z",
      worker: engineer,
      calls: newDetectors,
      gapSeconds: 20,
    },
    { ...place, from: "2026-03-13T14:00:10Z", worker: analyst, calls: NOISE },
  ];
  const days = WEEKDAYS.flatMap((date, day) => [
    portalSignIn(SECURITY, oleg, "SecurityAdmin", `${date}T09:30:20Z`),
    triage(date, day),
  ]);
  return [...setUp, ...days, ...breakGlass].flatMap((job) => eventsOf(job, sessions));
}
