/** The Athena test server's hidden column: paths are the bucket's, and say which files are billed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { LOG_BUCKET, ORGANISATION_PREFIX } from "@/e2e/athena-server/catalogue";
import { harnessClients } from "@/e2e/athena-server/harness";
import { smallLake } from "@/e2e/lake";
import { listObjects, type StoredObject } from "@/lib/engine/athena/aws/list-objects";

let server: AthenaServer;
let clients: ReturnType<typeof harnessClients>;
let objects: readonly StoredObject[];

beforeAll(async () => {
  const lake = await smallLake();
  server = await startAthenaServer({ lake, queueDelayMs: 0, queryDelayMs: 0, bytesFactor: 2.5 });
  clients = harnessClients(server.url);
  const prefix = `${ORGANISATION_PREFIX}/`;
  const listed = await listObjects(clients.s3, { bucket: LOG_BUCKET, prefix });
  if (!listed.ok) throw new Error(listed.failure.message);
  objects = listed.value;
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

const DAY = `"timestamp" = '2026/03/17'`;
const BASE = `s3://${LOG_BUCKET}/${ORGANISATION_PREFIX}`;
const onDay = () => objects.filter(({ key }) => key.includes("/2026/03/17/"));
const bytesOf = (some: readonly StoredObject[]) =>
  some.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

async function ask(where: string) {
  const id = await clients.start(
    `select "$path" as p from cloudtrail_projection_org where ${where} order by 1`,
  );
  const { Status, Statistics } = await clients.ended(id);
  expect(Status?.State, Status?.StateChangeReason).toBe("SUCCEEDED");
  const paths: (string | null)[] = [];
  for (let next: string | undefined; ; ) {
    const page = await clients.page(id, 1000, next);
    paths.push(...page.rows.map(([path]) => path ?? null));
    next = page.next;
    if (next === undefined) break;
  }
  return { paths: paths.slice(1).map(String), bytes: Statistics?.DataScannedInBytes ?? 0 };
}

describe("the hidden column $path", () => {
  it("is the whole name of the object in the trail's bucket", async () => {
    const { paths, bytes } = await ask(DAY);
    const keys = new Set(objects.map(({ key }) => `s3://${LOG_BUCKET}/${key}`));
    expect(new Set(paths).size).toBeGreaterThan(50);
    expect(paths.filter((path) => !keys.has(path))).toEqual([]);
    expect(bytes).toBe(bytesOf(onDay()));
  });

  it("is billed by the files that its conditions select, which add up to the partitions", async () => {
    const [account = ""] = new Set(onDay().map(({ key }) => key.split("/")[2] ?? ""));
    const cut = `${BASE}/${account}/CloudTrail/us-east-1/2026/03/17/${account}_CloudTrail_us-east-1_20260317T1200`;
    const early = await ask(`${DAY} and "$path" < '${cut}'`);
    const late = await ask(`${DAY} and ("$path" >= '${cut}' or "$path" is null)`);
    const isEarly = ({ key }: StoredObject) => `s3://${LOG_BUCKET}/${key}` < cut;
    expect(early.bytes).toBe(bytesOf(onDay().filter(isEarly)));
    expect(early.bytes).toBeGreaterThan(0);
    expect(late.bytes).toBeGreaterThan(0);
    expect(early.bytes + late.bytes).toBe(bytesOf(onDay()));
    expect(early.paths.every((path) => path < cut)).toBe(true);
    expect([...early.paths, ...late.paths]).toEqual((await ask(DAY)).paths);
    expect(server.control.unpruned()).toEqual([]);
  });

  it("is not a partition key", async () => {
    await ask(`"$path" < '${BASE}/0'`);
    expect(server.control.unpruned()).toHaveLength(1);
    expect(server.control.executions()).toMatchObject([{ scannedBytes: 0 }]);
  });
});
