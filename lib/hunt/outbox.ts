/** Alerts that are not delivered yet. What a webhook did not take stays here for the next hunt, up to a bound. */
import * as z from "zod";
import { SEVERITIES } from "@/queries/watchlist/rule";
import { Alert } from "./alert";
import { Reported, Uses } from "./hunt-state";

const CHANNELS = ["output", "webhook"] as const;
export type Channel = (typeof CHANNELS)[number];

export const Undelivered = z.object({
  alert: Alert,
  /** Where it still has to go. */
  to: z.array(z.enum(CHANNELS)),
  /** Its events, until the state has them: after a kill in between, they count as reported. */
  reports: Reported,
  uses: Uses,
  /** Hunts that could not deliver it, and what was wrong the last time. */
  failedHunts: z.number(),
  problem: z.string().nullable(),
});
export type Undelivered = z.infer<typeof Undelivered>;

export const Outbox = z.object({ version: z.literal(1), undelivered: z.array(Undelivered) });

/** The outbox without what went through a channel. */
export function withoutChannel(
  undelivered: readonly Undelivered[],
  channel: Channel,
  isDelivered: (alert: Alert) => boolean = () => true,
): readonly Undelivered[] {
  return undelivered.flatMap((each) => {
    if (!isDelivered(each.alert)) return [each];
    const to = each.to.filter((other) => other !== channel);
    return to.length === 0 ? [] : [{ ...each, to }];
  });
}

/** The most that waits for a webhook, bytes of the file. */
export const MOST_OUTBOX_BYTES = 4_000_000;
/** Of the file, what is around the alerts. */
const AROUND_BYTES = 64;

/** What stays in the outbox, in its order, and what it has no room for. */
export type Bounded = {
  readonly kept: readonly Undelivered[];
  readonly dropped: readonly Undelivered[];
};

/**
 * The outbox within its bound: the most severe stay, of these the newest. What was not printed stays
 * whatever its size, so that each alert reaches a reader.
 */
export function withinBound(undelivered: readonly Undelivered[], mostBytes: number): Bounded {
  const rank = ({ to, alert }: Undelivered): number =>
    to.includes("output") ? -1 : SEVERITIES.indexOf(alert.severity);
  const kept = new Set<Undelivered>();
  let bytes = AROUND_BYTES;
  let isFull = false;
  for (const each of undelivered.toReversed().sort((one, other) => rank(one) - rank(other))) {
    bytes += Buffer.byteLength(JSON.stringify(each)) + 1;
    isFull ||= bytes > mostBytes && rank(each) >= 0;
    if (!isFull) kept.add(each);
  }
  return {
    kept: undelivered.filter((each) => kept.has(each)),
    dropped: undelivered.filter((each) => !kept.has(each)),
  };
}
