/** Requests of ordinary administration, in the form that CloudTrail records. */
import { fixed, reads, writes } from "../calls";
import type { Call } from "../record";
import { PROD } from "../world";

/** A change with the same request each time. */
export function change(service: string, name: string, request?: unknown, response?: unknown): Call {
  return writes(service, name, request === undefined ? undefined : fixed(request), {
    ...(response === undefined ? {} : { response: fixed(response) }),
  });
}

/** A call that only reads, with the same request each time. */
export function look(service: string, name: string, request?: unknown): Call {
  return reads(service, name, request === undefined ? undefined : fixed(request));
}

/** A change of an EC2 resource; EC2 answers most of them with `true`. */
export function changeEc2(name: string, request: unknown): Call {
  return writes("ec2", name, fixed(request), {
    response: ({ rng }) => `{"requestId":"${rng.uuid()}","_return":true}`,
  });
}

/** A change of a bucket's settings; `subresource` is what the URL names. */
export function changeBucket(
  name: string,
  bucket: string,
  subresource: string,
  request: Readonly<Record<string, unknown>> = {},
): Call {
  const host = `${bucket}.s3.us-east-1.amazonaws.com`;
  const named = subresource === "" ? {} : { [subresource]: "" };
  return writes("s3", name, fixed({ ...request, bucketName: bucket, Host: host, ...named }), {
    additional: ({ rng }) =>
      `{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":312,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"${rng.upper(40)}=","bytesTransferredOut":0}`,
    resources: ({ account }) =>
      `[{"accountId":"${account.id}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::${bucket}"}]`,
    host: () => host,
  });
}

/** A read of a bucket's settings. */
export function lookAtBucket(name: string, bucket: string, subresource: string): Call {
  return { ...changeBucket(name, bucket, subresource), readOnly: true };
}

/** A policy document as text, as IAM's requests have it. */
export function policy(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** A trust policy for a service. */
export function trusts(service: string): string {
  return policy({
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sts:AssumeRole",
  });
}

/** A rule of a security group. */
export function ingress(groupId: string, port: number, cidrIp: string): unknown {
  const range = { ipProtocol: "tcp", fromPort: port, toPort: port, groups: {}, ipv6Ranges: {} };
  return {
    groupId,
    ipPermissions: { items: [{ ...range, ipRanges: { items: [{ cidrIp }] }, prefixListIds: {} }] },
  };
}

/** The ARN of an IAM resource of the production account. */
export function iamArn(resource: string): string {
  return `arn:aws:iam::${PROD.id}:${resource}`;
}
