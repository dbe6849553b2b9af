/** Delivers the outbox to a webhook: with retries, the oldest first, and nothing lost on the way. */
import type { Alert } from "./alert";
import { MOST_OUTBOX_BYTES, type Undelivered, withinBound, withoutChannel } from "./outbox";

/** What came of one attempt. */
export type Attempt =
  | { readonly kind: "delivered" }
  /** It may work later: no connection, a time limit, 408, 429 or 5xx. */
  | { readonly kind: "failed"; readonly why: string; readonly retryAfterMs: number | null }
  /** It will not work without a change: another 4xx, or a redirect. */
  | { readonly kind: "refused"; readonly why: string };

/** Sends an alert once. It never throws. */
export type SendOnce = (alert: Alert) => Promise<Attempt>;
/** Sends an alert, with retries. */
export type Send = SendOnce;

export type Delivered = {
  readonly delivered: number;
  /** Alerts that wait for the next hunt. */
  readonly waiting: number;
  /** Alerts that the outbox has no room for: the webhook never gets them. */
  readonly dropped: readonly Undelivered[];
  /** What was wrong first, a sentence; null where nothing was. */
  readonly problem: string | null;
};

const ATTEMPTS = 4;
const FIRST_DELAY_MS = 1_000;
/** A server that wants more time gets it: until the next hunt. */
const LONGEST_DELAY_MS = 60_000;

/**
 * The wait before another attempt, milliseconds: twice as long each time, and by chance between half
 * of that and all, so that several servers do not come back together. Null where there is none.
 * @param tried the attempts so far, at least one
 */
export function retryDelay(
  tried: number,
  retryAfterMs: number | null,
  chance: number,
): number | null {
  if (tried >= ATTEMPTS || (retryAfterMs ?? 0) > LONGEST_DELAY_MS) return null;
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (tried - 1), LONGEST_DELAY_MS);
  return Math.max(retryAfterMs ?? 0, longest * (0.5 + chance / 2));
}

export type Waits = {
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1. */
  readonly chance: () => number;
};

/** Sends with retries. */
export function withRetries(sendOnce: SendOnce, { wait, chance }: Waits): Send {
  return async (alert) => {
    for (let tried = 1; ; tried++) {
      const attempt = await sendOnce(alert);
      if (attempt.kind !== "failed") return attempt;
      const delayMs = retryDelay(tried, attempt.retryAfterMs, chance());
      if (delayMs === null) return attempt;
      await wait(delayMs);
    }
  };
}

const NO_WEBHOOK = "TRAILBOOK_WEBHOOK is not set.";

function noted(
  undelivered: readonly Undelivered[],
  id: string,
  problem: string,
): readonly Undelivered[] {
  return undelivered.map((each) =>
    each.alert.id === id ? { ...each, failedHunts: each.failedHunts + 1, problem } : each,
  );
}

/**
 * Delivers what waits for the webhook. After a failure the rest waits for the next hunt; after a
 * refusal the next alert is tried.
 * @param keep writes the outbox that is left, after each attempt
 * @param mostBytes what may be left; more is dropped
 */
export async function deliver(
  undelivered: readonly Undelivered[],
  send: Send | null,
  keep: (left: readonly Undelivered[]) => void,
  mostBytes = MOST_OUTBOX_BYTES,
): Promise<Delivered> {
  let left = undelivered;
  let problem: string | null = send === null ? NO_WEBHOOK : null;
  for (const { alert } of undelivered) {
    if (send === null) break;
    const attempt = await send(alert);
    if (attempt.kind === "delivered") {
      left = withoutChannel(left, "webhook", ({ id }) => id === alert.id);
    } else {
      problem ??= attempt.why;
      left = noted(left, alert.id, attempt.why);
    }
    keep(left);
    if (attempt.kind === "failed") break;
  }
  const { kept, dropped } = withinBound(left, mostBytes);
  if (dropped.length > 0) keep(kept);
  const delivered = undelivered.length - left.length;
  return { delivered, waiting: kept.length, dropped, problem };
}
