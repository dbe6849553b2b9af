import { readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, it, vi } from "vitest";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { startSteps } from "./runs";

let place: Backend;
let lake: string;

const FROM_MS = Date.UTC(2026, 0, 1);
const DAYS = 12;
const hourOf = (hour: number) =>
  new Date(FROM_MS + hour * 3_600_000).toISOString().replace(".000", "");

/** An event of an hour: everything about it depends on the hour alone. */
const atHour = (hour: number, more: Readonly<Record<string, unknown>> = {}) =>
  event(hour, {
    eventTime: hourOf(hour),
    sourceIPAddress: `198.51.${Math.floor(hour / 40)}.${hour % 7}`,
    awsRegion: hour > 200 ? "eu-west-1" : "us-east-1",
    userIdentity: { type: "IAMUser", userName: `user-${Math.floor(hour / 50)}` },
    recipientAccountId: hour % 2 === 0 ? "111122223333" : "444455556666",
    ...more,
  });

async function importAll(...records: readonly unknown[]): Promise<void> {
  const logs = newFolder();
  put(logs, "a.json", log(...records));
  await imported(logs, lake);
}

async function openPlace(): Promise<void> {
  const config = readConfig({ TRAILBOOK_DATA: lake });
  if (!config.ok) throw new Error(config.failure.message);
  const opened = await openDuckDbBackend(config.value);
  if (!opened.ok) throw new Error(opened.failure.message);
  place = opened.value;
}

beforeEach(async () => {
  lake = newFolder();
  await importAll(...Array.from({ length: DAYS * 24 }, (_, hour) => atHour(hour)));
  await openPlace();
});

const FIRSTS = { wants: "firsts", hours: [150, 250], more: "" };

/** The rows of an answer, and the run that has them. A retry reads the events. */
async function ask({ wants, hours, more }: typeof FIRSTS, mode: unknown) {
  const [from = 0, to = 0] = hours;
  const range = `from=${hourOf(from)}&to=${hourOf(to)}`;
  const link = `/playbooks/actors?v=1&step=all-actors&${range}${more}`;
  const [answer] = await startSteps(place, [{ link, wants, mode, confirmed: false }]);
  if (answer?.kind !== "started") throw new Error(`It was answered ${answer?.kind}.`);
  const state = await settled(place.engine, answer.runId);
  const rows = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  return { rows, runId: answer.runId, state };
}

const overEvents = (asked: typeof FIRSTS) => ask(asked, { retryOf: "none" });
const overDays = (asked: typeof FIRSTS) => ask(asked, "open");

const kept = (): readonly string[] =>
  readdirSync(path.join(lake, "rollups"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".parquet"))
    .map((name) => path.join(lake, "rollups", name))
    .sort();

/** Roll-ups are kept after the answer. The time is that of a machine that has come to a halt. */
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 60_000 });

/** Asks a question that all days are behind, and waits until they are kept. */
async function keepDays(hours: readonly number[], count: number): Promise<void> {
  await overDays({ ...FIRSTS, hours: [...hours] });
  await until(() => expect(kept()).toHaveLength(count));
}
const ALL = [1, DAYS * 24] as const;

it("keeps what it scanned, and scans nothing for another range of those days", async () => {
  const first = await overDays(FIRSTS);
  expect(first.state).toMatchObject({ state: "done", scannedBytes: expect.any(Number) });
  expect(first.state).not.toHaveProperty("fromSlice");
  expect(first.rows).toEqual((await overEvents(FIRSTS)).rows);
  await until(() => expect(kept()).toHaveLength(11));
  const shorter = { ...FIRSTS, hours: [160, 249.5] };
  const second = await overDays(shorter);
  expect(second.state).toMatchObject({ state: "done", scannedBytes: 0, fromSlice: true });
  expect(second.rows).toEqual((await overEvents(shorter)).rows);
});

it("answers from the days of a whole lake as from the events, for each scope and condition", async () => {
  await keepDays(ALL, DAYS);
  const rows: unknown[] = [];
  for (const wants of ["firsts", "activity"])
    for (const more of [
      "",
      "&account=111122223333",
      "&region=eu-west-1",
      "&filter=sourceipaddress:is:198.51.4.1",
      "&filter=actor:not:user-4&account=444455556666",
    ]) {
      const asked = { wants, more, hours: [144, 264] };
      const answer = await overDays(asked);
      expect(answer.runId).toMatch(/^kept[.]/);
      expect(answer.rows, `${wants} ${more}`).toEqual((await overEvents(asked)).rows);
      rows.push(...answer.rows);
    }
  expect(rows.length).toBeGreaterThan(20);
});

it("is corrected by files that come late", async () => {
  await keepDays(ALL, DAYS);
  const before = kept();
  const { rows } = await overDays(FIRSTS);
  const late = atHour(30, {
    eventID: "late",
    userIdentity: { type: "Root", accountId: "111122223333" },
  });
  const known = atHour(40, { eventID: "known", sourceIPAddress: atHour(200).sourceIPAddress });
  await importAll(late, known);
  const after = await overDays(FIRSTS);
  expect(after.rows).not.toEqual(rows);
  expect(after.rows).toEqual((await overEvents(FIRSTS)).rows);
  await until(() => {
    expect(kept()).not.toEqual(before);
    expect(kept()).toHaveLength(DAYS);
  });
});

it("is made again where it is missing, truncated or of another version", async () => {
  await keepDays(FIRSTS.hours, 11);
  const { rows } = await overEvents(FIRSTS);
  const [missing = "", truncated = "", overwritten = ""] = kept();
  const damage = [
    () => rmSync(missing),
    () => truncateSync(truncated, statSync(truncated).size - 10),
    () => writeFileSync(overwritten, "x".repeat(statSync(overwritten).size)),
    () => renameSync(path.dirname(missing), `${path.dirname(path.dirname(missing))}/older`),
  ];
  for (const harm of damage) {
    harm();
    await openPlace();
    const answer = await overDays(FIRSTS);
    expect(answer.runId).not.toMatch(/^kept[.]/);
    expect(answer.rows).toEqual(rows);
    await until(async () =>
      expect((await overDays({ ...FIRSTS, hours: [151, 250] })).runId).toMatch(/^kept[.]/),
    );
  }
  expect(kept()).toHaveLength(11);
});

it("answers without keeping anything where nothing can be written", async () => {
  writeFileSync(path.join(lake, "rollups"), "");
  const answer = await overDays(FIRSTS);
  expect(answer.rows).toEqual((await overEvents(FIRSTS)).rows);
  expect(statSync(path.join(lake, "rollups")).size).toBe(0);
});
