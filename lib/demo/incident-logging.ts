/** Incident: logging and detection of an account are turned off. */
import { bucketCall, fixed, reads, writes } from "./calls";
import { commandOf } from "./cli-command";
import { iamUserIdentity, type RoleSession, roleIdentity } from "./identities";
import type { IamUser } from "./people";
import type { PlannedEvent } from "./planned";
import { at } from "./planned";
import type { Call, Caller } from "./record";
import { DEV, PROD } from "./world";

/** The address of the session that turns off the dev account's logging. */
export const LOGGING_ATTACK_IP = "192.0.2.146";

const AGENT = "aws-cli/2.15.30 Python/3.11.8 Linux/6.6.15-amd64 exe/x86_64.kali.2024 prompt/off";

const fromAttacker = (identity: string, call: Call): Caller => ({
  identity,
  ip: LOGGING_ATTACK_IP,
  agent: `${AGENT} command/${commandOf(call)}`,
  tls: true,
});

const SESSION_NAME = "jw-laptop";
const DEV_ADMIN = {
  account: DEV,
  roleId: "AROA6WJ2EXAMPLEDEVADM",
  roleName: "dev-admin",
  rolePath: "",
  session: SESSION_NAME,
  accessKeyId: "ASIA6WJ2EXAMPLEJW3LT",
  created: "2026-03-23T19:01:10Z",
  mfa: false,
} as const satisfies RoleSession;
/** The session in prod through which the one in dev was opened. */
const OPS_JUMP = {
  ...DEV_ADMIN,
  account: PROD,
  roleId: "AROA3TQ5EXAMPLEOPSJMP",
  roleName: "ops-jump",
  accessKeyId: "ASIA3TQ5EXAMPLEJMP41",
  created: "2026-03-23T18:59:22Z",
} as const satisfies RoleSession;

/** The user at the start of the chain, whose key was taken from a laptop. */
export const LOGGING_USER: IamUser = {
  account: PROD,
  name: "j.weber",
  id: "AIDA3TQ5EXAMPLEJWEBER",
  accessKeyId: "AKIA3TQ5EXAMPLEJW7LT",
  ips: [LOGGING_ATTACK_IP],
  agents: [AGENT],
};

/** The session that the user opens, and that opens the one in dev. */
export const JUMP_SESSION = {
  role: OPS_JUMP.roleName,
  principalId: `${OPS_JUMP.roleId}:${OPS_JUMP.session}`,
} as const;

/** The keys from the user to the session that turns logging off. */
export const LOGGING_CHAIN = [
  LOGGING_USER.accessKeyId,
  OPS_JUMP.accessKeyId,
  DEV_ADMIN.accessKeyId,
] as const;

const TRAIL = "arn:aws:cloudtrail:us-east-1:444455556666:trail/dev-trail";
const LOG_BUCKET = "acme-dev-trail-logs";
const onLogBucket = { subject: () => LOG_BUCKET };
const host = `${LOG_BUCKET}.s3.us-east-1.amazonaws.com`;

