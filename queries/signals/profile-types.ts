/** What a profile is: how often an entity used each value of each feature, in a range of time. */

/**
 * What is compared with the baseline. A system is the operating system that the agent names, an hour
 * is `yyyy-MM-ddTHH`, a call is `service:name`.
 */
export const FEATURES = [
  "address",
  "network",
  "agent",
  "system",
  "service",
  "call",
  "region",
  "hour",
] as const;
export type Feature = (typeof FEATURES)[number];

/** One value of one feature. Times are CloudTrail's text, UTC. */
export type ProfileRow = {
  readonly feature: Feature;
  /** Null where the events have none. */
  readonly value: string | null;
  readonly total: number;
  readonly succeeded: number;
  readonly denied: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
};

export type Profile = readonly ProfileRow[];

/** The days before the range that “new” is judged against. */
export type Baseline = {
  readonly profile: Profile;
  readonly fromMs: number;
  readonly toMs: number;
  /** Days of it without logs, `yyyy-MM-dd`. */
  readonly missingDays: readonly string[];
  /** Features with more values than the profile holds: they cannot be compared. */
  readonly incomplete?: readonly Feature[];
};
