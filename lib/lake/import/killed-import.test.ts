import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import {
  allRows,
  ask,
  event,
  imported,
  log,
  newFolder,
  put,
  trailName,
} from "@/lib/lake/lake.fixture";
import { readLake } from "@/lib/lake/store/catalogue";

const BATCH_BYTES = 200_000;

/** Imports in another process and kills it some time after it has taken the lock. */
async function killedAfter(from: string, lake: string, ms: number): Promise<void> {
  const module = pathToFileURL(path.resolve("lib/lake/import/import-logs.ts")).href;
  const options = JSON.stringify({ from, lake, batchBytes: BATCH_BYTES });
  const script = `const { importLogs } = await import("${module}"); await importLogs(${options});`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (child.exitCode === null && !existsSync(path.join(lake, "import.lock"))) await sleep(5);
  await sleep(ms);
  child.kill("SIGKILL");
  await ended;
}

it("an import that was killed again and again ends as one that never was", async () => {
  const from = newFolder();
  for (let file = 0; file < 60; file++) {
    const day = `202506${String(1 + Math.floor(file / 4)).padStart(2, "0")}`;
    const time = `2025-06-${day.slice(6)}T10:00:00Z`;
    // Every second file repeats a part of the one before it, as a second trail would.
    const first = file * 200 - (file % 2) * 50;
    const records = Array.from({ length: 200 }, (_, n) => event(first + n, { eventTime: time }));
    put(from, trailName(day, `1${file % 4}00`, `x${file}`), log(...records));
  }
  const whole = path.join(newFolder(), "lake");
  await imported(from, whole, { batchBytes: BATCH_BYTES });
  const lake = path.join(newFolder(), "lake");
  for (const ms of [20, 90, 150, 60, 250, 120]) {
    await killedAfter(from, lake, ms);
    const seen = await readLake(lake);
    if (!seen.ok || seen.value.events === 0) continue;
    const [[all, different] = []] = await ask(
      lake,
      "SELECT count(*), count(DISTINCT eventid) FROM {lake}",
    );
    expect(all).toBe(different);
  }
  const report = await imported(from, lake, { batchBytes: BATCH_BYTES });
  expect(report.skipped).toEqual([]);
  expect(await allRows(lake)).toEqual(await allRows(whole));
  expect(readdirSync(lake).sort()).toEqual(["events", "journal", "manifest.json"]);
  const [known, expected] = [await readLake(lake), await readLake(whole)];
  expect(known.ok && known.value.events).toBe(expected.ok && expected.value.events);
});
