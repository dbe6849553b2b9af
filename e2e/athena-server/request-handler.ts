/** One request to Athena: credentials, rate limit, fault, and only then the effect. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, refusal, success } from "./answer";
import { distorted } from "./distort";
import type { Faults, RequestFault } from "./faults";
import { type Account, OPERATIONS } from "./operations";
import type { RateLimiter } from "./rate-limits";
import {
  accessDenied,
  expiredToken,
  serverError,
  throttled,
  tooManyQueries,
  unrecognizedClient,
  WireError,
} from "./wire-error";

/** What is sent, and its outcome in the call log. */
export type Reply =
  | { readonly kind: "answer"; readonly answer: Answer; readonly outcome: string }
  | { readonly kind: "half"; readonly answer: Answer; readonly outcome: string }
  | { readonly kind: "reset"; readonly outcome: string };

export type Gate = {
  readonly account: Account;
  readonly faults: Faults;
  readonly limiter: RateLimiter;
  readonly expiredKeys: ReadonlySet<string>;
};

const whole = (answer: Answer, outcome: string) => ({ kind: "answer" as const, answer, outcome });
const refuse = (error: WireError) => whole(refusal(error), error.type);

/** The key that a request is signed with; empty where it is not signed. */
export function accessKeyOf(authorization: string | null | undefined): string {
  return /Credential=([^/,\s]+)/.exec(authorization ?? "")?.[1] ?? "";
}

/** Why a request's credentials are refused, null where they are accepted. */
export function credentialProblem(
  authorization: string | null | undefined,
  expiredKeys: ReadonlySet<string>,
): WireError | null {
  if (!authorization) return unrecognizedClient();
  return expiredKeys.has(accessKeyOf(authorization)) ? expiredToken() : null;
}

const BEFORE: Partial<Record<RequestFault, (op: string) => WireError>> = {
  throttle: throttled,
  "too-many-queries": tooManyQueries,
  "server-error-before": serverError,
  "expired-credentials": expiredToken,
  "access-denied": accessDenied,
  "unknown-credentials": unrecognizedClient,
};

async function effect(op: string, body: string, account: Account): Promise<unknown> {
  const operation = OPERATIONS[op];
  if (!operation) throw new WireError("UnknownOperationException", `Unknown operation ${op}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new WireError("SerializationException", "The request is not JSON.");
  }
  return operation(parsed, account);
}

/** Answers a request to an operation. */
export async function handleOperation(
  op: string,
  authorization: string | undefined,
  body: string,
  gate: Gate,
): Promise<Reply> {
  const { faults, limiter, account, expiredKeys } = gate;
  const problem = credentialProblem(authorization, expiredKeys);
  if (problem) return refuse(problem);
  if (!limiter.take(op, account.limits().rates)) return refuse(throttled());
  const fault = faults.forRequest(op);
  const before = fault === null ? undefined : BEFORE[fault];
  if (before) return refuse(before(op));
  if (fault === "reset-before") return { kind: "reset", outcome: fault };
  if (fault === "delay") await sleep(faults.delayMs());
  // A request that the network delivered twice; what the first one was answered is lost.
  if (fault === "duplicate-request") await effect(op, body, account).catch(() => undefined);
  const reply = await effect(op, body, account).then(
    (content) => whole(success(distorted(content, fault, faults)), "ok"),
    (error: unknown) => {
      if (!(error instanceof WireError)) throw error;
      return refuse(error);
    },
  );
  if (fault === "server-error-after") return refuse(serverError());
  if (fault === "reset-after") return { kind: "reset", outcome: fault };
  if (fault === "truncated-answer") return { ...reply, kind: "half", outcome: fault };
  return reply;
}
