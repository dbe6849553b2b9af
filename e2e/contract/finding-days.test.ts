/** Findings from daily roll-ups are those of the events, over the lake and on Athena's protocol. */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startAthenaServer } from "@/e2e/athena-server";
import { backendAt } from "@/e2e/athena-server/backend";
import { copyOfSmallLake } from "@/e2e/lake";
import type { Backend } from "@/lib/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { isFullRun } from "@/lib/full-run.fixture";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { doneAnswer } from "@/lib/runs/done-answer.fixture";
import { startSteps } from "@/lib/runs/runs";
import { DAY_MS, formatTime, HOUR_MS } from "@/queries/scope";

const [FROM_MS, TO_MS] = [Date.parse(DEMO_FROM), Date.parse(DEMO_TO)];
/** The days of the demo before its last, which is the range that has them kept. */
const DAYS_BEFORE = (TO_MS - FROM_MS) / DAY_MS - 1;
/** Athena does not know that the day before the demo has no events. */
const DAYS_ON_ATHENA = DAYS_BEFORE + 1;
/** Roll-ups are kept after the answer. The time is that of a machine that has come to a halt. */
const PATIENCE = { timeout: 60_000 };

const INTRUDER = "i-0a1b2c3d4e5f60718";
const NIGHT = "&from=2026-03-12T07:13:20Z&to=2026-03-13T00:00:00Z";
const LAST_DAY = `&from=${formatTime(TO_MS - DAY_MS)}&to=${DEMO_TO}`;

/** Questions and ranges, of which most begin within a day. */
const QUESTIONS = [
  "findings",
  "finding-events",
  "finding-events&in.rule=disk-or-database-first-copied",
  `findings&in.actor=${INTRUDER}`,
  `findings&filter=actor:not:${INTRUDER}`,
  "finding-events&filter=errorcode:is:AccessDenied",
  "findings&account=111122223333",
  "finding-events&region=us-east-1",
] as const;
const ranges = fc
  .record({
    fromMs: fc.noBias(fc.integer({ min: FROM_MS + 5 * DAY_MS, max: TO_MS - DAY_MS })),
    hours: fc.constantFrom(2, 30, 24 * 9),
  })
  .map(
    ({ fromMs, hours }) => `&from=${formatTime(fromMs)}&to=${formatTime(fromMs + hours * HOUR_MS)}`,
  );
const asked = fc.sample(fc.tuple(fc.constantFrom(...QUESTIONS), ranges), {
  numRuns: isFullRun() ? 40 : 3,
  seed: 16,
});

/** The rows of an answer, what it read, and whether roll-ups had a part in it. */
async function ask(place: Backend, question: string, mode: unknown) {
  const link = `/playbooks/watchlist?v=1&step=${question}`;
  const request = { link, wants: "rows", mode, confirmed: true };
  const [answer] = await startSteps(place, [request]);
  const { rows, state, runId } = await doneAnswer(place, answer);
  return { rows, bytes: state.scannedBytes, isOverDays: runId.includes(".") };
}
const overEvents = (place: Backend, question: string) => ask(place, question, { retryOf: "none" });

const kept = ({ config }: Backend): readonly string[] =>
  readdirSync(`${config.dataDir}/rollups`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".parquet"))
    .sort();

async function keepDays(place: Backend, count: number): Promise<void> {
  const first = await ask(place, `findings${LAST_DAY}`, "open");
  expect(first.isOverDays).toBe(true);
  expect(first.rows).toEqual((await overEvents(place, `findings${LAST_DAY}`)).rows);
  await vi.waitFor(() => expect(kept(place)).toHaveLength(count), PATIENCE);
}

