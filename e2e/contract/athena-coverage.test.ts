/** Logs that Athena does not read: outside of the table, archived, or in folders that it does not read. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { athenaEnvironment } from "@/e2e/athena-environment";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { LOG_BUCKET, ORGANISATION_PREFIX } from "@/e2e/athena-server/catalogue";
import {
  HARNESS_ACCOUNTS,
  HARNESS_CALLER,
  HARNESS_REGIONS,
  harnessClients,
  harnessLake,
} from "@/e2e/athena-server/harness";
import type { Backend } from "@/lib/backend/backend";
import { settled } from "@/lib/engine/answer-rows";
import { listObjects } from "@/lib/engine/athena/aws/list-objects";
import { newFolder } from "@/lib/lake/lake.fixture";
import { pageData } from "@/lib/page/page-data";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { noRowsOf } from "@/lib/text/no-rows";
import { skippedOf } from "@/lib/text/read-files";
import { runCommand } from "./run-command.fixture";

const request: AskedStep = {
  playbookId: "general-purpose",
  stepId: "common-actions",
  inputs: {},
  accounts: [],
  regions: [],
  from: "2026-03-01T06:00:00Z",
  to: "2026-03-02T23:30:00Z",
  filters: [],
};
const [HOME, OTHER] = HARNESS_ACCOUNTS;
const FOLDER = `${ORGANISATION_PREFIX}/${OTHER}/CloudTrail/${HARNESS_REGIONS[0]}/2026/03`;

let server: AthenaServer;
let opened: Backend[] = [];

beforeAll(async () => {
  server = await startAthenaServer({
    lake: await harnessLake(),
    rates: false,
    queryDelayMs: 1,
    tableParameters: {
      // A typo in its name leaves a table without a template.
      cloudtrail_bootstrap: {
        "storage.location.template": "",
        "starage.location.template": `s3://${LOG_BUCKET}/`,
      },
      cloudtrail_injected: {
        "projection.timestamp.range": "2026/03/02,NOW",
        "projection.account.type": "enum",
        "projection.account.values": HOME,
      },
    },
  });
});
beforeEach(async () => {
  server.control.storage([]);
  await server.control.reset();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(opened.map((place) => place.close()));
  opened = [];
});
afterAll(() => server.close());

async function open(table: string, environment: Readonly<Record<string, string>> = NO_SLICES) {
  const settings = { ATHENA_TABLE: table, TRAILBOOK_PATH_RANGES: "off", ...environment };
  const place = await backendAt(server.url, newFolder(), settings);
  opened.push(place);
  return place;
}

/** What the page shows of an answer. */
async function shown(place: Backend, more: Partial<AskedStep> = {}) {
  const [answer] = await startSteps(place, [{ ...request, ...more }]);
  if (answer?.kind === "refused") return { title: "refused", text: answer.message, rows: 0 };
  if (answer?.kind !== "started") throw new Error(JSON.stringify(answer));
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") throw new Error(JSON.stringify(state));
  if (state.rowCount > 0)
    return { title: "rows", text: skippedOf(answer.estimate).join(" "), rows: state.rowCount };
  const { title, sentences, caveats } = noRowsOf(answer.estimate, state);
  return { title, text: [...sentences, ...caveats].join(" "), rows: 0 };
}

describe("a table of one account and region, as AWS documents it", () => {
  const table = "cloudtrail_projection";

  it("shows which ones at home and in Sources", async () => {
    const settings = { ...athenaEnvironment(server.url, newFolder()), ATHENA_TABLE: table };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
    const { summary } = await pageData(Date.now());
    const source = summary.sources.usable.find(({ name }) => name === table);
    expect(summary).toMatchObject({ accounts: source?.accounts, regions: source?.regions });
    expect(source).toMatchObject({ accounts: [expect.any(String)], regions: [expect.any(String)] });
    const listed = summary.sources.usable.find(({ name }) => name === "cloudtrail_injected");
    expect(listed?.warnings).toEqual([
      `There are logs in its folders that are not in this table, of account ${OTHER}: add these to the lists of its projection.`,
    ]);
    expect(source?.notes).toEqual([
      "Logs of other accounts and regions are not in this table.",
      "Its dates begin on 2020-01-01.",
    ]);
  });

  it("answers for others that they are not in this table, and runs nothing", async () => {
    const place = await open(table);
    const [{ accounts = [], regions = [] } = {}] = place.sources.usable.filter(
      ({ source }) => source.table === table,
    );
    const [account = "", region = ""] = [accounts[0], regions?.[0]];
    const otherRegion = HARNESS_REGIONS.find((each) => each !== region) ?? "";
    const otherAccount = HARNESS_ACCOUNTS.find((each) => each !== account) ?? "";
    for (const [more, what] of [
      [{ regions: [otherRegion] }, `The region ${otherRegion} is not in this table`],
      [{ accounts: [otherAccount] }, `The account ${otherAccount} is not in this table`],
    ] as const) {
      expect(await shown(place, more)).toMatchObject({
        title: "refused",
        text: expect.stringContaining(what),
      });
    }
    expect(server.control.executions()).toEqual([]);
    const both = await shown(place, { regions: [region, otherRegion] });
    expect(both).toMatchObject({ title: "rows", text: expect.stringContaining(otherRegion) });
    expect((await shown(place)).rows).toBeGreaterThan(0);
  });
});

