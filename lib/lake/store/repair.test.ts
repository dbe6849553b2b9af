import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { importLogs } from "@/lib/lake/import/import-logs";
import { allRows, event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { lakeProblem, readLake } from "./catalogue";
import { batchName, lakePaths } from "./lake-paths";
import { repairLake } from "./repair";

let from: string;
let lake: string;

beforeEach(async () => {
  [from, lake] = [newFolder(), path.join(newFolder(), "lake")];
  put(from, "a.json", log(event(1), event(2, { eventTime: "2025-06-02T10:00:00Z" })));
  await imported(from, lake);
  put(from, "b.json", log(event(3)));
  await imported(from, lake);
});

const manifestOf = (): string => lakePaths(lake).manifest;
function truncate(): void {
  const text = readFileSync(manifestOf(), "utf8");
  writeFileSync(manifestOf(), text.slice(0, text.length / 2));
}

describe("a damaged manifest", () => {
  it.each([
    ["is truncated", () => truncate()],
    ["is empty", () => writeFileSync(manifestOf(), "")],
    ["is missing", () => rmSync(manifestOf())],
  ])("that %s is named with the command that rebuilds it", async (_, damage) => {
    const [rows, before] = [await allRows(lake), await readLake(lake)];
    damage();
    const sentence = /manifest\.json is (damaged|missing): the command `trailbook repair` rebuilds/;
    expect(await readLake(lake)).toMatchObject({
      failure: { code: "lake-damaged", message: expect.stringMatching(sentence) },
    });
    expect(await lakeProblem(lake)).toMatch(sentence);
    expect(await repairLake(lake)).toMatchObject({
      value: { batches: 2, events: 3, missingFiles: [] },
    });
    expect(await allRows(lake)).toEqual(rows);
    const partitions = before.ok && before.value.partitions;
    expect(await readLake(lake)).toMatchObject({ value: { partitions } });
    expect(await lakeProblem(lake)).toBeNull();
  });

  it("stops an import with the same sentence, and not with a fault", async () => {
    truncate();
    expect(await importLogs({ from, lake })).toMatchObject({
      failure: { message: expect.stringMatching(/`trailbook repair`/) },
    });
    await repairLake(lake);
    expect(await imported(from, lake)).toMatchObject({ alreadyImported: 2, events: 0 });
  });

  it("of a newer version is left as it is", async () => {
    const newer = '{"version":3,"batch":1}';
    writeFileSync(manifestOf(), newer);
    const failure = {
      code: "lake-newer",
      message: expect.stringMatching(/^A newer version of Trailbook wrote .*: use that version\.$/),
    };
    expect(await readLake(lake)).toMatchObject({ failure });
    expect(await repairLake(lake)).toMatchObject({ failure });
    expect(readFileSync(manifestOf(), "utf8")).toBe(newer);
  });
});

describe("a repair", () => {
  it("completes a batch that was being moved in when the manifest was lost", async () => {
    const rows = await allRows(lake);
    const { events, staging } = lakePaths(lake);
    const entry = path.join(lakePaths(lake).journal, `${batchName(2)}.json`);
    const [{ path: file = "" } = {}] = JSON.parse(readFileSync(entry, "utf8")).parquet;
    const staged = path.join(staging, batchName(2), path.basename(file));
    mkdirSync(path.dirname(staged), { recursive: true });
    renameSync(path.join(events, file), staged);
    truncate();
    expect(await repairLake(lake)).toMatchObject({ value: { events: 3, missingFiles: [] } });
    expect(await allRows(lake)).toEqual(rows);
  });

  it("leaves out and names files that are gone", async () => {
    const known = await readLake(lake);
    const gone = (known.ok && known.value.partitions.at(-1)?.parquet.at(-1)?.path) || "";
    rmSync(path.join(lakePaths(lake).events, gone));
    expect(await lakeProblem(lake)).toMatch(/is missing, although the lake's manifest names it\.$/);
    expect(await repairLake(lake)).toMatchObject({ value: { events: 2, missingFiles: [gone] } });
    expect(await allRows(lake)).toHaveLength(2);
    expect(await lakeProblem(lake)).toBeNull();
  });

  it("says that a damaged journal cannot be used, and changes nothing", async () => {
    truncate();
    const damaged = path.join(newFolder(), "copy");
    cpSync(lake, damaged, { recursive: true });
    writeFileSync(path.join(lakePaths(damaged).journal, `${batchName(1)}.json`), "{");
    const before = readFileSync(lakePaths(damaged).manifest, "utf8");
    expect(await repairLake(damaged)).toMatchObject({
      failure: { message: expect.stringMatching(/00000001\.json is damaged as well/) },
    });
    expect(readFileSync(lakePaths(damaged).manifest, "utf8")).toBe(before);
  });

  it("of a folder without a lake is a sentence", async () => {
    expect(await repairLake(newFolder())).toMatchObject({
      failure: { code: "lake-missing", message: expect.stringMatching(/^There is no journal in /) },
    });
  });
});
