/**
 * Hunts with faults, seeded: kills between any two writes, a webhook that fails, late files, and a
 * clock that is wrong. Nothing is lost, and nothing is in two alerts.
 */
import { expect, it } from "vitest";
import { succeed } from "@/lib/result";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { Alert } from "./alert";
import { type Attempt, withRetries } from "./deliver";
import { type HuntPorts, hunt } from "./hunt";
import { HuntState } from "./hunt-state";
import type { FindingEvent } from "./new-alerts";
import { Outbox, type Undelivered } from "./outbox";
import type { Range } from "./plan-hunt";
import { ruleOf } from "./sigma-rule.fixture";

const START_MS = Date.UTC(2026, 2, 1);
const MINUTE_MS = 60_000;

/** Numbers from 0 to 1 that a seed decides. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SIGMA = ruleOf(1);

type Logged = FindingEvent & { readonly timeMs: number; readonly deliveredMs: number };

class Killed extends Error {}

/** A month of one account in which the host and the webhook have faults. */
class World {
  readonly random: () => number;
  realMs = START_MS;
  clockOffMs = 0;
  /** What the files say; a write is whole or not at all. */
  state = "null";
  outbox = '{"version":1,"undelivered":[]}';
  /** The steps until the process is killed. */
  stepsLeft = Number.POSITIVE_INFINITY;
  readonly events: Logged[] = [];
  /** Every alert that was ever in the outbox, by id. */
  readonly alerts = new Map<string, string>();
  readonly printed = new Map<string, number>();
  readonly received = new Map<string, number>();
  isFaulty = true;

  constructor(
    seed: number,
    readonly isLake: boolean,
  ) {
    this.random = randomFrom(seed);
  }

  pick = (below: number) => Math.floor(this.random() * below);

  /** Things happen, and their logs come: most in minutes, some within the overlap, on a lake at any time. */
  happen(): void {
    for (let count = this.pick(4); count > 0; count--) {
      const timeMs = this.realMs - this.pick(3 * HOUR_MS);
      const late = this.random();
      const lateMs =
        late < 0.7 ? 15 * MINUTE_MS : late < 0.95 || !this.isLake ? 6 * HOUR_MS : 9 * DAY_MS;
      const id = `event-${this.events.length}`;
      const hasId = this.random() < 0.9;
      const actor = `actor ${this.pick(3)}`;
      this.events.push({
        rule: this.random() < 0.5 ? "user-created" : SIGMA.rule.id,
        severity: this.random() < 0.8 ? "medium" : "low",
        actor,
        eventTime: `${new Date(timeMs).toISOString().slice(0, 19)}Z`,
        eventId: hasId ? id : null,
        account: "111122223333",
        region: "us-east-1",
        isDenied: false,
        // Some are of a rule about a first use: then one alert is enough.
        firstUse: hasId && this.random() < 0.3 ? `${actor} use ${this.pick(9)}` : null,
        row: hasId ? "" : id,
        act: null,
        isCallers: true,
        timeMs: Math.floor(timeMs / 1_000) * 1_000,
        deliveredMs: Math.max(this.realMs, timeMs + this.pick(lateMs)),
      });
      this.logInAnotherAccount();
    }
  }

  /** Some calls are into another account, whose log has them too, earlier or later. */
  private logInAnotherAccount(): void {
    const own = this.events.pop();
    if (!own) return;
    const isShared = own.eventId !== null && own.firstUse === null && this.random() < 0.3;
    const act = isShared ? `CreateUser shared-${own.eventId}` : null;
    this.events.push({ ...own, act });
    if (!isShared) return;
    const deliveredMs = Math.max(this.realMs, own.timeMs + this.pick(6 * HOUR_MS));
    const called = { actor: "account:444455556666", account: "111122223333", isCallers: false };
    this.events.push({ ...own, ...called, act, deliveredMs, eventId: `${own.eventId}-called` });
  }

  private step(): void {
    if (--this.stepsLeft < 0) throw new Killed();
  }

  private write(change: () => void): void {
    this.step();
    change();
    this.step();
  }

  private logged = () => this.events.filter(({ deliveredMs }) => deliveredMs <= this.realMs);

  private async found({ fromMs, toMs }: Range, rule: string) {
    this.step();
    const inRange = ({ timeMs }: Logged) => timeMs >= fromMs && timeMs < toMs;
    return succeed(this.logged().filter((each) => inRange(each) && each.rule === rule));
  }

  private async attempt(alert: Alert): Promise<Attempt> {
    this.step();
    const fate = this.isFaulty ? this.random() : 1;
    if (fate < 0.25) return { kind: "failed", why: "500", retryAfterMs: null };
    if (fate < 0.35) return { kind: "refused", why: "400" };
    this.received.set(alert.id, (this.received.get(alert.id) ?? 0) + 1);
    // The answer is lost on the way back.
    if (fate < 0.4) return { kind: "failed", why: "timeout", retryAfterMs: null };
    this.step();
    return { kind: "delivered" };
  }

