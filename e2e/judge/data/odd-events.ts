/** Events whose texts and JSON are of every kind that engines read differently. */

export const ODD_ACCOUNT = "888877776666";
/** A day without other events. */
export const ODD_DAY = "2026-01-20";

/** Letters that JSON writers escape, or not, each in their own way. */
const TEXTS: readonly string[] = [
  "a/b",
  'say "hi"',
  "back\\slash",
  "it's",
  "<a>&",
  "tab\tline\nreturn\rfeed\fbell\u0007escape\u001B",
  "delete\u007F control\u0085 space\u00A0",
  "line\u2028paragraph\u2029",
  "é 你 \uFEFF \uFFFD \uE000",
  "\u{1F468}\u200D\u{1F469} \u{10FFFF}",
  "",
  " ",
  "\\u0041 is not A",
];

/** Values of `requestParameters.bucketName`, and texts in place of the parameters. */
const PARAMETERS: readonly unknown[] = [
  ...TEXTS.map((text) => ({ bucketName: text })),
  ...[1, -1, 1.5, 1e21, true, false, null, {}, { a: 1 }, [], ["a"]].map((bucketName) => ({
    bucketName,
  })),
  { BucketName: "other case" },
  { outer: { bucketName: "inside" } },
  { before: [[{ bucketName: "deeper" }]], bucketName: "after" },
  {},
  null,
  "not JSON",
  '{"bucketName":"text with JSON"}',
  '{"bucketName":"first","bucketName":"second"}',
  '{"bucketName":1.0}',
  '{"bucketName":123456789012345678901234567890}',
  '{"bucketName":"\\ud83d\\udc68"}',
  '{"bucketName":"cut',
  "{'bucketName':'single quotes'}",
  '  {"bucketName":"spaces"}  ',
  "[]",
  '"bucketName"',
  "",
];

const RESOURCES: readonly unknown[] = [
  ...TEXTS.map((text) => [{ ARN: text, accountId: "111122223333", type: "AWS::S3::Object" }]),
  [],
  null,
  [{}],
  [{ type: "AWS::IAM::Role" }],
  [{ ARN: "first" }, { accountId: "111122223333" }],
];

/** Other tools than CloudTrail write events without an id: each is counted separately. */
const EVERY_NTH = 7;

/** One event for each odd value, all on one day, each at a different time. */
export function oddEvents(): readonly Readonly<Record<string, unknown>>[] {
  const count = Math.max(PARAMETERS.length, RESOURCES.length, TEXTS.length);
  return Array.from({ length: count }, (_, index) => {
    const text = TEXTS[index % TEXTS.length];
    return {
      eventVersion: "1.11",
      userIdentity: { type: "IAMUser", principalId: text, arn: text, userName: text },
      eventTime: `${ODD_DAY}T04:${String(index % 60).padStart(2, "0")}:00Z`,
      eventSource: "s3.amazonaws.com",
      eventName: "GetObject",
      awsRegion: "us-east-1",
      sourceIPAddress: "198.51.100.7",
      userAgent: text,
      errorCode: text,
      errorMessage: text,
      requestParameters: PARAMETERS[index % PARAMETERS.length],
      responseElements: PARAMETERS[(index + 1) % PARAMETERS.length],
      resources: RESOURCES[index % RESOURCES.length],
      ...(index % EVERY_NTH === 0
        ? {}
        : { eventID: `0dd00000-0000-4000-8000-${String(index).padStart(12, "0")}` }),
      eventType: "AwsApiCall",
      recipientAccountId: ODD_ACCOUNT,
    };
  });
}
