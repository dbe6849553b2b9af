/** Which values of an entity are new: by the days before the range or, without them, within it. */
import { DAY_MS } from "../scope";
import type { Feature } from "./profile-types";
import type { SignalReport, ValueFacts } from "./signal-types";

/** Days without a value, from the first event, before it counts as new within the range. */
const DAYS_WITHOUT = 7;

export type NewValues = {
  readonly values: readonly ValueFacts[];
  /** Days that the entity was used before the first of them, where the range itself is the history. */
  readonly daysBefore: number | null;
};

const NONE: NewValues = { values: [], daysBefore: null };

const isMarkedNew = ({ signals }: ValueFacts): boolean =>
  signals.some(({ kind }) => kind === "new" || kind === "new-country");

const timeOf = (time: string): number => Date.parse(time) || 0;

/** Whether a value came up when the entity had been in use for days, in a range with no history. */
export function isLate(report: SignalReport, value: ValueFacts): boolean {
  if (report.history !== "no-history" || value.value === null || value.inRange === 0) return false;
  return timeOf(value.firstSeen) - timeOf(report.firstUse) >= DAYS_WITHOUT * DAY_MS;
}

/** Whether a value is new, by the days before the range or within it. */
export function isNew(report: SignalReport, value: ValueFacts): boolean {
  return isMarkedNew(value) || isLate(report, value);
}

/** The new values of a feature, the first seen first. */
export function newValues(report: SignalReport, feature: Feature): NewValues {
  const own = report.values.filter((each) => each.feature === feature && each.inRange > 0);
  const values = own
    .filter((each) => isNew(report, each))
    .sort((a, b) => timeOf(a.firstSeen) - timeOf(b.firstSeen) || b.inRange - a.inRange);
  const [first] = values;
  if (first === undefined) return NONE;
  if (report.history !== "no-history") return { values, daysBefore: null };
  return {
    values,
    daysBefore: Math.floor((timeOf(first.firstSeen) - timeOf(report.firstUse)) / DAY_MS),
  };
}
