/** The month of ordinary administration is large, varied, and apart from the incidents. */
import { expect, it } from "vitest";
import { DEMO_FROM, DEMO_TO } from "../clock";
import { demoIncidents } from "../incidents";
import { DEFAULT_SEED } from "../marker";
import { storyEvents, storyTruth } from "../story";
import { streamOf } from "../world";
import { administrationEvents } from "./month";

const events = administrationEvents(DEFAULT_SEED);
const changes = events.filter(({ call }) => !call.readOnly);

/** The role of a session, or the caller itself. */
function actorOf(identity: string): string {
  const who = JSON.parse(identity);
  return who.sessionContext?.sessionIssuer?.arn ?? who.arn ?? who.invokedBy;
}

it("has at least 300 changes by at least 8 actors, in each week", () => {
  expect(changes.length).toBeGreaterThanOrEqual(300);
  expect(new Set(changes.map(({ caller }) => actorOf(caller.identity))).size).toBeGreaterThan(8);
  for (const week of [0, 1, 2, 3]) {
    const [from, to] = [1 + week * 7, 8 + week * 7].map((day) => String(day).padStart(2, "0"));
    const inWeek = changes.filter(
      ({ time }) => time >= `2026-03-${from}` && time < `2026-03-${to}`,
    );
    expect(inWeek.length).toBeGreaterThan(60);
  }
});

it("is in the month and in the folders of the trail", () => {
  for (const { time, account, region } of events) {
    expect(time >= DEMO_FROM && time < DEMO_TO).toBe(true);
    expect(streamOf(account, region)).toBeGreaterThanOrEqual(0);
  }
});

it("leaves the time ranges of the incidents alone", () => {
  const within = events.filter(({ time }) =>
    demoIncidents.some(({ window }) => time >= window.from && time < window.to),
  );
  expect(within).toEqual([]);
});

it("is marked as benign, as the incidents are marked, by event ids", () => {
  const truth = storyTruth(DEFAULT_SEED);
  const parts = [...truth.values()];
  const count = (part: string) => parts.filter((each) => each === part).length;
  expect(truth.size).toBe(storyEvents(DEFAULT_SEED).length);
  expect(count("administration")).toBe(events.length);
  expect(count("incident")).toBe(551);
});
