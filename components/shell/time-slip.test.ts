import { expect, test } from "vitest";
import { recognise } from "./recognise";

const scope = { fromMs: 0, toMs: 86_400_000, accounts: [], regions: [] };

const IN_UTC = "Write the time in UTC, such as 2026-01-31T23:59:59Z.";

test.each([
  ["2026-02-31", "“2026-02-31” is not a date."],
  ["2026-02-31T03:10:00Z", "“2026-02-31” is not a date."],
  ["2026-13-01 03:10", "“2026-13-01” is not a date."],
  ["2025-02-29", "“2025-02-29” is not a date."],
  ["31 February 2026", "“31 February 2026” is not a date."],
  ["31 Feb 2026, 03:10 UTC", "“31 Feb 2026” is not a date."],
  ["February 31, 2026", "“February 31, 2026” is not a date."],
  ["2026-03-19 25:10", "“25:10” is not a time of day."],
  ["2026-03-19T24:00:00Z", "“24:00:00” is not a time of day."],
  ['"eventTime": "2026-03-19T02:60:00Z",', "“02:60:00” is not a time of day."],
  ["2026-03-19T02:45:00+02:00", IN_UTC],
  ["2026-3-9", IN_UTC],
  ["19 march 2026", IN_UTC],
  ["Mar 19, 2026 02:45", IN_UTC],
  ["2026/03/19 02:45:00", IN_UTC],
  ["19/Mar/2026:02:45:00 +0000", IN_UTC],
  ["1026-03-19", "The year of a time is 1970 to 2999."],
])("%j has the shape of a time: %s", (text, reason) => {
  const { problem, destinations } = recognise(text, scope);
  expect(problem).toBe(reason);
  expect(destinations.map(({ as }) => as)).toEqual(["Named in a request"]);
});

test.each(["2026", "backup-2026-02-31", "2026-02-31-backup", "31 Things 2026", "2026/03/19"])(
  "%j has not the shape of a time",
  (text) => {
    expect(recognise(text, scope).problem).toBeNull();
  },
);

test.each(['"eventTime": "2026-03-19T02:45:00Z",', "eventTime=2026-03-19T02:45:00.123456Z"])(
  "the time in %j is recognised",
  (text) => {
    const [first] = recognise(text, scope).destinations;
    expect(first?.as).toBe("Time of an alert");
    expect(first?.place).toMatchObject({
      playbookId: "changes",
      stepId: "changes-over-time",
      inputs: {},
      filters: [],
    });
  },
);
