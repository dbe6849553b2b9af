/** Incident: root signs in at night and creates a key. */
import { fixed, reads, writes } from "./calls";
import type { PlannedEvent } from "./planned";
import { at } from "./planned";
import type { Call, Caller } from "./record";
import { PROD } from "./world";

/** The address that root signs in from. */
export const ROOT_IP = "203.0.113.199";
/** The access key that root makes for itself. */
const ROOT_KEY = "AKIA3TQ5EXAMPLER00T1";

const AGENT =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36";

const signIn = (outcome: "Success" | "Failure"): Call => ({
  source: "signin.amazonaws.com",
  name: "ConsoleLogin",
  readOnly: false,
  eventType: "AwsConsoleSignIn",
  response: () => `{"ConsoleLogin":"${outcome}"}`,
  additional: () =>
    '{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"No"}',
  host: () => "signin.aws.amazon.com",
});

/** A refused sign-in names the reason and still answers, so it is not an ordinary fault. */
const REFUSED = '"Failed authentication"';

const root = (extra: string): string =>
  `{"type":"Root","principalId":"${PROD.id}","arn":"arn:aws:iam::${PROD.id}:root","accountId":"${PROD.id}"${extra}}`;
const SIGNING_IN = root(',"accessKeyId":""');
const SIGNED_IN = root(
  ',"accessKeyId":"ASIA3TQ5EXAMPLERT4QX","sessionContext":{"sessionIssuer":{},"webIdFederationData":{},"attributes":{"creationDate":"2026-03-08T23:41:27Z","mfaAuthenticated":"false"}}',
);

const DEEDS: readonly (readonly [time: string, call: Call])[] = [
  ["2026-03-08T23:41:49Z", reads("iam", "GetAccountSummary")],
  ["2026-03-08T23:42:03Z", reads("iam", "ListMFADevices")],
  ["2026-03-08T23:42:30Z", reads("iam", "ListAccessKeys")],
  [
    "2026-03-08T23:44:16Z",
    reads(
      "ce",
      "GetCostAndUsage",
      fixed({
        timePeriod: { start: "2026-03-01", end: "2026-03-08" },
        granularity: "DAILY",
        metrics: ["UnblendedCost"],
      }),
    ),
  ],
  ["2026-03-08T23:47:02Z", reads("organizations", "DescribeOrganization")],
  ["2026-03-08T23:48:51Z", reads("iam", "ListUsers", fixed({ maxItems: 1000 }))],
  [
    "2026-03-08T23:52:20Z",
    writes("iam", "CreateAccessKey", undefined, {
      response: fixed({
        accessKey: {
          accessKeyId: ROOT_KEY,
          status: "Active",
          createDate: "Mar 8, 2026 11:52:20 PM",
        },
      }),
    }),
  ],
  ["2026-03-08T23:55:38Z", reads("s3", "ListBuckets", fixed({ Host: "s3.amazonaws.com" }))],
  [
    "2026-03-08T23:56:10Z",
    reads("ec2", "DescribeRegions", fixed({ regionSet: {}, allRegions: true })),
  ],
  ["2026-03-08T23:57:44Z", reads("iam", "ListRoles", fixed({ maxItems: 1000 }))],
];

/** Root signs in without a second factor on a Sunday night and makes itself a key. */
export function rootIncidentEvents(): PlannedEvent[] {
  const page: Caller = { identity: SIGNING_IN, ip: ROOT_IP, agent: AGENT, tls: true };
  const console: Caller = {
    identity: SIGNED_IN,
    ip: ROOT_IP,
    agent: "AWS Internal",
    tls: false,
    console: true,
  };
  const failure: Call = {
    ...signIn("Failure"),
    response: () => `{"ConsoleLogin":"Failure"}`,
    errorMessage: REFUSED,
  };
  return [
    at(PROD, "2026-03-08T23:38:12Z", "us-east-1", failure, page),
    at(PROD, "2026-03-08T23:39:05Z", "us-east-1", failure, page),
    at(PROD, "2026-03-08T23:41:27Z", "us-east-1", signIn("Success"), page),
    ...DEEDS.map(([time, call]) => at(PROD, time, "us-east-1", { ...call, faults: [] }, console)),
  ];
}
