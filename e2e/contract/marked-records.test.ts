/** A record from a log that is damaged or altered says so. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FIRST_LOOK, RecordView } from "@/components/record/record-view";
import type { EventRecord } from "@/lib/api/answers";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { findRecord } from "@/lib/runs/event-record";

const AT = "2025-06-01T10:00:00Z";
const WARNING = "The file fails its checksum (CRC), so it is not as it was written.";

const shown = (record: EventRecord): string =>
  renderToStaticMarkup(
    createElement(RecordView, {
      record,
      root: null,
      hasMenu: () => false,
      onOpenMenu: () => undefined,
      onSearchValue: () => undefined,
      look: FIRST_LOOK,
      onLook: () => undefined,
    }),
  );

it("is marked, also when its log is gone; others are not", async () => {
  const [from, lake] = [newFolder(), join(newFolder(), "lake")];
  put(from, "sound.json.gz", log(event(1)));
  const bytes = gzipSync(log(event(2)), { level: 0 });
  bytes.write("LostBuckets", bytes.indexOf("ListBuckets"));
  const changed = join(from, "changed.json.gz");
  writeFileSync(changed, bytes);
  await imported(from, lake);
  const config = readConfig({ TRAILBOOK_DATA: lake });
  const opened = config.ok ? await openDuckDbBackend(config.value) : config;
  if (!opened.ok) throw new Error(opened.failure.message);
  const place = opened.value;
  const recordOf = async (eventId: string): Promise<EventRecord> => {
    const request = { event: { id: eventId, at: AT }, accounts: [], regions: [] };
    const found = await findRecord(place, request, new AbortController().signal);
    if (!found.ok || found.value.kind !== "record") throw new Error(JSON.stringify(found));
    return found.value.record;
  };

  const sound = await recordOf(event(1).eventID);
  expect(sound).toMatchObject({ fileWarning: null, rebuiltBecause: null });
  expect(shown(sound)).not.toContain("Do not rely on this record alone");

  const marked = await recordOf(event(2).eventID);
  expect(marked).toMatchObject({ fileWarning: WARNING, sourceFile: changed });
  expect(JSON.parse(marked.text)).toMatchObject({ eventName: "LostBuckets" });
  expect(shown(marked)).toContain("Do not rely on this record alone");
  expect(shown(marked)).toContain(WARNING);

  rmSync(changed);
  const rebuilt = await recordOf(event(2).eventID);
  expect(rebuilt).toMatchObject({ fileWarning: WARNING, sourceFile: changed });
  expect(rebuilt.rebuiltBecause).toMatch("gone");
  await place.close();
});
