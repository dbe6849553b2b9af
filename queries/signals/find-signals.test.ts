import { describe, expect, it } from "vitest";
import { findSignals } from "./find-signals";
import type { Baseline, Feature, Profile, ProfileRow } from "./profile-types";

const NOW = "2026-03-19T22:00:00Z";
const BEFORE = "2026-03-01T09:00:00Z";
const ABOUT = {
  isLongLived: true,
  isInstance: false,
  fromMs: Date.UTC(2026, 2, 19),
  toMs: Date.UTC(2026, 2, 20),
};

/** A row of events that succeeded, all at one time unless it says otherwise. */
function row(
  feature: Feature,
  value: string | null,
  total: number,
  more: Partial<ProfileRow> = {},
): ProfileRow {
  const times = { firstSeen: NOW, lastSeen: NOW };
  return { feature, value, total, succeeded: total, denied: 0, ...times, ...more };
}

const then = { firstSeen: BEFORE, lastSeen: BEFORE };

/** Ten days of ten events in an hour each. */
const HOURS: Profile = Array.from({ length: 10 }, (_, day) =>
  row("hour", `2026-03-${String(day + 1).padStart(2, "0")}T09`, 10, then),
);

function baseline(profile: Profile, more: Partial<Baseline> = {}): Baseline {
  const fromMs = Date.UTC(2026, 1, 17);
  return { profile, fromMs, toMs: ABOUT.fromMs, missingDays: [], ...more };
}

const signalsOf = (...args: Parameters<typeof findSignals>) =>
  findSignals(...args).signals.map(({ kind, value, reason }) => `${kind} ${value}: ${reason}`);

describe("new", () => {
  const range = [row("service", "s3.amazonaws.com", 9), row("service", "iam.amazonaws.com", 1_312)];
  const known = row("service", "s3.amazonaws.com", 100, then);

  it("is a value that the baseline lacks, with both counts", () => {
    const report = findSignals(range, baseline([...HOURS, known]), ABOUT);
    expect(report.signals).toEqual([
      {
        kind: "new",
        feature: "service",
        value: "iam.amazonaws.com",
        reason: "New: 1,312 now, none of the 100 events in the 30 days before.",
        filters: [{ field: "eventsource", op: "exactly", value: "iam.amazonaws.com" }],
      },
    ]);
    expect(report).toMatchObject({ history: "compared", baselineEvents: 100, baselineDays: 10 });
    expect(report.absences).toContain("No new address.");
    expect(report.absences).not.toContain("No new service.");
  });

  it("has the facts of each value beside it", () => {
    const { values } = findSignals(range, baseline([...HOURS, known]), ABOUT);
    expect(values[0]).toMatchObject({
      inRange: 9,
      inBaseline: 100,
      firstSeen: NOW,
      lastSeen: NOW,
      seenBefore: BEFORE,
      signals: [],
    });
    expect(values[1]).toMatchObject({ inBaseline: 0, firstSeen: NOW, seenBefore: null });
    expect(values[1]?.signals).toHaveLength(1);
  });

  it("does not change when a value was first seen in the range", () => {
    const timesOf = (before: Baseline | null) =>
      findSignals(range, before, ABOUT).values.map(({ firstSeen }) => firstSeen);
    expect(timesOf(baseline([...HOURS, known]))).toEqual(timesOf(null));
  });

  it("is nothing without a history, and says so", () => {
    const report = findSignals(range, baseline([]), ABOUT);
    expect(report).toMatchObject({ history: "no-history", signals: [] });
    expect(report.absences).not.toContain("No new address.");
    const off = findSignals(range, null, ABOUT);
    expect(off).toMatchObject({ history: "off", signals: [], absences: [] });
    expect(off.values.map(({ inBaseline }) => inBaseline)).toEqual([null, null]);
  });

  it("counts the days without logs", () => {
    const missingDays = ["2026-02-17", "2026-02-18"];
    const report = findSignals(range, baseline([...HOURS, known], { missingDays }), ABOUT);
    expect(report.missingDays).toEqual(missingDays);
    expect(report.signals[0]?.reason).toContain("30 days before (2 without logs)");
  });

  it("names the network of a new address, and has no hour", () => {
    const here = [row("address", "203.0.113.9", 2), row("hour", "2026-03-19T22", 2)];
    const near = [...HOURS, row("network", "203.0.0.0/16", 7, then)];
    expect(signalsOf(here, baseline(near), ABOUT)).toEqual([
      "new 203.0.113.9: New: 2 now, none of the 100 events in the 30 days before. Its network 203.0.0.0/16 had 7 of them.",
    ]);
    expect(signalsOf(here, baseline(HOURS), ABOUT)[0]).toMatch(/203\.0\.0\.0\/16 is new too\.$/);
  });

  it("is not judged for a feature that the baseline holds in part", () => {
    const part = baseline([...HOURS, known], { incomplete: ["service"] });
    const report = findSignals(range, part, ABOUT);
    expect(report.signals).toEqual([]);
    expect(report.absences).not.toContain("No new service.");
    expect(report.limits).toEqual([
      "Not compared: the days before have too many services. A profile holds 20,000 values.",
    ]);
    expect(report.values.map(({ inBaseline }) => inBaseline)).toEqual([100, null]);
  });
});

