/** What one search finds in small inputs from the field. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { importLogs } from "@/lib/lake/import/import-logs";
import { formatFilter } from "@/queries/filters";
import { pivotsAround } from "@/queries/pivots";
import { caseAnswer, caseInput, casesMissing } from "./cases";
import { runCommand } from "./run-command.fixture";

if (casesMissing !== null) it.skip(`searches over cases: ${casesMissing}`, () => undefined);

const lakes: string[] = [];
afterEach(() => {
  for (const lake of lakes.splice(0)) rmSync(lake, { recursive: true, force: true });
});

type Row = Readonly<Record<string, string | number | null>>;

/** Runs a step over the day of a case, imported on its own. */
async function runOver(
  name: string,
  step: string,
  ...words: readonly string[]
): Promise<readonly Row[]> {
  const lake = mkdtempSync(join(tmpdir(), "trailbook-search-"));
  lakes.push(lake);
  const imported = await importLogs({ from: caseInput(name), lake });
  if (!imported.ok) throw new Error(imported.failure.message);
  process.env.TRAILBOOK_DATA = lake;
  delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
  const window = ["--from", "2026-05-12T00:00:00Z", "--to", "2026-05-13T00:00:00Z"];
  const { result, written } = await runCommand([step, ...window, ...words, "--format", "json"]);
  if (!result.ok) throw new Error(result.failure.message);
  return JSON.parse(written);
}
const search = (name: string, ...words: readonly string[]) =>
  runOver(name, "general-purpose/search", ...words);

describe.skipIf(casesMissing !== null)("one search", () => {
  it("finds a person of Identity Center, whom counts of principals name", async () => {
    const name = "13-identity-center-user";
    const { set, rows } = caseAnswer(name);
    const person = String(Object(set).onBehalfOfUserId);
    expect(await search(name, "--set", `onBehalfOfUserId=${person}`)).toHaveLength(Number(rows));
    const principals = await runOver(name, "general-purpose/most-denied-principals");
    expect(principals).toEqual([{ principalid: person, deniedactions: 1 }]);
  });

  it("finds who was given a session key, and who took a role", async () => {
    const name = "17-shared-event-id";
    const opener = pivotsAround("ASIAQ2MADEUPSESS0001").find(
      ({ stepId }) => stepId === "opened-by",
    );
    const role = pivotsAround("arn:aws:iam::432109876543:role/deploy").at(-1)?.filters?.[0];
    if (!opener || !role) throw new Error("no way back");
    const set = Object.entries(opener.inputs).flatMap(([input, value]) => [
      "--set",
      `${input}=${value}`,
    ]);
    const columns = ["--columns", "arn,accesskeyid"];
    for (const found of [
      await runOver(name, `${opener.playbookId}/${opener.stepId}`, ...set, ...columns),
      await search(name, "--filter", formatFilter(role), ...columns),
    ]) {
      expect(found).toContainEqual({
        arn: "arn:aws:iam::210987654321:user/mallory",
        accesskeyid: "AKIAQ2MADEUPKEY00001",
      });
    }
  });

  it("finds calls with a bearer token, in every part of a record that says so", async () => {
    const name = "19-bearer-token-calls";
    const found = await search(name, "--filter", "anywhere:contains:callWithBearerToken");
    const times = found.map(({ eventtime }) => String(eventtime).slice(11, 19));
    expect(times).toEqual(caseAnswer(name).answer);
  });

  it("finds requests that the log left out", async () => {
    const name = "16-request-too-large";
    const found = await search(name, "--filter", "requestparameters:contains:too large");
    expect(found.map(({ eventname }) => eventname)).toEqual(caseAnswer(name).answer);
  });

  it("lists the objects that were downloaded, and their bytes", async () => {
    const name = "24-s3-data-events";
    const found = await search(
      name,
      ...["--set", "eventName=GetObject", "--filter", "outcome:is:success"],
      ...["--columns", "bucketname,objectkey,bytesout"],
    );
    const bytes = found.reduce((sum, { bytesout }) => sum + Number(bytesout), 0);
    const objects = new Set(found.map(({ objectkey }) => objectkey)).size;
    expect({ objects, bytes }).toEqual(caseAnswer(name).answer);
  });

  it("finds what was shared, opened to the world and made, each by one step", async () => {
    const name = "28-exposures";
    const { questions } = caseAnswer(name);
    const key = ["--set", "accessKeyId=AKIAQ2MADEUPKEY00001"];
    const left = JSON.stringify(await runOver(name, "access-key-exposure/left-behind", ...key));
    for (const thing of Object.values(Object(questions)).flat()) expect(left).toContain(thing);
    const shares = JSON.stringify(await runOver(name, "changes/shares"));
    const shared = Object(questions)["shared to another account"];
    for (const resource of shared) expect(shares).toContain(resource);
    const matches = await runOver(name, "access-key-exposure/rule-matches", ...key);
    const toWorld = matches.find(({ rule }) => rule === "port-opened-to-world");
    expect(toWorld).toMatchObject({ total: 1, first: "2026-05-12T10:00:40Z" });
  });

  it("counts changes whose request was left out", async () => {
    const name = "16-request-too-large";
    expect(await runOver(name, "watchlist/iam-changes")).toHaveLength(
      Number(caseAnswer(name).rows),
    );
  });

  it("finds the events of a service in the account that received them", async () => {
    const name = "12-account-of-service-events";
    const { rows, scope_account: account } = caseAnswer(name);
    expect(await search(name, "--account", String(account))).toHaveLength(Number(rows));
    expect(await search(name, "--account", "111122223333")).toEqual([]);
  });
});
