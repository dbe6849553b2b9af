/** The AWS clients of one engine, and the one way in which it calls them. */
import { AthenaClient } from "@aws-sdk/client-athena";
import { S3Client } from "@aws-sdk/client-s3";
import type { AthenaPlace } from "./options";
import { backoffMs, type Pace, sleep } from "./pace";
import { type CallContext, isAnswered, type Trouble, troubleOf } from "./trouble";

export type Clients = {
  /** For states, results and metadata. */
  readonly reads: AthenaClient;
  /** For start and stop: a throttled look at states never holds up a cancel. */
  readonly control: AthenaClient;
  readonly s3: S3Client;
  readonly destroy: () => void;
};

/** The SDK's own limit for this client is 15 minutes, in which a dead connection would hang. */
const HTTP = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/** Opens a client of S3, which tries a call three times by itself. */
export const openS3 = ({
  region,
  s3Endpoint,
}: Pick<AthenaPlace, "region" | "s3Endpoint">): S3Client =>
  new S3Client({
    region,
    maxAttempts: 3,
    followRegionRedirects: true,
    requestHandler: { ...HTTP, socketTimeout: 30_000 },
    ...(s3Endpoint === undefined ? {} : { endpoint: s3Endpoint, forcePathStyle: true }),
  });

/** Opens the clients. They try each call once: retries are paced and counted in `attempt`. */
export function openClients(place: AthenaPlace): Clients {
  const { region, endpoint } = place;
  const shared = { region, maxAttempts: 1, ...(endpoint === undefined ? {} : { endpoint }) };
  const reads = new AthenaClient({ ...shared, requestHandler: HTTP });
  const control = new AthenaClient({ ...shared, requestHandler: HTTP });
  const s3 = openS3(place);
  return {
    reads,
    control,
    s3,
    destroy: () => {
      for (const client of [reads, control, s3]) client.destroy();
    },
  };
}

/** What came of a call. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Trouble };

/** Makes a call once. */
export async function attempt<T>(context: CallContext, call: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    return { ok: false, trouble: troubleOf(error, context) };
  }
}

/**
 * Makes a call that may be repeated, until it is answered or was tried for `patienceMs`. Waiting
 * for its turn is no part of that time: where thousands of calls wait, all of them get theirs.
 */
export async function insist<T>(
  pace: Pace,
  context: CallContext,
  call: () => Promise<T>,
  patienceMs: number,
): Promise<Answer<T>> {
  let triedMs = 0;
  let signedOut = 0;
  for (let tries = 1; ; tries += 1) {
    const answered = await pace();
    const beganMs = performance.now();
    const answer = await attempt(context, call);
    answered();
    triedMs += performance.now() - beganMs;
    if (answer.ok) return answer;
    if (answer.trouble.kind === "signed-out") signedOut += 1;
    const waitMs = backoffMs(tries, answer.trouble.kind === "unreachable" ? 100 : 500, 5_000);
    if (isAnswered(answer.trouble, signedOut) || triedMs + waitMs > patienceMs) return answer;
    await sleep(waitMs);
    triedMs += waitMs;
  }
}