describe("countries", () => {
  const COUNTRIES: Readonly<Record<string, string>> = {
    "203.0.113.9": "NL",
    "198.51.100.7": "DE",
    "198.51.100.8": "DE",
  };
  const about = { ...ABOUT, countryOf: (address: string) => COUNTRIES[address] ?? null };
  const home = baseline([...HOURS, row("address", "198.51.100.7", 100, then)]);

  it("one that no address of the baseline is in is new", () => {
    const range = [row("address", "203.0.113.9", 2), row("address", "198.51.100.8", 2)];
    const found = findSignals(range, home, { ...about, isLongLived: false });
    const [signal, ...more] = found.signals.filter(({ kind }) => kind === "new-country");
    expect(signal?.reason).toBe(
      "New country NL: the 100 events in the 30 days before came from DE.",
    );
    expect(more).toEqual([]);
  });

  it("a service, a private address and no country at all are not new countries", () => {
    const range = ["cloudformation.amazonaws.com", "AWS Internal", "10.0.0.1", "192.0.2.77"].map(
      (value) => row("address", value, 1),
    );
    expect(findSignals(range, home, about).absences).toContain("No new country.");
    // Without data on countries there is nothing to say of them.
    expect(findSignals(range, home, ABOUT).absences.join()).not.toContain("country");
  });

  it("two within an hour are named with the least time between them", () => {
    const later = { firstSeen: "2026-03-19T22:14:00Z", lastSeen: "2026-03-19T23:00:00Z" };
    const range = [row("address", "203.0.113.9", 2), row("address", "198.51.100.7", 2, later)];
    const found = findSignals(range, null, about).signals;
    expect(found.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      "two-countries 203.0.113.9",
      "two-countries 198.51.100.7",
    ]);
    expect(found[0]?.reason).toBe(
      "Two countries within 14 minutes: NL (203.0.113.9) and DE (198.51.100.7).",
    );
    expect(findSignals(range, null, { ...about, isLongLived: false }).signals).toEqual([]);
  });

  it("two in turns all day are not called near in time", () => {
    const allDay = { firstSeen: "2026-03-19T00:00:00Z", lastSeen: "2026-03-19T23:59:00Z" };
    const noon = { firstSeen: "2026-03-19T12:00:00Z", lastSeen: "2026-03-19T12:00:00Z" };
    const range = [
      row("address", "203.0.113.9", 2, noon),
      row("address", "198.51.100.7", 2, allDay),
    ];
    expect(findSignals(range, null, about).signals).toEqual([]);
  });
});