async function overLake(lake: string): Promise<Backend> {
  const config = readConfig({ TRAILBOOK_DATA: lake });
  if (!config.ok) throw new Error(config.failure.message);
  const opened = await openDuckDbBackend(config.value);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

async function onAthena(lake: string) {
  const server = await startAthenaServer({ lake, rates: false, queueDelayMs: 0, queryDelayMs: 1 });
  const place = await backendAt(server.url, newFolder(), { TRAILBOOK_PATH_RANGES: "off" });
  const close = async () => {
    await place.close();
    await server.close();
  };
  return { ...place, close };
}

describe.each([
  ["the lake", overLake, DAYS_BEFORE],
  ["Athena", onAthena, DAYS_ON_ATHENA],
])("over %s", (_, open, count) => {
  let place: Backend;
  let lake: string;
  beforeAll(async () => {
    lake = await copyOfSmallLake();
    place = await open(lake);
    await keepDays(place, count);
  });
  afterAll(() => place.close());

  it.each([...QUESTIONS.map((question) => [question, NIGHT] as const), ...asked])(
    "are the same: %s%s",
    async (question, range) => {
      const days = await ask(place, question + range, "open");
      const events = await overEvents(place, question + range);
      expect(days.isOverDays).toBe(true);
      expect(days.rows).toEqual(events.rows);
      if (range === NIGHT) expect(events.rows.length).toBeGreaterThan(0);
      // On Athena, other roll-ups are of an account or region: this question is the first that reads it.
      const isFirst = !place.slices?.isFree && /&(account|region)=/.test(question);
      expect(days.bytes).toBeLessThan((events.bytes ?? 0) + Number(isFirst));
    },
  );

  it("are read from the events where a condition is on more than the actor", async () => {
    const question = `findings&filter=errorcode:is:AccessDenied${NIGHT}`;
    expect((await ask(place, question, "open")).isOverDays).toBe(false);
  });
});

it("need two or three days of a month on Athena, at each hunt but the first", async () => {
  const [lake, logs] = [newFolder(), newFolder()];
  const nowMs = Date.now();
  const hourly = Array.from({ length: 33 * 24 }, (_, hour) =>
    event(hour, { eventTime: formatTime(nowMs - (hour + 1) * HOUR_MS) }),
  );
  put(logs, "a.json", log(...hourly));
  await imported(logs, lake);
  const place = await onAthena(lake);
  const lastDay = (agoMs: number) =>
    `finding-events&from=${formatTime(nowMs - DAY_MS - agoMs)}&to=${formatTime(nowMs - agoMs)}`;
  const first = await ask(place, lastDay(0), "fresh");
  expect(first.isOverDays).toBe(true);
  await vi.waitFor(() => expect(kept(place).length).toBeGreaterThan(27), PATIENCE);
  const second = await ask(place, lastDay(60_000), "fresh");
  const events = await overEvents(place, lastDay(60_000));
  expect(second.rows).toEqual(events.rows);
  expect((second.bytes ?? 0) / (events.bytes ?? 0)).toBeLessThan(4 / 31);
  await place.close();
});

it("are corrected by files that come late", async () => {
  const lake = await copyOfSmallLake();
  const place = await overLake(lake);
  await keepDays(place, DAYS_BEFORE);
  const question = `finding-events&in.rule=disk-or-database-first-copied${NIGHT}`;
  const before = await ask(place, question, "open");
  expect(before.rows.length).toBeGreaterThan(0);
  const logs = newFolder();
  const late = event(1, {
    eventTime: "2026-03-05T10:00:00Z",
    eventSource: "ec2.amazonaws.com",
    eventName: "CreateSnapshot",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::111122223333:assumed-role/app-server-role/${INTRUDER}`,
      sessionContext: {
        sessionIssuer: { arn: "arn:aws:iam::111122223333:role/app-server-role" },
      },
    },
  });
  put(logs, "late.json", log(late));
  await imported(logs, lake);
  const days = kept(place);
  const after = await ask(place, question, "open");
  expect(after.rows).toEqual((await overEvents(place, question)).rows);
  expect(after.rows.length).toBeLessThan(before.rows.length);
  // A question about one rule keeps nothing; the next about all of them makes the day again.
  expect(kept(place)).toEqual(days);
  const all = await ask(place, `findings${NIGHT}`, "open");
  expect(all.rows).toEqual((await overEvents(place, `findings${NIGHT}`)).rows);
  await vi.waitFor(() => expect(kept(place)).not.toEqual(days), PATIENCE);
  expect(kept(place)).toHaveLength(DAYS_BEFORE);
  await place.close();
});
