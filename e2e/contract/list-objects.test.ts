/** Listings of the trail's bucket, through the real SDK against the test server. */
import { gunzipSync } from "node:zlib";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { LOG_BUCKET, ORGANISATION_PREFIX } from "@/e2e/athena-server/catalogue";
import { S3_LIST } from "@/e2e/athena-server/faults";
import { harnessClients, refusalOf } from "@/e2e/athena-server/harness";
import { smallLake } from "@/e2e/lake";
import { listFolders, listObjects } from "@/lib/engine/athena/aws/list-objects";
import { readLake } from "@/lib/lake/store/catalogue";
import type { Lake } from "@/lib/lake/types";

const FACTOR = 7;
const ALL = { bucket: LOG_BUCKET, prefix: `${ORGANISATION_PREFIX}/` };

let server: AthenaServer;
let clients: ReturnType<typeof harnessClients>;
let lake: Lake;

beforeAll(async () => {
  const folder = await smallLake();
  const read = await readLake(folder);
  if (!read.ok) throw new Error(read.failure.message);
  lake = read.value;
  server = await startAthenaServer({ lake: folder, bytesFactor: FACTOR });
  clients = harnessClients(server.url, 3);
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

async function must<T>(result: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> {
  const got = await result;
  if (!got.ok) throw new Error(JSON.stringify(got));
  return got.value;
}

function folderOf(partition: Lake["partitions"][number]): string {
  const { account, region, year, month, day } = partition;
  return `${ALL.prefix}${account}/CloudTrail/${region}/${year}/${month}/${day}/`;
}

describe("the trail's bucket", () => {
  it("has CloudTrail's keys, and a partition's folder adds up to what its query is billed", async () => {
    for (const partition of lake.partitions) {
      const prefix = folderOf(partition);
      const objects = await must(listObjects(clients.s3, { bucket: LOG_BUCKET, prefix }));
      const { account, region, year, month, day } = partition;
      const name = new RegExp(
        `^${prefix}${account}_CloudTrail_${region}_${year}${month}${day}T\\d{4}Z_\\w+\\.json\\.gz$`,
      );
      expect(objects.filter(({ key }) => !name.test(key))).toEqual([]);
      expect(objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(
        partition.bytes * FACTOR,
      );
    }
  });

  it("gives a thousand keys at once, and the rest by tokens or after a key", async () => {
    const all = await must(listObjects(clients.s3, ALL));
    expect(all.length).toBeGreaterThan(2_000);
    expect(server.control.calls().byOp[S3_LIST]).toBe(Math.ceil(all.length / 1000));
    expect(all.map(({ key }) => key)).toEqual(all.map(({ key }) => key).toSorted());
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    const startAfter = all[41]?.key ?? "";
    const some = await must(listObjects(clients.s3, { ...ALL, startAfter, maxKeys: 5 }));
    expect(some).toEqual(all.slice(42, 47));
    expect(await must(listObjects(clients.s3, { ...ALL, maxKeys: 1_500 }))).toEqual(
      all.slice(0, 1_500),
    );
    const bytes = all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    expect(bytes).toBe(lake.bytes * FACTOR);
  });

  it("lists folders, over more keys than a page holds", async () => {
    const accounts = [...new Set(lake.partitions.map(({ account }) => account))];
    expect(await must(listFolders(clients.s3, ALL))).toEqual(accounts);
    const prefix = `${ALL.prefix}${accounts[0]}/CloudTrail/`;
    const own = lake.partitions.filter(({ account }) => account === accounts[0]);
    expect(await must(listFolders(clients.s3, { bucket: LOG_BUCKET, prefix }))).toEqual([
      ...new Set(own.map(({ region }) => region)),
    ]);
  });

  it("answers as S3 does where there is nothing, and gives what it lists", async () => {
    const prefix = `${ALL.prefix}000000000000/`;
    const command = new ListObjectsV2Command({ Bucket: LOG_BUCKET, Prefix: prefix });
    expect(await clients.s3.send(command)).toMatchObject({
      Name: LOG_BUCKET,
      Prefix: prefix,
      KeyCount: 0,
      MaxKeys: 1000,
      IsTruncated: false,
    });
    const [first] = await must(listObjects(clients.s3, { ...ALL, maxKeys: 1 }));
    const read = new GetObjectCommand({ Bucket: LOG_BUCKET, Key: first?.key });
    const { Body: body } = await clients.s3.send(read);
    const stored = Buffer.from((await body?.transformToByteArray()) ?? []);
    expect(JSON.parse(gunzipSync(stored).toString("utf8"))).toHaveProperty("Records");
    const gone = new GetObjectCommand({ Bucket: LOG_BUCKET, Key: `${first?.key}.gone` });
    expect(await refusalOf(clients.s3.send(gone))).toMatchObject({ name: "NoSuchKey" });
  });
});

describe("a listing that fails", () => {
  const failure = async (bucket = LOG_BUCKET, signal?: AbortSignal) => {
    const options = { ...ALL, bucket, ...(signal ? { signal } : {}) };
    const result = await listObjects(clients.s3, options);
    return result.ok ? null : result.failure;
  };

  it("names the permission that is missing", async () => {
    server.control.faults({ rate: 1, kinds: ["access-denied"], seed: 1, ops: [S3_LIST] });
    expect(await failure()).toEqual({
      code: "engine-failed",
      message: `This server is not allowed to list the bucket ${LOG_BUCKET}: an administrator must grant it s3:ListBucket there.`,
    });
  });

  it("says that the bucket does not exist, or that S3 cannot keep up", async () => {
    expect((await failure("no-such-bucket"))?.message).toBe(
      "There is no bucket no-such-bucket, where the table says that its logs are.",
    );
    server.control.faults({ rate: 1, kinds: ["s3-slow-down"], seed: 1, ops: [S3_LIST] });
    expect((await failure())?.message).toMatch(
      /^S3 could not keep up .*: try again in a minute\.$/,
    );
  });

  it("is tried again where S3 answers the second time", async () => {
    for (const kind of ["s3-slow-down", "reset-before", "truncated-answer"] as const) {
      server.control.faults({ rate: 1, kinds: [kind], seed: 1, ops: [S3_LIST], limit: 1 });
      expect(await failure(), kind).toBeNull();
      expect(server.control.injected(), kind).toHaveLength(1);
    }
  });

  it("stops on request", async () => {
    server.control.delays({ listMs: 60_000 });
    const stop = new AbortController();
    const failed = failure(LOG_BUCKET, stop.signal);
    stop.abort();
    expect((await failed)?.code).toBe("cancelled");
    server.control.delays({ listMs: 0 });
  });
});