it("an instance's role is used outside from an address that the instance did not use", () => {
  const about = { ...ABOUT, isLongLived: false, isInstance: true };
  const home = baseline([...HOURS, row("address", "198.51.100.7", 100, then)]);
  const range = [row("address", "203.0.113.9", 2), row("address", "ec2.amazonaws.com", 1)];
  const outside = findSignals(range, home, about).signals.filter(
    ({ kind }) => kind === "instance-outside",
  );
  expect(outside.map(({ value }) => value)).toEqual(["203.0.113.9"]);
  expect(outside[0]?.reason).toBe(
    "Used from outside the instance: 2 events from this address, and none of the 100 events in the 30 days before. Those came from 1 address.",
  );
  const calm = findSignals([row("address", "198.51.100.7", 2)], home, about);
  expect(calm.absences).toContain(
    "No use from outside the instance: each address was used in the days before.",
  );
});

describe("bursts", () => {
  const at = (minute: number, denied = 0, count = 5): Profile =>
    Array.from({ length: count }, (_, index) => {
      const time = `2026-03-19T22:${String(minute + index).padStart(2, "0")}:00Z`;
      const times = { firstSeen: time, lastSeen: time };
      return row("call", `iam.amazonaws.com:Call${minute + index}`, 1, {
        ...times,
        denied,
        succeeded: 1 - denied,
      });
    });
  const found = (range: Profile, before: Baseline | null = baseline(HOURS)) =>
    findSignals(range, before, ABOUT).signals.filter(({ kind }) => kind.endsWith("burst"));

  it("are five new kinds of calls within ten minutes, and again later", () => {
    const [first, second, ...more] = found([...at(0), ...at(40)]);
    expect(first?.reason).toBe(
      "Burst: 5 different calls within 10 minutes (2026-03-19, 22:00 to 22:04 UTC). None is among the 100 events in the 30 days before.",
    );
    expect(first?.filters).toEqual([
      { field: "eventname", op: "any", value: "Call0,Call1,Call2,Call3,Call4" },
    ]);
    expect(first?.window).toEqual({
      fromMs: Date.parse("2026-03-19T22:00:00Z"),
      toMs: Date.parse("2026-03-19T22:05:00Z"),
    });
    expect(second?.reason).toContain("22:40 to 22:44");
    expect(more).toEqual([]);
    expect(found(at(0, 0, 4))).toEqual([]);
  });

  it("of denied calls are separate", () => {
    expect(found(at(0, 1)).map(({ kind }) => kind)).toEqual(["burst", "denied-burst"]);
    expect(found([...at(0, 1, 4), ...at(4, 0, 1)]).map(({ kind }) => kind)).toEqual(["burst"]);
  });

  it("need more kinds where each call is a first one, and a comparison", () => {
    expect(found(at(0, 0, 11), baseline([]))).toEqual([]);
    expect(found(at(0, 0, 11), null)).toEqual([]);
    const [first] = found([...at(0, 0, 11), ...at(0, 0, 1)], baseline([]));
    expect(first?.reason).toMatch(/There are no events in the days before\.$/);
  });
});

describe("volume", () => {
  const range = [row("hour", "2026-03-19T22", 31), row("hour", "2026-03-19T23", 30)];

  it("is an hour above three times the busy hours before", () => {
    expect(signalsOf(range, baseline(HOURS), ABOUT)).toEqual([
      "volume 2026-03-19T22: Volume: 31 events from 22:00 to 22:59 UTC on 2026-03-19. In the days before, 95 of 100 hours with events had at most 10.",
    ]);
  });

  it("needs seven days with events, and is not claimed without them", () => {
    const report = findSignals(range, baseline(HOURS.slice(0, 6)), ABOUT);
    expect(report.signals).toEqual([]);
    expect(report.absences).not.toContain("No hour with unusual volume.");
  });
});
