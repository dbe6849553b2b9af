/** Alerts that are not delivered yet. What a webhook did not take stays here for the next hunt. */
import * as z from "zod";
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
