/** Hunts with Sigma rules: each hit once, and nothing old of a rule that is added later. */
import { expect, it } from "vitest";
import { succeed } from "@/lib/result";
import { DAY_MS, formatTime, HOUR_MS } from "@/queries/scope";
import type { SigmaRule } from "@/queries/sigma/sigma-rule";
import type { Alert } from "./alert";
import { findingEvent } from "./finding-event.fixture";
import { type HuntPorts, hunt } from "./hunt";
import { HuntState } from "./hunt-state";
import type { FindingEvent } from "./new-alerts";
import type { Undelivered } from "./outbox";
import { ruleOf } from "./sigma-rule.fixture";

const START_MS = Date.UTC(2026, 2, 2);

const [FIRST, SECOND, LOW] = [ruleOf(1), ruleOf(2), ruleOf(3, "low")];

/** A source whose logs have come by a time, and its hunts. */
class Source {
  nowMs = START_MS;
  state: HuntState | null = null;
  outbox: readonly Undelivered[] = [];
  isKilled = false;
  importedDays: readonly string[] = [];
  readonly logged: { readonly id: string; readonly timeMs: number }[] = [];
  readonly looked: string[] = [];

  log(id: string, agoMs: number): void {
    this.logged.push({ id, timeMs: this.nowMs - agoMs });
  }

  private hits(fromMs: number, toMs: number, rules: readonly SigmaRule[]): FindingEvent[] {
    const events = this.logged.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs);
    return rules.flatMap(({ rule }) =>
      events.map(({ id, timeMs }) =>
        findingEvent({
          rule: rule.id,
          severity: rule.severity,
          actor: "mallory",
          eventTime: formatTime(timeMs),
          eventId: id,
        }),
      ),
    );
  }

  /** Hunts an hour later: `rule: events` of each alert, and what was said. */
  async hunt(rules: readonly SigmaRule[], newRulesMs: number | null = null, hours = 1) {
    this.nowMs += hours * HOUR_MS;
    const alerts: Alert[] = [];
    const ports: HuntPorts = {
      nowMs: () => this.nowMs,
      readState: () => succeed(this.state === null ? null : HuntState.parse(this.state)),
      writeState: (next) => {
        this.state = JSON.parse(JSON.stringify(next));
        if (this.isKilled) throw new Error("killed");
      },
      readOutbox: () => succeed(this.outbox),
      writeOutbox: (next) => {
        this.outbox = next;
      },
      importedSince: async () => succeed({ batch: 1, days: this.importedDays }),
      findingEvents: async () => succeed([]),
      ruleHits: async ({ fromMs, toMs }, chosen) => {
        this.looked.push(`${formatTime(fromMs)} ${chosen.length}`);
        return succeed(this.hits(fromMs, toMs, chosen));
      },
      print: async (given) => void alerts.push(...given),
      send: null,
    };
    const hunted = await hunt(ports, {
      source: "lake",
      sinceMs: DAY_MS,
      lateMs: DAY_MS,
      longestMs: 400 * DAY_MS,
      newRulesMs,
      leastSeverity: "medium",
      channels: ["output"],
      linkOf: () => "/",
      isDryRun: false,
      suppressions: [],
      sigmaRules: new Map(rules.map((each) => [each.rule.id, each])),
    });
    if (!hunted.ok) throw new Error(hunted.failure.message);
    return {
      alerts,
      found: alerts.map(({ title, eventIds }) => `${title}: ${eventIds}`).sort(),
      notices: hunted.value.notices,
    };
  }
}

it("reports hits with author, licence and the rule's own words, once", async () => {
  const source = new Source();
  source.log("a", HOUR_MS);
  const { alerts, notices } = await source.hunt([FIRST, LOW]);
  expect(alerts).toMatchObject([
    { rule: FIRST.rule.id, severity: "high", author: "Ann Author", licence: "DRL 1.1", total: 1 },
  ]);
  expect(notices).toEqual([]);
  expect((await source.hunt([FIRST, LOW])).found).toEqual([]);
  source.log("late", 20 * HOUR_MS);
  expect((await source.hunt([FIRST])).found).toEqual(["Rule 1: late"]);
  source.log("very late", 40 * DAY_MS);
  source.importedDays = [formatTime(source.nowMs - 40 * DAY_MS).slice(0, 10)];
  expect((await source.hunt([FIRST])).found).toEqual(["Rule 1: very late"]);
});

it("reports of a rule that is added later what came since the last hunt, and late logs from then on", async () => {
  const source = new Source();
  source.log("old", 2 * HOUR_MS);
  expect((await source.hunt([FIRST])).found).toEqual(["Rule 1: old"]);
  source.log("new", 0);
  const added = await source.hunt([FIRST, SECOND]);
  expect(added.found).toEqual(["Rule 1: new", "Rule 2: new"]);
  expect(added.notices).toEqual([
    "1 Sigma rule is new: it reports events from 2026-03-02T01:00:00Z on. The page of Sigma rules and `trailbook run sigma/hits` find older ones.",
  ]);
  expect(await source.hunt([FIRST, SECOND])).toMatchObject({ found: [], notices: [] });
  // Within the time that logs may be late, and before it.
  source.log("late", 20 * HOUR_MS);
  source.log("very late", 40 * DAY_MS);
  source.importedDays = [formatTime(source.nowMs - 40 * DAY_MS).slice(0, 10)];
  expect((await source.hunt([FIRST, SECOND])).found).toEqual([
    "Rule 1: very late,late",
    "Rule 2: late",
  ]);
});

it("reports older events of new rules where that is wanted, once, and looks further for them alone", async () => {
  const source = new Source();
  source.log("old", 5 * DAY_MS);
  await source.hunt([FIRST]);
  const [, before] = [await source.hunt([FIRST]), source.looked.length];
  const added = await source.hunt([FIRST, SECOND], 7 * DAY_MS);
  expect(added).toMatchObject({ found: ["Rule 2: old"], notices: [] });
  expect(source.looked.slice(before)).toEqual(["2026-03-01T02:00:00Z 2", "2026-02-23T03:00:00Z 1"]);
  expect((await source.hunt([FIRST, SECOND], 7 * DAY_MS)).found).toEqual([]);
});

it("knows a rule again that was away, and starts with all rules where the first hunt was killed", async () => {
  const source = new Source();
  source.isKilled = true;
  source.log("a", 2 * HOUR_MS);
  await expect(source.hunt([FIRST])).rejects.toThrow("killed");
  source.isKilled = false;
  expect((await source.hunt([FIRST])).found).toEqual(["Rule 1: a"]);
  await source.hunt([]);
  source.log("b", 30 * 60_000);
  expect(await source.hunt([FIRST])).toMatchObject({ found: ["Rule 1: b"], notices: [] });
});

it("takes the rules as new where the state is of a time before them", async () => {
  const source = new Source();
  source.log("old", HOUR_MS);
  await source.hunt([]);
  const { ruleStarts: _, ...older } = source.state ?? {};
  source.state = older as HuntState;
  const { found, notices } = await source.hunt([FIRST]);
  expect([found, notices.length]).toEqual([[], 1]);
});
