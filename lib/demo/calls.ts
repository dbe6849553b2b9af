/** How a call of an API is described. */
import { usualFaults } from "./faults";
import type { Call, Fault, Part } from "./record";
import { bucketsOf } from "./world";

type Extra = Partial<Omit<Call, "source" | "name" | "readOnly">>;

const service = (short: string): string => `${short}.amazonaws.com`;

/** A call that only reads. `extra` overrides the service's usual failures. */
export function reads(short: string, name: string, params?: Part, extra: Extra = {}): Call {
  return {
    source: service(short),
    name,
    readOnly: true,
    faults: usualFaults(service(short)),
    ...(params === undefined ? {} : { params }),
    ...(GLOBAL.has(short) ? { global: true } : {}),
    ...extra,
  };
}

/** A call that changes something. */
export function writes(short: string, name: string, params?: Part, extra: Extra = {}): Call {
  return {
    ...reads(short, name, params, extra),
    readOnly: false,
  };
}

const GLOBAL: ReadonlySet<string> = new Set([
  "iam",
  "cloudfront",
  "route53",
  "organizations",
  "health",
]);

/** The same call with more ways to fail, before the usual ones. */
export function failing(call: Call, ...faults: readonly Fault[]): Call {
  return {
    ...call,
    faults: [...faults, ...(call.faults ?? [])],
  };
}

/** Parameters that never differ. */
export function fixed(value: unknown): Part {
  const text = JSON.stringify(value);
  return () => text;
}

/** A bucket-level S3 call on one of the account's buckets. */
export function bucketCall(
  name: string,
  subresource: string,
  readOnly = true,
  extra: Extra = {},
): Call {
  return {
    source: service("s3"),
    name,
    readOnly,
    faults: usualFaults(service("s3")),
    subject: ({ rng, account }) => rng.pick(bucketsOf(account)),
    params: ({ region }, bucket) =>
      `{"bucketName":"${bucket}","Host":"${bucket}.s3.${region}.amazonaws.com","${subresource}":""}`,
    additional: ({ rng }) => s3Transfer(rng.upper(40), rng.int(900)),
    resources: ({ account }, bucket) =>
      `[{"accountId":"${account.id}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::${bucket}"}]`,
    host: ({ region }, bucket) => `${bucket}.s3.${region}.amazonaws.com`,
    ...extra,
  };
}

/** S3's `additionalEventData`. */
const s3Transfer = (id: string, bytesOut: number): string =>
  `{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"${id}=","bytesTransferredOut":${bytesOut}}`;

/** The `resources` of a KMS call. */
export const keyResource: Part = ({ account, region }) =>
  `[{"accountId":"${account.id}","type":"AWS::KMS::Key","ARN":"${keyArn(account.id, region)}"}]`;

const keyArn = (account: string, region: string): string =>
  `arn:aws:kms:${region}:${account}:key/${KEY_START[account.charAt(0)] ?? "9d1c"}4f20-6b7e-4c1d-a0f3-${account}`;

const KEY_START: Readonly<Record<string, string>> = { "1": "dad2", "4": "0e5d", "7": "c41b" };
