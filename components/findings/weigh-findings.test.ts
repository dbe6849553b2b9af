import { expect, it } from "vitest";
import { findingOf } from "./findings.fixture";
import { groupBySeverity } from "./group-findings";
import { weighed, weighedWords } from "./weigh-findings";

const explores = findingOf("instance-role-explores", "worker-role/i-0123456789abcdef0");
const first = findingOf("user-created", "alice");
const root = findingOf("root-activity", "root of 111122223333");
const burst = findingOf("denied-burst", "deploy");
const ALL = [root, explores, burst, first];
const severities = (missingDays: number | null) =>
  weighed(ALL, missingDays === null ? null : { missingDays }).map(({ rule }) => rule.severity);

it("is high for a rule about firsts only where there are days to compare with", () => {
  expect(severities(30)).toEqual(["high", "medium", "high", "medium"]);
  for (const missingDays of [0, 29, null])
    expect(severities(missingDays)).toEqual(["high", "high", "high", "medium"]);
});

it("is listed with the severity that it has, and the reason in words", () => {
  const groups = groupBySeverity(weighed(ALL, { missingDays: 30 }));
  expect(groups.map(({ severity, findings }) => [severity, findings])).toEqual([
    ["high", 2],
    ["medium", 2],
  ]);
  const words = groups.flatMap(({ groups: rules }) => rules).map(({ rule }) => weighedWords(rule));
  expect(words).toEqual([null, null, "Medium instead of high: no history.", null]);
});
