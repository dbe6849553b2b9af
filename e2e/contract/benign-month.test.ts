/** The demo account's month: findings of high and medium severity show its incidents, and little else. */
import { expect, it } from "vitest";
import { isFullRun } from "@/lib/full-run.fixture";
import { demoMonth } from "../coverage/demo-month";
import { demoCounts } from "../coverage/measure";
import { readMeasured } from "../coverage/measured";

/** Traffic that a quick run makes beside the story: the incidents and the administration. */
const QUICK_EVENTS = 3_000;

it("shows at least 500 events of the incidents and at most 60 benign ones", () => {
  const demo = demoCounts(isFullRun() ? demoMonth() : demoMonth(QUICK_EVENTS));
  const { incident, administration, traffic } = demo.counted;
  expect(demo.benignChanges).toBeGreaterThanOrEqual(300);
  expect(incident.shown).toBeGreaterThanOrEqual(500);
  expect(administration.shown + traffic.shown).toBeLessThanOrEqual(60);
  if (isFullRun()) expect(demo).toEqual(readMeasured().demo);
});

it("is documented with numbers that hold the same", () => {
  const { incident, administration, traffic } = readMeasured().demo.counted;
  expect(incident.shown).toBeGreaterThanOrEqual(500);
  expect(administration.shown + traffic.shown).toBeLessThanOrEqual(60);
});
