/** The AWS clients of one engine, and the retries of its calls. */
import { AthenaClient } from "@aws-sdk/client-athena";
import { S3Client } from "@aws-sdk/client-s3";
import type { CallContext } from "@/lib/engine/athena/errors/error-facts";
import { isAnswered, type Trouble, troubleOf } from "@/lib/engine/athena/errors/trouble";
import { type Credentials, createCredentials } from "./credentials";
import type { AthenaPlace } from "./options";
import { backoffMs, type Pace, sleep } from "./pace";
import { proxyAgents } from "./proxies";

export type Clients = {
  /** For states, results and metadata. */
  readonly reads: AthenaClient;
  /** For start and stop: a throttled poll never delays a cancel. */
  readonly control: AthenaClient;
  readonly s3: S3Client;
  readonly destroy: () => void;
};

/** The SDK's own limit for this client is 15 minutes, in which a dead connection would hang. */
const HTTP = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/** How all clients of a backend reach AWS: with which credentials, and through which proxy. */
export type Connection = {
  readonly credentials: Credentials;
  readonly http: typeof HTTP & ReturnType<typeof proxyAgents>;
};

/** One for each backend: credentials are resolved once for all clients. */
export function createConnection(): Connection {
  const http = { ...HTTP, ...proxyAgents() };
  return { http, credentials: createCredentials({ requestHandler: http }) };
}

/** Opens a client of S3, which tries a call three times by itself. */
export function openS3(
  { region, s3Endpoint }: Pick<AthenaPlace, "region" | "s3Endpoint">,
  { http, credentials }: Connection,
): S3Client {
  const s3 = new S3Client({
    region,
    credentials: credentials.provider,
    maxAttempts: 3,
    followRegionRedirects: true,
    requestHandler: { ...http, socketTimeout: 30_000 },
    ...(s3Endpoint === undefined ? {} : { endpoint: s3Endpoint, forcePathStyle: true }),
  });
  s3.middlewareStack.add(credentials.renewing, RENEWING);
  return s3;
}

/** Before all other steps of a call, so that it is signed again. */
const RENEWING = { step: "initialize", name: "renewCredentials", priority: "high" } as const;

function openAthena({ region, endpoint }: AthenaPlace, { http, credentials }: Connection) {
  const athena = new AthenaClient({
    region,
    credentials: credentials.provider,
    maxAttempts: 1,
    requestHandler: http,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  athena.middlewareStack.add(credentials.renewing, RENEWING);
  return athena;
}

/** Opens the clients. They try each call once: retries are paced and counted in `attempt`. */
export function openClients(place: AthenaPlace, connection = createConnection()): Clients {
  const reads = openAthena(place, connection);
  const control = openAthena(place, connection);
  const s3 = openS3(place, connection);
  return {
    reads,
    control,
    s3,
    destroy: () => {
      for (const client of [reads, control, s3]) client.destroy();
    },
  };
}

/** The answer to a call, or why there is none. */
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
 * Repeats a call until it is answered or was tried for `patienceMs`. The time that it waits for its
 * turn does not count, so that each of thousands of waiting calls is tried.
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
