/** What the outcome filters find among console sign-ins from the field. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importLogs } from "@/lib/lake/import/import-logs";
import { caseAnswer, caseInput, casesMissing } from "./cases";
import { runCommand } from "./run-command.fixture";

const CASE = "14-failed-console-login";
const lake = mkdtempSync(join(tmpdir(), "trailbook-outcome-"));
afterAll(() => rmSync(lake, { recursive: true, force: true }));

if (casesMissing !== null) it.skip(`the case of sign-ins: ${casesMissing}`, () => undefined);

describe.skipIf(casesMissing !== null)("failed console sign-ins", () => {
  beforeAll(async () => {
    const imported = await importLogs({ from: caseInput(CASE), lake });
    if (!imported.ok) throw new Error(imported.failure.message);
    process.env.TRAILBOOK_DATA = lake;
    delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
  });

  async function count(step: string, ...words: readonly string[]): Promise<number> {
    const window = ["--from", "2026-05-12T00:00:00Z", "--to", "2026-05-13T00:00:00Z"];
    const { result, written } = await runCommand([step, ...window, ...words, "--format", "json"]);
    if (!result.ok) throw new Error(result.failure.message);
    return JSON.parse(written).length;
  }
  const search = (filter: string) =>
    count("general-purpose/search", "--set", "eventName=ConsoleLogin", "--filter", filter);

  it("are failures, and no successes, by filters of today and of earlier links", async () => {
    const { filter_only_failures: failures, filter_only_successes: successes } = caseAnswer(CASE);
    expect(await search("outcome:not:success")).toBe(failures);
    expect(await search("errorcode:present")).toBe(failures);
    expect(await search("outcome:is:success")).toBe(successes);
    expect(await search("errorcode:empty")).toBe(successes);
  });

  it("are listed by the step about sign-ins, with those without MFA", async () => {
    expect(await count("general-purpose/sign-ins")).toBe(9);
    expect(await count("general-purpose/sign-ins", "--filter", "mfaused:is:No")).toBe(8);
  });
});