  private note(undelivered: readonly Undelivered[]): void {
    for (const { alert } of undelivered) {
      const content = JSON.stringify(alert);
      expect(this.alerts.get(alert.id) ?? content).toBe(content);
      this.alerts.set(alert.id, content);
    }
  }

  ports(): HuntPorts {
    const send = async (alert: Alert) => this.attempt(alert);
    return {
      nowMs: () => this.realMs + this.clockOffMs,
      readState: () => succeed(HuntState.nullable().parse(JSON.parse(this.state))),
      writeState: (state) =>
        this.write(() => {
          this.state = JSON.stringify(state);
        }),
      readOutbox: () => succeed(Outbox.parse(JSON.parse(this.outbox)).undelivered),
      writeOutbox: (undelivered) =>
        this.write(() => {
          this.note(undelivered);
          this.outbox = JSON.stringify({ version: 1, undelivered });
        }),
      importedSince: async (state) => {
        if (!this.isLake) return succeed(null);
        const logged = this.logged().toSorted((a, b) => a.deliveredMs - b.deliveredMs);
        const fresh = state?.batch == null ? [] : logged.slice(state.batch);
        const days = fresh.map(({ eventTime }) => eventTime.slice(0, 10));
        return succeed({ batch: logged.length, days: [...new Set(days)].sort() });
      },
      findingEvents: (range) => this.found(range, "user-created"),
      ruleHits: (range) => this.found(range, SIGMA.rule.id),
      print: async (alerts) => {
        for (const { id } of alerts) {
          this.step();
          this.printed.set(id, (this.printed.get(id) ?? 0) + 1);
        }
      },
      send: withRetries(send, { wait: async () => undefined, chance: this.random }),
    };
  }

  /** A hunt that may be killed. */
  async hunt(): Promise<void> {
    this.stepsLeft =
      this.isFaulty && this.random() < 0.5 ? this.pick(14) : Number.POSITIVE_INFINITY;
    try {
      const hunted = await hunt(this.ports(), {
        source: "lake",
        sinceMs: DAY_MS,
        lateMs: DAY_MS,
        longestMs: 400 * DAY_MS,
        newRulesMs: null,
        sigmaRules: new Map([[SIGMA.rule.id, SIGMA]]),
        leastSeverity: "medium",
        channels: ["output", "webhook"],
        linkOf: () => "/",
        isDryRun: false,
        suppressions: [],
      });
      expect(hunted.ok).toBe(true);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }

  /** Time goes on; the clock may be set wrong, or right again. */
  passTime(): void {
    this.realMs += MINUTE_MS * (1 + this.pick(240));
    const fate = this.random();
    if (fate < 0.1) this.clockOffMs = (this.pick(6) - 3) * 7 * HOUR_MS;
    else if (fate < 0.13) this.clockOffMs = 1_000 * DAY_MS;
    else if (fate < 0.4) this.clockOffMs = 0;
  }
}

/** Runs hunts through a month, and then without faults until everything has come and is delivered. */
async function month(seed: number, isLake: boolean): Promise<World> {
  const world = new World(seed, isLake);
  for (let count = 0; count < 50; count++) {
    world.happen();
    world.passTime();
    await world.hunt();
  }
  world.isFaulty = false;
  world.clockOffMs = 0;
  for (let count = 0; count < 12; count++) {
    world.realMs += DAY_MS * 0.9;
    await world.hunt();
  }
  return world;
}

const sorted = (texts: Iterable<string>): readonly string[] => [...texts].toSorted();

/** What an alert has to be about: each act, or one of a first use. */
const subjectOf = ({ rule, eventId, row, firstUse, act }: FindingEvent): string =>
  `${rule} ${firstUse ?? act ?? eventId ?? row}`;

it("1,000 hunts with faults lose nothing and report nothing twice", async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = await month(seed, seed % 2 === 0);
    const expected = world.events.filter(({ severity }) => severity !== "low");
    const subjectsById = new Map(expected.map((each) => [each.eventId, subjectOf(each)]));
    const alerts = [...world.alerts.values()].map((content) => Alert.parse(JSON.parse(content)));
    const subjects = alerts.map(({ eventIds }) =>
      sorted(new Set(eventIds.flatMap((id) => subjectsById.get(id) ?? "unexpected"))),
    );
    const withId = expected.filter(({ eventId }) => eventId !== null);
    expect(sorted(subjects.flat())).toEqual(sorted(new Set(withId.map(subjectOf))));
    // An event is in one alert; those without id are in the totals alone.
    const ids = alerts.flatMap(({ eventIds }) => eventIds);
    expect(new Set(ids).size).toBe(ids.length);
    const total = alerts.reduce((sum, alert) => sum + alert.total, 0);
    expect(total - ids.length).toBe(expected.length - withId.length);
    // Each alert came at least once to both; more often only under the same id.
    expect(sorted(world.printed.keys())).toEqual(sorted(world.alerts.keys()));
    expect(sorted(world.received.keys())).toEqual(sorted(world.alerts.keys()));
    expect(JSON.parse(world.outbox).undelivered).toEqual([]);
  }
});