const DEEDS: readonly (readonly [time: string, call: Call])[] = [
  ["2026-03-23T19:02:14Z", reads("cloudtrail", "DescribeTrails")],
  ["2026-03-23T19:02:58Z", reads("cloudtrail", "GetTrailStatus", fixed({ name: TRAIL }))],
  [
    "2026-03-23T19:04:20Z",
    writes(
      "cloudtrail",
      "PutEventSelectors",
      fixed({
        trailName: "dev-trail",
        eventSelectors: [
          {
            readWriteType: "ReadOnly",
            includeManagementEvents: false,
            dataResources: [],
            excludeManagementEventSources: [],
          },
        ],
      }),
      {
        response: fixed({
          trailARN: TRAIL,
          eventSelectors: [
            {
              readWriteType: "ReadOnly",
              includeManagementEvents: false,
              dataResources: [],
              excludeManagementEventSources: [],
            },
          ],
        }),
      },
    ),
  ],
  [
    "2026-03-23T19:05:47Z",
    writes(
      "cloudtrail",
      "UpdateTrail",
      fixed({
        name: "dev-trail",
        isMultiRegionTrail: false,
        includeGlobalServiceEvents: false,
        enableLogFileValidation: false,
      }),
      {
        response: fixed({
          name: "dev-trail",
          s3BucketName: LOG_BUCKET,
          includeGlobalServiceEvents: false,
          isMultiRegionTrail: false,
          trailARN: TRAIL,
          logFileValidationEnabled: false,
          isOrganizationTrail: false,
        }),
      },
    ),
  ],
  ["2026-03-23T19:07:03Z", writes("cloudtrail", "StopLogging", fixed({ name: TRAIL }))],
  ["2026-03-23T19:09:31Z", reads("guardduty", "ListDetectors")],
  [
    "2026-03-23T19:09:52Z",
    writes(
      "guardduty",
      "DeleteDetector",
      fixed({ detectorId: "12abc34d567e8fa901bc2d34e56789f0" }),
    ),
  ],
  [
    "2026-03-23T19:11:40Z",
    writes(
      "ec2",
      "DeleteFlowLogs",
      fixed({ DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: "fl-064ed3a785e4a37ef" } } }),
      {
        response: fixed({
          DeleteFlowLogsResponse: {
            xmlns: "http://ec2.amazonaws.com/doc/2016-11-15/",
            requestId: "bd26b4b4-133e-4610-8be1-9c5d645bb2ee",
            unsuccessful: "",
          },
        }),
      },
    ),
  ],
  [
    "2026-03-23T19:13:05Z",
    writes("config", "StopConfigurationRecorder", fixed({ configurationRecorderName: "default" })),
  ],
  [
    "2026-03-23T19:13:29Z",
    writes("config", "DeleteDeliveryChannel", fixed({ deliveryChannelName: "default" })),
  ],
  [
    "2026-03-23T19:15:12Z",
    writes("logs", "DeleteLogGroup", fixed({ logGroupName: "/aws/cloudtrail/dev" })),
  ],
  [
    "2026-03-23T19:15:50Z",
    writes("logs", "DeleteLogGroup", fixed({ logGroupName: "/vpc/flow/dev" })),
  ],
  [
    "2026-03-23T19:16:33Z",
    writes("logs", "PutRetentionPolicy", fixed({ logGroupName: "/shop/app", retentionInDays: 1 })),
  ],
  [
    "2026-03-23T19:18:21Z",
    bucketCall("PutBucketLogging", "logging", false, {
      ...onLogBucket,
      params: fixed({
        bucketName: LOG_BUCKET,
        BucketLoggingStatus: { xmlns: "http://s3.amazonaws.com/doc/2006-03-01/" },
        Host: host,
        logging: "",
      }),
    }),
  ],
  [
    "2026-03-23T19:19:02Z",
    bucketCall("PutBucketLifecycle", "lifecycle", false, {
      ...onLogBucket,
      params: fixed({
        lifecycle: "",
        bucketName: LOG_BUCKET,
        LifecycleConfiguration: {
          xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
          Rule: {
            Status: "Enabled",
            Filter: { Prefix: "" },
            Expiration: { Days: 1 },
            ID: "expire",
          },
        },
        Host: host,
      }),
    }),
  ],
  [
    "2026-03-23T19:21:44Z",
    writes(
      "monitoring",
      "DisableAlarmActions",
      fixed({ alarmNames: ["root-login", "trail-changed"] }),
    ),
  ],
  ["2026-03-23T19:23:17Z", writes("securityhub", "DisableSecurityHub")],
  ["2026-03-23T19:24:06Z", writes("macie2", "DisableMacie")],
  [
    "2026-03-23T19:25:30Z",
    writes("access-analyzer", "DeleteAnalyzer", fixed({ analyzerName: "ConsoleAnalyzer-dev" })),
  ],
  ["2026-03-23T19:28:55Z", writes("cloudtrail", "DeleteTrail", fixed({ name: TRAIL }))],
];

/** Call names that the watchlist has for another service: it must not match them here. */
const LOOK_ALIKES: readonly (readonly [time: string, call: Call])[] = [
  [
    "2026-03-23T19:30:11Z",
    writes("wafv2", "UpdateIPSet", fixed({ name: "office", scope: "REGIONAL" })),
  ],
  [
    "2026-03-23T19:30:40Z",
    writes(
      "detective",
      "DeleteMembers",
      fixed({
        graphArn: "arn:aws:detective:us-east-1:444455556666:graph:1",
        accountIds: ["111122223333"],
      }),
    ),
  ],
];

/** The call that opens a session. */
function opens(
  { account, roleId, roleName, accessKeyId, session }: RoleSession,
  shared?: string,
): Call {
  const roleArn = `arn:aws:iam::${account.id}:role/${roleName}`;
  return reads("sts", "AssumeRole", fixed({ roleArn, roleSessionName: session }), {
    ...(shared === undefined ? {} : { shared }),
    response: fixed({
      credentials: { accessKeyId, expiration: "Mar 23, 2026, 8:01:10 PM" },
      assumedRoleUser: {
        assumedRoleId: `${roleId}:${session}`,
        arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/${session}`,
      },
    }),
    resources: fixed([{ accountId: account.id, type: "AWS::IAM::Role", ARN: roleArn }]),
  });
}

const ACROSS = "5f0c9a4e-7d1b-4c36-9f6e-2b8a3d715c40";

/** A user's key opens a session in prod, and that one a session in dev; both accounts record it. */
function chainEvents(): PlannedEvent[] {
  const [toJump, toDev] = [opens(OPS_JUMP), opens(DEV_ADMIN, ACROSS)];
  const outsider = `{"type":"AWSAccount","principalId":"${OPS_JUMP.roleId}:${SESSION_NAME}","accountId":"${PROD.id}"}`;
  return [
    at(
      PROD,
      OPS_JUMP.created,
      "us-east-1",
      toJump,
      fromAttacker(iamUserIdentity(LOGGING_USER), toJump),
    ),
    at(PROD, DEV_ADMIN.created, "us-east-1", toDev, fromAttacker(roleIdentity(OPS_JUMP), toDev)),
    at(DEV, DEV_ADMIN.created, "us-east-1", toDev, fromAttacker(outsider, toDev)),
  ].map((event) => ({ ...event, call: { ...event.call, faults: [] } }));
}

/** An administrator's session, opened over two accounts, turns off all logging and detection of dev. */
export function loggingIncidentEvents(): PlannedEvent[] {
  const identity = roleIdentity(DEV_ADMIN);
  const deeds = [...DEEDS, ...LOOK_ALIKES].map(([time, call]) =>
    at(DEV, time, "us-east-1", { ...call, faults: [] }, fromAttacker(identity, call)),
  );
  return [...deeds, ...chainEvents()];
}