it("accounts outside of an enum and days outside of a range are not in the table", async () => {
  const place = await open("cloudtrail_injected");
  expect(await shown(place, { accounts: [OTHER] })).toMatchObject({
    title: "refused",
    text: expect.stringMatching(/The account 444455556666 is not in this table: .*111122223333\./),
  });
  const before = { from: "2026-03-01T06:00:00Z", to: "2026-03-01T23:00:00Z" };
  expect(await shown(place, before)).toMatchObject({
    title: "refused",
    text: expect.stringMatching(/The day 2026-03-01 is not in this table: projection\.timestamp /),
  });
  expect(await shown(place)).toMatchObject({
    title: "rows",
    text: expect.stringMatching(/The day 2026-03-01 is not in this table/),
  });
  const filters = ["eventname:is:NoSuchCall"];
  expect(await shown(place, { filters })).toMatchObject({
    title: "No events",
    text: expect.stringMatching(/4 partitions .* The day 2026-03-01 is not in this table/),
  });
});

describe("files that Athena does not read", () => {
  it("are counted with the reason, also where a slice answers", async () => {
    const about = {
      playbookId: "access-key-exposure",
      inputs: { accessKeyId: HARNESS_CALLER },
    };
    const place = await open("cloudtrail_bootstrap", { TRAILBOOK_SLICE_EVENTS: "9999" });
    for (const stepId of ["all-key-usage", "source-ips"]) {
      expect(await shown(place, { ...about, stepId })).toMatchObject({
        title: "Not read",
        text: expect.stringMatching(
          /^Athena read none of the 12 files .* it has no storage\.location\.template/,
        ),
      });
    }
  });

  it("are counted apart where they are archived, with rows and without", async () => {
    server.control.storage([{ prefix: FOLDER, storageClass: "DEEP_ARCHIVE" }]);
    const place = await open("cloudtrail_projection_org");
    const archived = /^3 files are archived; Athena skips them\. .* There are no other files/;
    const inArchive = { accounts: [OTHER], regions: [HARNESS_REGIONS[0]] };
    expect(await shown(place, inArchive)).toMatchObject({
      title: "Not read",
      text: expect.stringMatching(archived),
    });
    expect(await shown(place)).toMatchObject({
      title: "rows",
      text: expect.stringMatching(/^3 files are archived; Athena skips them/),
    });
    expect(await shown(place, { filters: ["eventname:is:NoSuchCall"] })).toMatchObject({
      title: "No events",
      text: expect.stringMatching(/9 partitions .* But 3 files are archived/),
    });
  });

  it("are none of these where they were restored and the table reads such", async () => {
    const restored = { prefix: FOLDER, storageClass: "GLACIER", isRestored: true };
    server.control.storage([restored]);
    const { s3 } = harnessClients(server.url);
    const archivedOf = async (readsRestored: boolean) => {
      const listed = await listObjects(s3, { bucket: LOG_BUCKET, prefix: FOLDER, readsRestored });
      return listed.ok && listed.value.filter(({ isArchived }) => isArchived).length;
    };
    expect([await archivedOf(false), await archivedOf(true)]).toEqual([3, 0]);
    s3.destroy();
  });
});

it("the command line says the same as the page", async () => {
  const settings = { ...athenaEnvironment(server.url, newFolder()), ...NO_SLICES };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
  const words = ["general-purpose/common-actions", "--from", request.from, "--to", request.to];
  const { said } = await runCommand([...words, "--table", "cloudtrail_bootstrap"]);
  expect(said).toMatch(/^Not read: Athena read none of the 8 files .*storage\.location/);
});

it("a bucket whose requester pays is listed and read", async () => {
  const paid = await startAthenaServer({
    lake: await harnessLake(),
    rates: false,
    queryDelayMs: 1,
    requesterPays: true,
  });
  const settings = { ATHENA_TABLE: "cloudtrail_hive_org", ...NO_SLICES };
  const place = await backendAt(paid.url, newFolder(), settings);
  const [answer] = await startSteps(place, [request]);
  expect(answer).toMatchObject({ estimate: { unknown: null, reads: { objects: 8 } } });
  const { s3 } = harnessClients(paid.url);
  const listed = await listObjects(s3, { bucket: LOG_BUCKET, prefix: `${FOLDER}/01/` });
  const [{ key = "" } = {}] = listed.ok ? listed.value : [];
  const record = await place.recordFrom(
    `s3://${LOG_BUCKET}/${key}`,
    "x",
    new AbortController().signal,
  );
  // The file is there and can be read; no event has this id.
  expect(record.ok ? "" : record.failure.code).toBe("not-found");
  expect(paid.control.calls().byOutcome.AccessDenied).toBeUndefined();
  s3.destroy();
  await place.close();
  await paid.close();
});
