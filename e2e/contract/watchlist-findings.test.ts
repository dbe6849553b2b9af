/** What the watchlist finds in real logs: the statement's events are those of the rules in memory. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Tree } from "@/queries/expression-value";
import { formatTime } from "@/queries/scope";
import { historyFrom } from "@/queries/watchlist/compile-findings";
import { findingsOf } from "@/queries/watchlist/findings.fixture";
import { RULES } from "@/queries/watchlist/rules";
import { runBin } from "./command-line.fixture";
import { corporaMissing, corpusLogs, corpusRecords } from "./corpora";
import { runCommand } from "./run-command.fixture";

const rowsRead = z.array(z.record(z.string(), z.unknown()));

const timeMs = (record: Tree): number => Date.parse(String(record.eventTime));

async function rowsOf(step: string, fromMs: number, toMs: number) {
  const words = [step, "--from", formatTime(fromMs), "--to", formatTime(toMs), "--format", "json"];
  const { result, written } = await runCommand(words);
  if (!result.ok) throw new Error(result.failure.message);
  return rowsRead.parse(JSON.parse(written));
}

/** `rule event` of each event behind a finding. */
function inMemory(records: readonly Tree[], fromMs: number): readonly string[] {
  const found = RULES.flatMap((rule) =>
    findingsOf(rule, records, fromMs).flatMap((group) =>
      group.map(({ eventID }) => `${rule.id} ${eventID}`),
    ),
  );
  return [...new Set(found)].sort();
}

if (corporaMissing !== null) {
  it.skip(`findings in real logs: ${corporaMissing}`, () => undefined);
}

describe.skipIf(corporaMissing !== null).each(["invictus", "stratus"])("the %s logs", (corpus) => {
  let lake = "";
  let records: readonly Tree[] = [];
  beforeAll(async () => {
    lake = await mkdtemp(join(tmpdir(), `trailbook-findings-${corpus}-`));
    process.env.TRAILBOOK_DATA = lake;
    delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
    await runBin(["import", corpusLogs(corpus), "--json"]);
    records = corpusRecords(corpus).toSorted((a, b) => timeMs(a) - timeMs(b));
  });
  afterAll(() => rm(lake, { recursive: true, force: true }));

  it.each([
    ["all of them", 0],
    ["the second half, after the first", 0.5],
  ])("have the findings of the rules in memory: %s", async (_, part) => {
    const [first, last] = [records[Math.floor(records.length * part)], records.at(-1)];
    if (!first || !last) throw new Error(`There are no records of ${corpus}.`);
    const fromMs = timeMs(first);
    const toMs = timeMs(last) + 1_000;
    const before = records.filter((record) => timeMs(record) >= historyFrom(fromMs));
    const events = await rowsOf("watchlist/finding-events", fromMs, toMs);
    const found = events.map(({ rule, eventid }) => `${rule} ${eventid}`).sort();
    expect(found).toEqual(inMemory(before, fromMs));
    expect(found.length).toBeGreaterThan(5);
    const findings = await rowsOf("watchlist/findings", fromMs, toMs);
    const total = findings.reduce((sum, row) => sum + Number(row.total), 0);
    expect(total).toBe(events.length);
  });
});
