/** The calls by which a role is assumed. */
import { reads } from "./calls";
import { roleIdOf, temporaryKey } from "./identities";
import type { Call, CallContext } from "./record";

/** A service takes a role: the most frequent event of most accounts. */
export function takeRole(
  service: string,
  role: string,
  session: (context: CallContext) => string,
): Call {
  return reads("sts", "AssumeRole", undefined, {
    faults: [],
    shared: true,
    subject: session,
    params: ({ account }, name) =>
      `{"roleArn":"arn:aws:iam::${account.id}:role/${role}","roleSessionName":"${name}"${service === "lambda.amazonaws.com" ? "" : ',"durationSeconds":3600'}}`,
    response: ({ account, rng, time }, name) => {
      const bare = role.slice(role.lastIndexOf("/") + 1);
      return `{"credentials":{"accessKeyId":"${temporaryKey(account, rng)}","sessionToken":"IQoJb3JpZ2luX2VjE${rng.upper(48)}","expiration":"${expiry(time)}"},"assumedRoleUser":{"assumedRoleId":"${roleIdOf(account, bare)}:${name}","arn":"arn:aws:sts::${account.id}:assumed-role/${bare}/${name}"}}`;
    },
    resources: ({ account }) =>
      `[{"accountId":"${account.id}","type":"AWS::IAM::Role","ARN":"arn:aws:iam::${account.id}:role/${role}"}]`,
  });
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr"] as const;

/** STS writes an expiry in words: `Mar 19, 2026, 3:10:07 AM`, an hour ahead. */
function expiry(time: string): string {
  const hour = (Number(time.slice(11, 13)) + 1) % 24;
  return `${MONTHS[Number(time.slice(5, 7)) - 1]} ${Number(time.slice(8, 10))}, ${time.slice(0, 4)}, ${hour % 12 === 0 ? 12 : hour % 12}${time.slice(13, 19)} ${hour < 12 ? "AM" : "PM"}`;
}
