/** Volume: hours with far more events than the entity's busy hours before. */
import { counted, filtersOf } from "./feature-words";
import type { History } from "./history";
import type { Profile } from "./profile-types";
import type { Signal } from "./signal-types";

/** An hour is above this many times the 95th percentile. */
const TIMES = 3;
/** The baseline needs this many days with events. */
const LEAST_DAYS = 7;
/** Fewer events in an hour are not a high volume, however quiet the days before were. */
const LEAST_EVENTS = 20;

const hoursOf = (profile: Profile) =>
  profile.flatMap(({ feature, value, total }) =>
    feature === "hour" && value !== null ? [{ hour: value, total }] : [],
  );

/** The 95th percentile of the hours that have events (nearest rank); null if there are none. */
function busyHour(before: Profile): number | null {
  const totals = hoursOf(before)
    .map(({ total }) => total)
    .sort((a, b) => a - b);
  return totals[Math.ceil(totals.length * 0.95) - 1] ?? null;
}

/** The hours of the range above the limit; none if the baseline is too short. */
export function highVolume(
  range: Profile,
  before: Profile,
  { baselineDays }: History,
): readonly Signal[] {
  const busy = busyHour(before);
  if (busy === null || baselineDays < LEAST_DAYS) return [];
  return hoursOf(range)
    .filter(({ total }) => total > TIMES * busy && total >= LEAST_EVENTS)
    .map(({ hour, total }) => ({
      kind: "volume",
      feature: "hour",
      value: hour,
      reason: `Volume: ${counted(total)} events from ${hour.slice(11)}:00 to ${hour.slice(11)}:59 UTC on ${hour.slice(0, 10)}. In the days before, 95 of 100 hours with events had at most ${counted(busy)}.`,
      filters: filtersOf("hour", hour),
    }));
}

/** Whether the baseline is long enough to judge volume. */
export function canJudgeVolume({ baselineDays }: History): boolean {
  return baselineDays >= LEAST_DAYS;
}
