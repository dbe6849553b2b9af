/** Hunts over findings that a person has suppressed: no alert, counted, and not reported later. */
import { expect, it } from "vitest";
import type { Suppression } from "@/lib/api/suppressions";
import { succeed } from "@/lib/result";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { findingEvent } from "./finding-event.fixture";
import { type HuntPorts, hunt } from "./hunt";
import type { HuntState } from "./hunt-state";
import type { FindingEvent } from "./new-alerts";
import type { Undelivered } from "./outbox";

const NOW_MS = Date.UTC(2026, 2, 2);

const created = (id: string, actor: string): FindingEvent =>
  findingEvent({
    rule: "user-created",
    severity: "medium",
    actor,
    eventTime: new Date(NOW_MS - HOUR_MS).toISOString(),
    eventId: id,
  });

const suppression = (actor: string | null, rule = "user-created"): Suppression => ({
  id: "s",
  rule,
  actor,
  reason: "A pipeline of ours",
  until: "2026-03-31",
  madeAt: "2026-03-01T00:00:00Z",
});

/** Hunts over the same files; each gives the actors of its alerts and what was suppressed. */
function hunts() {
  let state: HuntState | null = null;
  let outbox: readonly Undelivered[] = [];
  return async (
    events: readonly FindingEvent[],
    suppressions: readonly Suppression[],
    isDryRun = false,
  ) => {
    const actors: string[] = [];
    const ports: HuntPorts = {
      nowMs: () => NOW_MS,
      readState: () => succeed(state),
      writeState: (next) => {
        state = next;
      },
      readOutbox: () => succeed(outbox),
      writeOutbox: (next) => {
        outbox = next;
      },
      importedSince: async () => succeed(null),
      findingEvents: async () => succeed(events),
      ruleHits: async () => succeed([]),
      print: async (alerts) => {
        actors.push(...alerts.map(({ actor }) => actor));
      },
      send: null,
    };
    const hunted = await hunt(ports, {
      source: "lake",
      sinceMs: DAY_MS,
      lateMs: DAY_MS,
      longestMs: 400 * DAY_MS,
      newRulesMs: null,
      sigmaRules: new Map(),
      leastSeverity: "medium",
      channels: ["output"],
      linkOf: () => "/",
      isDryRun,
      suppressions,
    });
    if (!hunted.ok) throw new Error(hunted.failure.message);
    const { found, suppressed } = hunted.value;
    expect(found).toBe(actors.length);
    expect(outbox).toEqual([]);
    return { actors, suppressed };
  };
}

const EVENTS = [created("1", "pipeline"), created("2", "pipeline"), created("3", "mallory")];

it.each<readonly [what: string, of: Suppression, actors: readonly string[], suppressed: object]>([
  ["an actor", suppression("pipeline"), ["mallory"], { findings: 1, events: 2 }],
  ["every actor", suppression(null), [], { findings: 2, events: 3 }],
  [
    "an actor of another rule",
    suppression("pipeline", "other"),
    ["mallory", "pipeline"],
    { findings: 0, events: 0 },
  ],
])("does not report the findings of a rule for %s", async (_, of, actors, suppressed) => {
  const look = hunts();
  const dry = await look(EVENTS, [of], true);
  expect(dry.actors.toSorted()).toEqual(actors);
  expect(dry.suppressed).toEqual(suppressed);
  const real = await look(EVENTS, [of]);
  expect({ ...real, actors: real.actors.toSorted() }).toEqual({ ...dry, actors });
});

it("counts a suppressed event once, and reports only what comes after the suppression", async () => {
  const look = hunts();
  await look(EVENTS, [suppression("pipeline")]);
  expect(await look(EVENTS, [suppression("pipeline")])).toEqual({
    actors: [],
    suppressed: { findings: 0, events: 0 },
  });
  const ended = await look([...EVENTS, created("4", "pipeline")], []);
  expect(ended.actors).toEqual(["pipeline"]);
});
