/** The signals of an entity: its profile in the time range compared with the days before. */
import type { About } from "./about";
import { absencesOf, limitsOf } from "./absences";
import { bursts } from "./bursts";
import { newCountries, soonInTwoCountries } from "./countries";
import { type History, historyOf } from "./history";
import { usedOutside } from "./instance-outside";
import { newValues } from "./new-values";
import type { Baseline, Profile, ProfileRow } from "./profile-types";
import type { Signal, SignalReport, ValueFacts } from "./signal-types";
import { highVolume } from "./volume";

/** The first time of each value in the baseline. */
function firstTimes(baseline: Baseline | null): ReadonlyMap<string, string> {
  return new Map(
    (baseline?.profile ?? []).map(({ feature, value, firstSeen }) => [
      `${feature} ${value}`,
      firstSeen,
    ]),
  );
}

/** The values of the range, with what the baseline and the signals say of them. */
function valuesOf(
  range: Profile,
  baseline: Baseline | null,
  history: History,
  signals: readonly Signal[],
): readonly ValueFacts[] {
  const before = firstTimes(baseline);
  const bySubject = new Map<string, readonly Signal[]>();
  for (const signal of signals) {
    const key = `${signal.feature} ${signal.value}`;
    bySubject.set(key, [...(bySubject.get(key) ?? []), signal]);
  }
  return range.map((row: ProfileRow): ValueFacts => {
    const { feature, value, total, succeeded, denied, firstSeen, lastSeen } = row;
    const key = `${feature} ${value}`;
    const count = history.countBefore(feature, value ?? "");
    const isKnown = baseline !== null && (count > 0 || history.isWhole(feature));
    return {
      feature,
      value,
      inRange: total,
      succeeded,
      denied,
      inBaseline: isKnown ? count : null,
      firstSeen,
      lastSeen,
      seenBefore: before.get(key) ?? null,
      signals: value === null ? [] : (bySubject.get(key) ?? []),
    };
  });
}

/**
 * Finds the signals of an entity.
 * @param range its profile in the time range
 * @param baseline its profile in the days before; null without a comparison
 */
export function findSignals(range: Profile, baseline: Baseline | null, about: About): SignalReport {
  const history = historyOf(baseline);
  const before = baseline?.profile ?? [];
  const signals = [
    ...newValues(range, history),
    ...newCountries(range, before, history, about.countryOf),
    ...soonInTwoCountries(range, about),
    ...usedOutside(range, before, history, about),
    ...bursts(range, history),
    ...highVolume(range, before, history),
  ];
  return {
    history: history.history,
    baselineEvents: history.baselineEvents,
    baselineDays: history.baselineDays,
    missingDays: baseline?.missingDays ?? [],
    firstUse: range.map(({ firstSeen }) => firstSeen).sort()[0] ?? "",
    values: valuesOf(range, baseline, history, signals),
    signals,
    absences: absencesOf(history, signals, about),
    limits: limitsOf(baseline, about),
  };
}
