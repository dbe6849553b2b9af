/** The events with hostile text. */
import { bucketCall, reads } from "./calls";
import { isoTime } from "./clock";
import {
  DEMO_NESTING,
  demoHostileAddresses,
  demoHostileTexts,
  demoLongUserAgent,
} from "./hostile-texts";
import type { PlannedEvent } from "./planned";
import { at } from "./planned";
import type { Call, Caller } from "./record";
import { PROD } from "./world";

const IP = "198.51.100.201";
const AGENT = "Boto3/1.35.92 Python/3.12.3 Linux/6.8.0 Botocore/1.35.92";
/** The `principalId` that all hostile events of a known type carry. */
export const HOSTILE_PRINCIPAL = "AIDA3TQ5EXAMPLEHOSTIL";

const identity = (userName: string): string =>
  JSON.stringify({
    type: "IAMUser",
    principalId: HOSTILE_PRINCIPAL,
    arn: `arn:aws:iam::${PROD.id}:user/${userName}`,
    accountId: PROD.id,
    accessKeyId: "AKIA3TQ5EXAMPLEHST13",
    userName,
  });

const caller = (changes: Partial<Caller> = {}): Caller => ({
  identity: identity("hostile"),
  ip: IP,
  agent: AGENT,
  tls: true,
  ...changes,
});

/** A bucket named by the text: such a request fails, but CloudTrail records the name. */
const bucketNamed = (text: string): Call => ({
  ...bucketCall("GetBucketLocation", "location"),
  params: () => JSON.stringify({ bucketName: text, Host: "s3.amazonaws.com", location: "" }),
  resources: () =>
    JSON.stringify([{ accountId: PROD.id, type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${text}` }]),
  host: () => "s3.us-east-1.amazonaws.com",
  faults: [
    {
      probability: 1,
      code: "InvalidBucketName",
      message: `The specified bucket is not valid: ${text}`,
    },
  ],
});

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

const lookUp = (params: string): Call => ({
  ...reads("ec2", "DescribeInstances", () => params),
  faults: [],
});

const large = (): string =>
  JSON.stringify({
    filterSet: {
      items: Array.from({ length: 700 }, (_, n) => ({
        name: "tag:Name",
        value: `host-${n}.internal`,
      })),
    },
  });

const ODD: readonly (readonly [Call, Partial<Caller>])[] = [
  [lookUp("null"), { agent: demoLongUserAgent }],
  [lookUp(large()), {}],
  [lookUp(nested(DEMO_NESTING)), {}],
  [lookUp('"a bare text"'), {}],
  [lookUp("{}"), { identity: `{"accountId":"${PROD.id}","invokedBy":"ec2.amazonaws.com"}` }],
  [
    lookUp("null"),
    { identity: '{"type":"Unknown","principalId":"","accountId":"","userName":""}' },
  ],
  [lookUp("null"), { identity: '{"type":"AWSAccount","principalId":"","accountId":"anonymous"}' }],
  [lookUp("null"), { agent: "" }],
  ...demoHostileAddresses.map((ip) => [lookUp("null"), { ip }] as const),
];

/** The events with hostile text, one after the other from 11:00 on 15 March. */
export function hostileEvents(): PlannedEvent[] {
  const start = Date.parse("2026-03-15T11:00:00Z") / 1000;
  const events: (readonly [Call, Caller])[] = [
    ...demoHostileTexts.flatMap((text): (readonly [Call, Caller])[] => [
      [lookUp("null"), caller({ agent: text })],
      [lookUp("null"), caller({ identity: identity(text) })],
      [bucketNamed(text), caller()],
    ]),
    ...ODD.map(([call, changes]): readonly [Call, Caller] => [call, caller(changes)]),
  ];
  return events.map(([call, one], n) => at(PROD, isoTime(start + n * 20), "us-east-1", call, one));
}
