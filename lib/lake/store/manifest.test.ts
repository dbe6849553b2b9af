import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { readLake } from "./catalogue";
import { lakePaths } from "./lake-paths";

it("is made from the journal where an earlier version wrote it", async () => {
  const [from, lake] = [newFolder(), path.join(newFolder(), "lake")];
  put(from, "a.json", log(event(1), event(2, { eventTime: "2025-06-02T10:00:00Z" })));
  await imported(from, lake);
  put(from, "b.json", log(event(3)));
  await imported(from, lake);
  const now = await readLake(lake);
  const { manifest } = lakePaths(lake);
  const { batch, epoch } = JSON.parse(readFileSync(manifest, "utf8"));
  const folder = "account=111122223333/region=us-east-1/year=2025/month=06/day=01";
  const sums = { [folder]: [1000, 2, 2] };
  writeFileSync(manifest, JSON.stringify({ version: 1, batch, epoch, partitions: sums }));
  expect(await readLake(lake)).toEqual(now);
  put(from, "c.json", log(event(4)));
  await imported(from, lake);
  expect(await readLake(lake)).toMatchObject({ value: { events: 4 } });
});
