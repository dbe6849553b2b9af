/** Answers the facts of the incidents from records in memory, for the tests. */
import type { DemoFact } from "./incident-facts";
import type { ReadRecord } from "./read-back";

/** The catalogue's steps over records in memory, only for the tests. */
type StepCheck = {
  readonly keep: (record: ReadRecord, inputs: Readonly<Record<string, string>>) => boolean;
  /** The key columns of an aggregate; a listing has none. */
  readonly keys?: (record: ReadRecord) => readonly string[];
  /** What an aggregate has after the count, of the records of one key. */
  readonly measures?: (records: readonly ReadRecord[]) => readonly (string | number)[];
};

const DENIED =
  /^(AccessDenied|AccessDeniedException|Client\.UnauthorizedOperation|UnauthorizedOperation|Client\.UnauthorizedAccess|VpceAccessDenied|AuthorizationError|AuthorizationErrorException)$/;
const denied = (record: ReadRecord): boolean => DENIED.test(record.errorCode ?? "");
const principal = (record: ReadRecord): string => record.userIdentity.principalId ?? "";
const byInstance = (record: ReadRecord): boolean => principal(record).includes(":i-");
const ofInstance = (record: ReadRecord, id: string | undefined): boolean =>
  principal(record).endsWith(`:${id}`);
const isOneOf = (record: ReadRecord, source: string, names: string): boolean =>
  record.eventSource === `${source}.amazonaws.com` && names.split(" ").includes(record.eventName);
const action = (record: ReadRecord): readonly string[] => [
  principal(record),
  record.eventSource,
  record.eventName,
];

const BLINDING: readonly (readonly [source: string, names: string])[] = [
  ["ec2", "DeleteFlowLogs"],
  [
    "config",
    "StopConfigurationRecorder DeleteConfigurationRecorder PutConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel",
  ],
  [
    "guardduty",
    "DeleteDetector UpdateDetector DeleteMembers UpdateIPSet CreateFilter UpdateOrganizationConfiguration",
  ],
  ["logs", "DeleteLogGroup DeleteLogStream PutRetentionPolicy"],
  ["s3", "PutBucketLogging PutBucketLifecycle DeleteBucket"],
  ["monitoring", "DisableAlarmActions DeleteAlarms"],
  ["securityhub", "DisableSecurityHub"],
  ["macie2", "DisableMacie"],
  ["access-analyzer", "DeleteAnalyzer CreateArchiveRule"],
  ["events", "DeleteRule RemoveTargets"],
];

const issuedKey = (record: ReadRecord): unknown =>
  JSON.parse(JSON.stringify(record.responseElements ?? {})).credentials?.accessKeyId;

const numberOf = <Value>(values: readonly Value[]): number => new Set(values).size;

