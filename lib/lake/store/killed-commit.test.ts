import { cpSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { importLogs } from "@/lib/lake/import/import-logs";
import { allRows, event, imported, log, newFolder, put, trailName } from "@/lib/lake/lake.fixture";
import { readLake } from "./catalogue";

const life = vi.hoisted(() => ({ changes: 0, left: Number.POSITIVE_INFINITY }));

/** The real file system, on which a process dies: from some call on it changes nothing any more. */
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const mortal =
    <A extends unknown[], R>(change: (...args: A) => R) =>
    (...args: A): R => {
      life.changes++;
      if (life.left-- <= 0) throw new Error("killed");
      return change(...args);
    };
  return {
    ...fs,
    mkdirSync: mortal(fs.mkdirSync),
    openSync: mortal(fs.openSync),
    writeSync: mortal(fs.writeSync),
    renameSync: mortal(fs.renameSync),
    rmSync: mortal(fs.rmSync),
  };
});

afterEach(() => {
  life.left = Number.POSITIVE_INFINITY;
});

/** Imports in a process that dies before its change of this number. Returns whether it died. */
async function diesBefore(change: number, from: string, lake: string): Promise<boolean> {
  life.left = change;
  const ended = await importLogs({ from, lake }).catch(() => null);
  life.left = Number.POSITIVE_INFINITY;
  // The lock would name this process, which lives.
  rmSync(path.join(lake, "import.lock"), { force: true });
  return ended === null;
}

const eventsOn = (days: readonly string[], firstId: number): [string, string][] =>
  days.map((day, index) => {
    const records = Array.from({ length: 3 }, (_, n) =>
      event(firstId + 10 * index + n, { eventTime: `2025-06-${day}T10:00:00Z` }),
    );
    return [trailName(`202506${day}`, "1005", `x${firstId}`), log(...records)];
  });

it("a batch is seen whole or not at all, at whatever point its import is killed", async () => {
  const [from, base] = [newFolder(), path.join(newFolder(), "lake")];
  for (const [name, text] of eventsOn(["01", "02"], 100)) put(from, name, text);
  await imported(from, base);
  const before = await allRows(base);
  // Its files go to partitions that the lake has, and to new ones.
  for (const [name, text] of eventsOn(["02", "03", "04"], 200)) put(from, name, text);
  const whole = path.join(newFolder(), "lake");
  cpSync(base, whole, { recursive: true });
  await imported(from, whole);
  const after = await allRows(whole);
  expect([before.length, after.length]).toEqual([6, 15]);

  const seen: number[] = [];
  for (let change = 0, died = true; died; change++) {
    const lake = path.join(newFolder(), "lake");
    cpSync(base, lake, { recursive: true });
    died = await diesBefore(change, from, lake);
    const rows = await allRows(lake);
    seen.push(rows.length);
    expect(rows).toEqual(rows.length === before.length ? before : after);
    await imported(from, lake);
    expect(await allRows(lake)).toEqual(after);
    expect(await readLake(lake)).toMatchObject({ value: { events: 15 } });
    // A lock that was never taken may be left; it is a line of text that is never read.
    const left = readdirSync(lake).filter((name) => !name.startsWith("import.lock."));
    expect(left.sort()).toEqual(["events", "journal", "manifest.json"]);
  }
  expect(seen.length).toBeGreaterThan(20);
  expect(new Set(seen)).toEqual(new Set([6, 15]));
});
