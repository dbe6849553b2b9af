/** What a signal is: why a value or an event deserves attention, with its reason and its events. */
import type { Filter } from "../filters";
import type { Window } from "./phrases";
import type { Feature } from "./profile-types";

export const SIGNAL_KINDS = [
  "new",
  "new-country",
  "two-countries",
  "instance-outside",
  "burst",
  "denied-burst",
  "volume",
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

export type Signal = {
  readonly kind: SignalKind;
  readonly feature: Feature;
  readonly value: string;
  /** Why, in a sentence for a person. */
  readonly reason: string;
  /** The filters that lead to its events within the entity's range. */
  readonly filters: readonly Filter[];
  /** The time range of its events, where that is a part of the entity's. */
  readonly window?: Window;
};

/** A value of a feature as the page shows it. Counts of the baseline are null where there is none. */
export type ValueFacts = {
  readonly feature: Feature;
  readonly value: string | null;
  readonly inRange: number;
  readonly succeeded: number;
  readonly denied: number;
  readonly inBaseline: number | null;
  /** Within the range, whatever is known of the days before. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The first time in the baseline; null where it is not there, or there is none. */
  readonly seenBefore: string | null;
  readonly signals: readonly Signal[];
};

export type SignalReport = {
  /** `off`: not compared. `no-history`: the entity has no event in the baseline, so nothing is new. */
  readonly history: "off" | "no-history" | "compared";
  /** Events of the entity in the baseline, and days that have any. */
  readonly baselineEvents: number;
  readonly baselineDays: number;
  readonly missingDays: readonly string[];
  /** The time of its first event in the range; empty where it has none. */
  readonly firstUse: string;
  readonly values: readonly ValueFacts[];
  readonly signals: readonly Signal[];
  /** What was looked for and not found, a sentence each: “No new country.” */
  readonly absences: readonly string[];
  /** What could not be compared in full, and why, a sentence each. */
  readonly limits: readonly string[];
};
