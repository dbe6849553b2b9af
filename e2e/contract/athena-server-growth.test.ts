/** The Athena test server over a lake that grows: what is delivered while it serves is listed, read and billed. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { LOG_BUCKET, ORGANISATION_PREFIX } from "@/e2e/athena-server/catalogue";
import { HARNESS_EVENTS, harnessClients, harnessLake } from "@/e2e/athena-server/harness";
import { listObjects } from "@/lib/engine/athena/aws/list-objects";
import { event, imported, log, newFolder, put, trailName } from "@/lib/lake/lake.fixture";

let lake: string;
let server: AthenaServer;
let clients: ReturnType<typeof harnessClients>;

beforeAll(async () => {
  lake = await harnessLake();
  server = await startAthenaServer({ lake, queueDelayMs: 0, queryDelayMs: 0 });
  clients = harnessClients(server.url);
});
afterAll(() => server.close());

async function count(where: string) {
  const id = await clients.start(
    `select count(*) as n from cloudtrail_projection_org where ${where}`,
  );
  const { Status, Statistics } = await clients.ended(id);
  expect(Status?.State, Status?.StateChangeReason).toBe("SUCCEEDED");
  const { rows } = await clients.page(id);
  return { events: Number(rows[1]?.[0]), bytes: Statistics?.DataScannedInBytes ?? 0 };
}

async function listed() {
  const bucket = { bucket: LOG_BUCKET, prefix: `${ORGANISATION_PREFIX}/` };
  const objects = await listObjects(clients.s3, bucket);
  if (!objects.ok) throw new Error(objects.failure.message);
  return {
    files: objects.value.length,
    bytes: objects.value.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

it("a day that has logs and one that had none yet are read with what came later", async () => {
  const all = `"timestamp" >= '2026/03/01'`;
  const before = { count: await count(all), listed: await listed() };
  expect(before.count.events).toBe(HARNESS_EVENTS);

  const logs = newFolder();
  const late = (id: number, day: string) => event(id, { eventTime: `${day}T12:00:00Z` });
  put(logs, trailName("20260303", "1205", "late"), log(late(90_001, "2026-03-03")));
  put(logs, trailName("20260304", "1205", "late"), log(late(90_002, "2026-03-04")));
  await imported(logs, lake);
  // All at once, so that several requests read the lake as it has grown.
  const [whole, day, after] = await Promise.all([
    count(all),
    count(`"timestamp" = '2026/03/04' and "$path" like '%T1205Z_late%'`),
    listed(),
  ]);
  expect(whole.events).toBe(HARNESS_EVENTS + 2);
  expect(day.events).toBe(1);
  expect(after.files).toBe(before.listed.files + 2);
  expect(after.bytes).toBe(whole.bytes);
  expect(after.bytes).toBeGreaterThan(before.listed.bytes);
});
