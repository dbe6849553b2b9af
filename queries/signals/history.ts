/** What the baseline says as a whole: whether there is a history, of how many events and days. */
import { DAY_MS } from "../scope";
import { counted } from "./feature-words";
import type { Baseline, Feature, Profile } from "./profile-types";
import type { SignalReport } from "./signal-types";

export type History = Pick<SignalReport, "history" | "baselineEvents" | "baselineDays"> & {
  /** How often a value occurs in the baseline; 0 where it does not. */
  readonly countBefore: (feature: Feature, value: string) => number;
  /** `12,431 events in the 30 days before`, with the days that have no logs. */
  readonly words: string;
  /** Features that can be compared. */
  readonly isWhole: (feature: Feature) => boolean;
};

/** The sum of a profile's events: each has exactly one hour. */
export function eventsIn(profile: Profile): number {
  return profile.reduce((sum, { feature, total }) => sum + (feature === "hour" ? total : 0), 0);
}

/** The days that have events. */
function daysIn(profile: Profile): number {
  const hours = profile.flatMap(({ feature, value }) => (feature === "hour" && value ? value : []));
  return new Set(hours.map((hour) => hour.slice(0, 10))).size;
}

const keyOf = (feature: Feature, value: string): string => `${feature} ${value}`;

function wordsOf({ fromMs, toMs, missingDays }: Baseline, events: number): string {
  const days = Math.round((toMs - fromMs) / DAY_MS);
  const missing = missingDays.length === 0 ? "" : ` (${counted(missingDays.length)} without logs)`;
  return `${counted(events)} ${events === 1 ? "event" : "events"} in the ${days === 1 ? "day" : `${counted(days)} days`} before${missing}`;
}

/** Reads the baseline; null without a comparison. */
export function historyOf(baseline: Baseline | null): History {
  const { profile = [], incomplete = [] } = baseline ?? {};
  const before = new Map<string, number>();
  for (const { feature, value, total } of profile) {
    const key = keyOf(feature, value ?? "");
    before.set(key, (before.get(key) ?? 0) + total);
  }
  const events = eventsIn(profile);
  return {
    history: baseline === null ? "off" : events === 0 ? "no-history" : "compared",
    baselineEvents: events,
    baselineDays: daysIn(profile),
    countBefore: (feature, value) => before.get(keyOf(feature, value)) ?? 0,
    words: baseline === null ? "" : wordsOf(baseline, events),
    isWhole: (feature) => !incomplete.includes(feature),
  };
}
