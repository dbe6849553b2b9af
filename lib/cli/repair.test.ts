import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { readLake } from "@/lib/lake/store/catalogue";
import { lakePaths } from "@/lib/lake/store/lake-paths";
import { repair } from "./repair";

let lake: string;
let said: string;

beforeEach(async () => {
  const from = newFolder();
  lake = path.join(newFolder(), "lake");
  put(from, "a.json", log(event(1)));
  put(from, "b.json", log(event(2, { eventTime: "2025-06-02T10:00:00Z" })));
  await imported(from, lake);
  said = "";
  vi.stubEnv("TRAILBOOK_DATA", lake);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it("rebuilds the manifest and says what is in it", async () => {
  writeFileSync(lakePaths(lake).manifest, "{");
  expect(await repair([])).toMatchObject({ ok: true });
  expect(said).toBe("Rebuilt the manifest from 1 batch: 2 events.\n");
  expect(await readLake(lake)).toMatchObject({ value: { events: 2 } });
});

it("names what is missing", async () => {
  const known = await readLake(lake);
  const [gone = ""] = known.ok ? known.value.partitions.map(({ parquet }) => parquet[0]?.path) : [];
  rmSync(path.join(lakePaths(lake).events, gone));
  expect(await repair([])).toMatchObject({ ok: true });
  expect(said).toContain(`1 file is missing, and their events: ${gone}.`);
});

it("takes no words", async () => {
  expect(await repair(["here"])).toMatchObject({ failure: { code: "bad-input" } });
});
