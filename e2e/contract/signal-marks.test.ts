/** What is marked as new on the demo account: incidents and ordinary work, by feature. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_SEED } from "@/lib/demo/marker";
import type { PlannedEvent } from "@/lib/demo/planned";
import { storyEvents } from "@/lib/demo/story";
import { lakeSource } from "@/lib/lake/lake-source";
import { compile } from "@/queries/compile";
import { DAY_MS } from "@/queries/scope";
import { findSignals } from "@/queries/signals/find-signals";
import { networkOf } from "@/queries/signals/network-of";
import type { Feature, Profile, ProfileRow } from "@/queries/signals/profile-types";
import { type DemoLake, openDemoLake } from "./demo-lake";

const COLUMNS = [
  "eventtime",
  "actorarn",
  "recipientaccountid",
  "eventsource",
  "eventname",
  "awsregion",
  "sourceipaddress",
  "agentproduct",
  "agentos",
  "outcome",
] as const;
type Event = Readonly<Record<(typeof COLUMNS)[number], string | null>>;

const START_MS = Date.UTC(2026, 2, 1);
const DAYS = 31;
/** Before it, everything is new. */
const WARM_UP_DAYS = 7;

let lake: DemoLake;
beforeAll(async () => {
  lake = await openDemoLake();
});
afterAll(() => lake.close());

async function eventsOf({ connection, glob }: DemoLake): Promise<readonly Event[]> {
  await connection.run(
    `create view cloudtrail as from read_parquet('${glob}', hive_partitioning = true, hive_types_autocast = false)`,
  );
  const scope = { accounts: [], regions: [], fromMs: START_MS, toMs: START_MS + DAYS * DAY_MS };
  const query = { where: [], answer: { kind: "events", columns: COLUMNS }, limit: null } as const;
  const compiled = compile(query, scope, lakeSource);
  if ("refused" in compiled) throw new Error(compiled.refused);
  const rows = (await connection.runAndReadAll(compiled.sql)).getRowsJson();
  return rows.map((row) => {
    const cells = COLUMNS.map((name, index) => [name, row[index] ?? null] as const);
    return Object.fromEntries(cells) as Event;
  });
}

const joined = (...parts: readonly (string | null)[]): string | null =>
  parts.includes(null) ? null : parts.join(":");

/** The value of each feature, by a rule of the test's own. */
const VALUES: Readonly<Record<Feature, (event: Event) => string | null>> = {
  address: ({ sourceipaddress }) => sourceipaddress,
  network: ({ sourceipaddress }) => networkOf(sourceipaddress ?? ""),
  agent: ({ agentproduct }) => agentproduct,
  system: ({ agentos }) => agentos,
  service: ({ eventsource }) => eventsource,
  call: ({ eventsource, eventname }) => joined(eventsource, eventname),
  region: ({ awsregion }) => awsregion,
  hour: ({ eventtime }) => eventtime?.slice(0, 13) ?? null,
};
const FEATURES = Object.keys(VALUES) as readonly Feature[];

/** Adds events, in the order of their times, to the rows of a profile. */
function count(events: readonly Event[], rows: Map<string, ProfileRow>): Profile {
  for (const event of events)
    for (const feature of FEATURES) {
      const value = VALUES[feature](event);
      const known = rows.get(`${feature} ${value}`);
      const time = event.eventtime ?? "";
      rows.set(`${feature} ${value}`, {
        feature,
        value,
        total: (known?.total ?? 0) + 1,
        succeeded: (known?.succeeded ?? 0) + Number(event.outcome === "success"),
        denied: (known?.denied ?? 0) + Number(event.outcome === "denied"),
        firstSeen: known?.firstSeen ?? time,
        lastSeen: time,
      });
    }
  return [...rows.values()];
}

/** Names an event of the story, which the lake does not mark. */
const nameOf = (...parts: readonly (string | null)[]): string => parts.join(" ");
const plannedName = ({ time, account, call }: PlannedEvent): string =>
  nameOf(time, account.id, call.source, call.name);

/** Incident and ordinary marks of each feature. */
type Marks = Partial<Record<Feature, readonly [incident: number, ordinary: number]>>;

/** Each actor's events, day by day, compared with the actor's days before. */
function marksIn(events: readonly Event[]): Marks {
  const incident = new Set(
    storyEvents(DEFAULT_SEED)
      .filter(({ part }) => part === "incident")
      .map(plannedName),
  );
  const isIncident = ({ eventtime, recipientaccountid, eventsource, eventname }: Event) =>
    incident.has(nameOf(eventtime, recipientaccountid, eventsource, eventname));
  const marks: Record<string, [number, number]> = {};
  const actors = new Map<string, Event[][]>();
  for (const event of events) {
    const actor = event.actorarn ?? "";
    const days = actors.get(actor) ?? Array.from({ length: DAYS }, (): Event[] => []);
    actors.set(actor, days);
    days[Math.floor((Date.parse(event.eventtime ?? "") - START_MS) / DAY_MS)]?.push(event);
  }
  for (const days of actors.values()) {
    const before = new Map<string, ProfileRow>();
    for (const [day, today] of days.entries()) {
      const fromMs = START_MS + day * DAY_MS;
      const range = { fromMs, toMs: fromMs + DAY_MS };
      const baseline = {
        profile: [...before.values()],
        fromMs: START_MS,
        toMs: fromMs,
        missingDays: [],
      };
      const about = { isLongLived: false, isInstance: false, ...range };
      const { signals } = findSignals(count(today, new Map()), baseline, about);
      count(today, before);
      if (day < WARM_UP_DAYS) continue;
      for (const { kind, feature, value } of signals) {
        const isOfIncident = today.some(
          (event) => VALUES[feature](event) === value && isIncident(event),
        );
        const key = kind === "new" ? feature : kind;
        marks[key] ??= [0, 0];
        marks[key][isOfIncident ? 0 : 1] += 1;
      }
    }
  }
  return marks;
}

/**
 * The small account has few events a day, so that ordinary work is often new. The two bursts are
 * administrators who do many things for the first time.
 */
it("the incidents are marked, and few bursts and no volume of ordinary work", async () => {
  expect(marksIn(await eventsOf(lake))).toEqual({
    address: [4, 9],
    network: [4, 7],
    agent: [3, 3],
    system: [3, 3],
    service: [10, 62],
    call: [65, 123],
    region: [2, 30],
    burst: [2, 2],
    "denied-burst": [2, 0],
    volume: [2, 0],
  });
});
