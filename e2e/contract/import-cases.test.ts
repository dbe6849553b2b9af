/** What an import makes of cases from the field. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { importSentences } from "@/lib/cli/import";
import { importLogs } from "@/lib/lake/import/import-logs";
import { ask } from "@/lib/lake/lake.fixture";
import { readLake } from "@/lib/lake/store/catalogue";
import type { ImportReport } from "@/lib/lake/types";
import { caseAnswer, caseInput, casesMissing } from "./cases";
import { runCommand } from "./run-command.fixture";

const MIB = 1024 ** 2;
const home = mkdtempSync(join(tmpdir(), "trailbook-cases-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const lakeOf = (name: string): string => join(home, name);

async function importCase(name: string): Promise<ImportReport> {
  const result = await importLogs({ from: caseInput(name), lake: lakeOf(name) });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

async function eventNames(name: string): Promise<readonly unknown[]> {
  return (await ask(lakeOf(name), "select eventname from {lake} order by 1")).flat();
}

if (casesMissing !== null) it.skip(`cases of an import: ${casesMissing}`, () => undefined);

describe.skipIf(casesMissing !== null)("an import of a case", () => {
  it.each([
    "02-lookup-events-jsonl",
    "03-firehose-cloudwatch",
    "06-aggregated-events",
    "12-account-of-service-events",
    "13-identity-center-user",
    "14-failed-console-login",
    "16-request-too-large",
    "17-shared-event-id",
    "19-bearer-token-calls",
    "24-s3-data-events",
    "27-backfill-digest",
    "28-exposures",
  ])("%s: takes every event, and nothing is skipped or doubted", async (name) => {
    const report = await importCase(name);
    const { import_events } = caseAnswer(name);
    expect(report).toMatchObject({ events: import_events, skipped: [], warnings: [] });
    const hollow = "eventsource is null or eventname is null or eventtime is null";
    const sql = `select count(*) from {lake} where ${hollow}`;
    expect(await ask(lakeOf(name), sql)).toEqual([["0"]]);
  });

  it("02: the key's calls are found, in their account", async () => {
    const name = "02-lookup-events-jsonl";
    const { step, set, window, rows, account } = caseAnswer(name);
    if (!Array.isArray(window) || typeof set !== "object" || set === null)
      throw new Error("The case has no window or no inputs.");
    process.env.TRAILBOOK_DATA = lakeOf(name);
    delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
    const inputs = Object.entries(set).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
    const scope = ["--from", window[0], "--to", window[1], "--account", String(account)];
    const command = [String(step), ...scope, ...inputs, "--format", "json"];
    const { result, written } = await runCommand(command);
    expect(result.ok).toBe(true);
    const found: readonly { eventname: string }[] = JSON.parse(written);
    expect(found.map(({ eventname }) => eventname).sort()).toEqual(rows);
  });

  it("05: the genuine events go in, and each altered file is named and marked", async () => {
    const name = "05-appended-gzip";
    const report = await importCase(name);
    const { genuine, appended } = caseAnswer(name);
    const names = await eventNames(name);
    expect(names).toEqual(expect.arrayContaining([genuine, appended].flat()));
    const tail = (file: string): string => /Z_([A-Za-z]+)/.exec(file)?.[1] ?? file;
    expect(Object.fromEntries(report.warnings.map((w) => [tail(w.file), w.reason]))).toEqual({
      AppendedMember: "The file has data after its first gzip member.",
      ZeroPadding: "The file has 512 bytes after the end of its gzip data.",
      TrailingText: "The file has 14 bytes after the end of its gzip data.",
    });
    const said = importSentences(report).join("\n");
    for (const { file } of report.warnings) expect(said).toContain(file);
    const lake = await readLake(lakeOf(name));
    expect(lake.ok && Object.keys(lake.value.warnings).map(tail).sort()).toEqual(
      report.warnings.map(({ file }) => tail(file)).sort(),
    );
  });

  it("06 and 27: aggregated events and digests are left out and counted", async () => {
    const aggregated = caseAnswer("06-aggregated-events");
    const digests = caseAnswer("27-backfill-digest");
    const again = async (name: string): Promise<ImportReport> => {
      rmSync(lakeOf(name), { recursive: true, force: true });
      return importCase(name);
    };
    expect((await again("06-aggregated-events")).leftOut.aggregated).toBe(
      aggregated.leftOut_aggregated,
    );
    expect((await again("27-backfill-digest")).leftOut.digest).toBe(digests.leftOut_digest);
  });

  it("09: a gzip bomb is skipped in bounded memory, and the rest is imported", async () => {
    const name = "09-gzip-bomb";
    const { import_events, skipped, reason, memory_below_mib } = caseAnswer(name);
    let peakBytes = 0;
    const watch = setInterval(() => {
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    }, 20);
    const report = await importCase(name);
    clearInterval(watch);
    expect(report).toMatchObject({ events: import_events, skippedTotal: skipped, warnings: [] });
    expect(report.skipped[0]?.reason).toContain(reason);
    expect(peakBytes).toBeLessThan(Number(memory_below_mib) * MIB);
  });

  it("12: events that a service made are stored in the account that received them", async () => {
    const name = "12-account-of-service-events";
    const { account, rows } = caseAnswer(name);
    const sql = "select account, count(*)::integer from {lake} group by 1";
    expect(await ask(lakeOf(name), sql)).toEqual([[account, rows]]);
  });

  it("17: two accounts' records of one action are two events", async () => {
    const sql = `select sharedeventid, count(*)::integer, count(distinct account)::integer
      from {lake} where sharedeventid is not null group by 1`;
    const shared = await ask(lakeOf("17-shared-event-id"), sql);
    expect(shared.map(([, ...counts]) => counts)).toEqual([[2, 2]]);
  });
});
