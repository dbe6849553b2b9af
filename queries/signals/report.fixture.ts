/** Made reports for tests: a leaked key whose values are given line by line. */
import type { Signal, SignalReport, ValueFacts } from "./signal-types";

/** A value of the leaked key; what is not given is as in a usual value. */
export function usualValue(
  facts: Pick<ValueFacts, "feature" | "value"> & Partial<ValueFacts>,
): ValueFacts {
  const inRange = facts.inRange ?? 10;
  return {
    inRange,
    succeeded: inRange - (facts.denied ?? 0),
    denied: 0,
    inBaseline: 40,
    firstSeen: "2026-03-01T06:00:00Z",
    lastSeen: "2026-03-19T02:50:52Z",
    seenBefore: null,
    signals: [],
    ...facts,
  };
}

/** The same as a value that the baseline does not have. */
export function newValue(
  facts: Pick<ValueFacts, "feature" | "value"> & Partial<ValueFacts>,
): ValueFacts {
  const signal: Signal = {
    kind: "new",
    feature: facts.feature,
    value: facts.value ?? "",
    reason: "Not in 400 events on 18 days before.",
    filters: [],
  };
  return usualValue({
    inBaseline: 0,
    firstSeen: "2026-03-19T02:10:07Z",
    signals: [signal],
    ...facts,
  });
}

/** A report of these values, compared with 18 days before the range. */
export function reportOf(
  values: readonly ValueFacts[],
  more: Partial<SignalReport> = {},
): SignalReport {
  return {
    history: "compared",
    baselineEvents: 400,
    baselineDays: 18,
    missingDays: [],
    firstUse: values.map(({ firstSeen }) => firstSeen).sort()[0] ?? "",
    values,
    signals: values.flatMap(({ signals }) => signals),
    absences: [],
    limits: [],
    ...more,
  };
}