const STEPS: Readonly<Record<string, StepCheck>> = {
  "access-key-exposure/opened-by": {
    keep: (r, i) => issuedKey(r) === i.accessKeyId,
    keys: (r) => [r.sharedEventID ?? r.eventID],
  },
  "access-key-exposure/sessions-opened": {
    keep: (r, i) =>
      r.userIdentity.accessKeyId === i.accessKeyId && r.eventName.startsWith("AssumeRole"),
  },
  "access-key-exposure/all-key-usage": {
    keep: (r, i) => r.userIdentity.accessKeyId === i.accessKeyId,
  },
  "access-key-exposure/user-agents": {
    keep: (r, i) => r.userIdentity.accessKeyId === i.accessKeyId,
    keys: (r) => [r.userAgent],
  },
  "access-key-exposure/source-ips": {
    keep: (r, i) => r.userIdentity.accessKeyId === i.accessKeyId,
    keys: (r) => [r.sourceIPAddress],
  },
  "access-key-exposure/events-by-user-agent": {
    keep: (r, i) =>
      r.userAgent === i.userAgent &&
      (i.accessKeyId === undefined || r.userIdentity.accessKeyId === i.accessKeyId),
  },
  "access-key-exposure/events-by-source-ip": {
    keep: (r, i) =>
      r.sourceIPAddress === i.sourceIp &&
      (i.accessKeyId === undefined || r.userIdentity.accessKeyId === i.accessKeyId),
  },
  "access-key-exposure/key-owner": {
    keep: (r, i) => r.userIdentity.accessKeyId === i.accessKeyId,
    keys: ({ userIdentity: u }) => [principalOf(u), u.arn ?? "", u.accountId ?? "", u.type ?? ""],
  },
  "address/address-keys": {
    keep: (r, i) => r.sourceIPAddress === i.sourceIp,
    keys: ({ userIdentity: u }) => [u.accessKeyId ?? "", u.userName ?? ""],
    measures: (all) => {
      const times = all.map(({ eventTime }) => eventTime).sort();
      return [
        all.filter(({ errorCode }) => errorCode === undefined).length,
        all.filter(denied).length,
        numberOf(all.map(({ userAgent }) => userAgent.split("/")[0])),
        numberOf(all.map(({ awsRegion }) => awsRegion)),
        times[0] ?? "",
        times.at(-1) ?? "",
      ];
    },
  },
  "ec2-instance-compromise/instance-api-calls": {
    keep: (r, i) => ofInstance(r, i.instanceId),
    keys: (r) => [r.eventName],
  },
  "ec2-instance-compromise/instance-denied-calls": {
    keep: (r, i) => ofInstance(r, i.instanceId) && denied(r),
    keys: (r) => [r.eventName],
  },
  "ec2-instance-compromise/most-denied-instances": {
    keep: (r) => byInstance(r) && denied(r),
    keys: (r) => [principal(r)],
  },
  "ec2-instance-compromise/instances-calling-iam": {
    keep: (r) => byInstance(r) && r.eventSource === "iam.amazonaws.com",
    keys: action,
  },
  "ec2-instance-compromise/instances-listing-buckets": {
    keep: (r) => byInstance(r) && isOneOf(r, "s3", "ListBuckets"),
    keys: action,
  },
  "ec2-instance-compromise/calls-on-instance": {
    keep: (r, i) =>
      JSON.stringify([r.requestParameters, r.responseElements]).includes(i.instanceId ?? "?"),
  },
  "general-purpose/denied-actions-of-principal": {
    keep: (r, i) => principal(r) === i.principalId && denied(r),
    keys: (r) => [r.eventName],
  },
  "general-purpose/most-denied-principals": { keep: denied, keys: (r) => [principal(r)] },
  "watchlist/root-usage": { keep: (r) => r.userIdentity.type === "Root" },
  "watchlist/cloudtrail-logging-disabled": {
    keep: (r) =>
      isOneOf(
        r,
        "cloudtrail",
        "StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors",
      ),
  },
  "watchlist/logging-configuration-modified": {
    keep: (r) => BLINDING.some(([source, names]) => isOneOf(r, source, names)),
  },
};

const principalOf = (user: ReadRecord["userIdentity"]): string => user.principalId ?? "";

/** The answer to a fact's question from the records. */
export function answerOf(
  fact: DemoFact,
  window: { readonly from: string; readonly to: string },
  records: readonly ReadRecord[],
): { readonly rowCount: number; readonly rows: readonly (readonly (string | number)[])[] } {
  const step = STEPS[fact.step];
  if (step === undefined) throw new Error(`no check for ${fact.step}`);
  const { keys, measures = () => [] } = step;
  const kept = records.filter(
    (record) =>
      record.eventTime >= window.from &&
      record.eventTime < window.to &&
      (fact.accounts?.includes(record.recipientAccountId) ?? true) &&
      step.keep(record, fact.inputs),
  );
  if (keys === undefined) return { rowCount: kept.length, rows: [] };
  const groups = new Map<string, ReadRecord[]>();
  for (const record of kept) {
    const key = JSON.stringify(keys(record));
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  const rows = [...groups]
    .sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1))
    .map(([key, of]): (string | number)[] => [
      ...(JSON.parse(key) as string[]),
      of.length,
      ...measures(of),
    ]);
  return { rowCount: rows.length, rows };
}
