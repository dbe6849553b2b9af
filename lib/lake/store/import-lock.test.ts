import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { importLogs } from "@/lib/lake/import/import-logs";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { takeLock } from "./import-lock";

const lockOf = (lake: string): string => path.join(lake, "import.lock");

it("refuses while another import lives", async () => {
  const [from, lake] = [newFolder(), newFolder()];
  put(from, "a.json", log(event(1)));
  const lock = takeLock(lake);
  const busy = await importLogs({ from, lake });
  expect(busy).toMatchObject({ ok: false, failure: { code: "lake-busy" } });
  if (lock.ok) lock.value();
  expect(await imported(from, lake)).toMatchObject({ events: 1 });
});

it("takes over from a dead process, and from another one with the same id", () => {
  const lake = newFolder();
  mkdirSync(lake, { recursive: true });
  for (const stale of ["999999999 - 2025", `${process.pid} 1 2025`, "", "nonsense"]) {
    writeFileSync(lockOf(lake), stale);
    const lock = takeLock(lake);
    expect(lock.ok).toBe(true);
    expect(readFileSync(lockOf(lake), "utf8")).toMatch(`${process.pid} `);
    if (lock.ok) lock.value();
  }
});
