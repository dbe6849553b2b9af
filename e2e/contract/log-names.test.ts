/** Whether log files are named by their delivery: checked once, remembered, with a warning where they are not. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { S3_LIST } from "@/e2e/athena-server/faults";
import { harnessClients, harnessLake } from "@/e2e/athena-server/harness";
import { listPage } from "@/e2e/athena-server/list-objects-api";
import { sampleNames } from "@/lib/engine/athena/log-files/sample-names";
import { newFolder } from "@/lib/lake/lake.fixture";

const FOLDER = "111122223333/CloudTrail/us-east-1/2026/03/";
const named = (day: string, hour: string) =>
  `${FOLDER}${day}/111122223333_CloudTrail_us-east-1_202603${day}T${hour}00Z_Mu0KsOhtH1ar15ZZ.json.gz`;
const NOW_MS = Date.UTC(2026, 2, 20, 12);

/** A bucket with these keys only. */
async function bucketOf(keys: readonly string[]) {
  const partition = { account: "", region: "", year: "", month: "", day: "" };
  const objects = keys.toSorted().map((key) => ({
    key,
    bytes: 1,
    file: null,
    stored: { storageClass: "STANDARD" },
    partition: { ...partition, bytes: 1, events: 1, files: 1, parquet: [] },
  }));
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://s3");
    response.end(listPage("logs", objects, searchParams, false));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { s3 } = harnessClients(`http://127.0.0.1:${port}`);
  return { s3, close: () => void server.close() };
}

async function sampled(keys: readonly string[], base = "s3://logs/") {
  const { s3, close } = await bucketOf(keys);
  const sample = await sampleNames(s3, { base }, NOW_MS, AbortSignal.timeout(5_000));
  close();
  return sample;
}

describe("checking a folder", () => {
  it("sees files of recent days, who has logs there, and no other logs", async () => {
    const sample = await sampled([
      `${FOLDER}01/all-of-the-first.json.gz`,
      named("19", "08"),
      named("20", "09"),
      named("20", "09").replaceAll("us-east-1", "eu-west-1"),
      "444455556666/CloudTrail-Digest/us-east-1/2026/03/19/x.json.gz",
      "o-other/x.json.gz",
    ]);
    expect(sample).toEqual({
      ok: true,
      value: {
        kind: "named",
        seen: { accounts: ["111122223333", "444455556666"], regions: ["eu-west-1", "us-east-1"] },
      },
    });
  });

  it("sees earlier files where nothing came lately", async () => {
    expect(await sampled([named("01", "08")])).toMatchObject({ value: { kind: "named" } });
  });

  it.each([
    ["another name", `${FOLDER}20/events.json.gz`],
    ["another account's name", named("20", "09").replace("/111122223333_", "/999900001111_")],
    ["no folder of a day", named("20", "09").replace("/03/20/", "/03/")],
  ])("recognises one with %s", async (_, key) => {
    const sample = await sampled([key]);
    expect(sample).toEqual({ ok: true, value: { kind: "other", example: key } });
  });

  it("sees that there is nothing", async () => {
    expect(await sampled([named("20", "08")], "s3://logs/AWSLogs/")).toMatchObject({
      value: { kind: "empty" },
    });
  });
});

describe("on opening", () => {
  let server: AthenaServer;
  beforeAll(async () => {
    server = await startAthenaServer({ lake: await harnessLake() });
  });
  beforeEach(() => server.control.reset());
  afterAll(() => server.close());

  /** What the chosen source is, in a process with this data folder. */
  async function opened(dataDir: string, settings: Readonly<Record<string, string>> = {}) {
    const place = await backendAt(server.url, dataDir, { ...settings, ...NO_SLICES });
    const found = place.sources.usable.find(({ source }) => source.table === place.sources.chosen);
    await place.close();
    const warnings = found?.warnings.filter((warning) => warning.includes("whole days"));
    return { folders: found?.source.logFolders, warnings };
  }
  const lists = () => server.control.calls().byOp[S3_LIST] ?? 0;
  const deny = () =>
    server.control.faults({ rate: 1, kinds: ["access-denied"], seed: 1, ops: [S3_LIST] });

  it("checks the folder once, and remembers it where it cannot be listed any more", async () => {
    const dataDir = newFolder();
    const first = await opened(dataDir);
    expect(first.folders).toEqual([
      expect.objectContaining({ base: "s3://acme-org-cloudtrail-logs/AWSLogs/o-tb7demo4k2/" }),
    ]);
    expect(first.warnings).toEqual([]);
    expect(lists()).toBeGreaterThan(0);
    await server.control.reset();
    deny();
    expect(await opened(dataDir)).toEqual(first);
    expect(lists()).toBe(0);
  });

  it("warns of a missing permission, and checks again at the next start", async () => {
    const dataDir = newFolder();
    deny();
    expect(await opened(dataDir)).toEqual({
      folders: undefined,
      warnings: [
        "Queries over hours read whole days of it. This server is not allowed to list the bucket acme-org-cloudtrail-logs: an administrator must grant it s3:ListBucket there.",
      ],
    });
    server.control.faults(null);
    expect((await opened(dataDir)).folders).toHaveLength(1);
  });

  it("nothing is listed where it is switched off", async () => {
    const settings = { TRAILBOOK_PATH_RANGES: "off" };
    expect(await opened(newFolder(), settings)).toEqual({ folders: undefined, warnings: [] });
    expect(lists()).toBe(0);
  });
});
