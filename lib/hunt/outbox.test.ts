/** What waits for a webhook that is down has a bound. */
import { expect, it } from "vitest";
import type { Severity } from "@/queries/watchlist/rule";
import { ALERT } from "./alert.fixture";
import { deliver } from "./deliver";
import type { Channel, Undelivered } from "./outbox";

const KEPT_BYTES = 20_000;
const down = async () => ({ kind: "failed", why: "500", retryAfterMs: null }) as const;

const waiting = (id: number, severity: Severity, to: Channel[] = ["webhook"]): Undelivered => ({
  alert: { ...ALERT, id: String(id), severity, first: `2026-03-01T00:00:${10 + (id % 50)}Z` },
  to,
  reports: {},
  uses: {},
  failedHunts: 0,
  problem: null,
});
const bytesOf = (undelivered: readonly Undelivered[]) =>
  Buffer.byteLength(JSON.stringify({ version: 1, undelivered }));

it("never grows over its bound, and drops the oldest of the least severe", async () => {
  let outbox: readonly Undelivered[] = [waiting(0, "high"), waiting(1, "low")];
  const dropped: number[] = [];
  for (let id = 2; id < 100; id++) {
    const all = [...outbox, waiting(id, id % 10 === 0 ? "high" : "medium")];
    const done = await deliver(
      all,
      down,
      (left) => {
        outbox = left;
      },
      KEPT_BYTES,
    );
    expect(bytesOf(outbox)).toBeLessThanOrEqual(KEPT_BYTES);
    expect(done.waiting).toBe(outbox.length);
    dropped.push(...done.dropped.map(({ alert }) => Number(alert.id)));
  }
  const kept = outbox.map(({ alert }) => Number(alert.id));
  expect([...kept, ...dropped].toSorted((a, b) => a - b)).toEqual([...Array(100).keys()]);
  // The only low one first, then the medium ones as they are old; none of the high ones.
  expect(dropped[0]).toBe(1);
  expect(dropped.slice(1)).toEqual(dropped.slice(1).toSorted((a, b) => a - b));
  expect(dropped.every((id) => id % 10 !== 0)).toBe(true);
  expect(kept.at(-1)).toBe(99);
});

it("drops nothing that was not printed, nor what the webhook takes after all", async () => {
  const unprinted = Array.from({ length: 50 }, (_, id) =>
    waiting(id, "low", ["output", "webhook"]),
  );
  expect((await deliver(unprinted, down, () => undefined, KEPT_BYTES)).dropped).toEqual([]);
  const printed = Array.from({ length: 50 }, (_, id) => waiting(id, "low"));
  const up = async () => ({ kind: "delivered" }) as const;
  const done = await deliver(printed, up, () => undefined, KEPT_BYTES);
  expect(done).toEqual({ delivered: 50, waiting: 0, dropped: [], problem: null });
});
