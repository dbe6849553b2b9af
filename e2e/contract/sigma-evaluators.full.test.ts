/** The hits of Sigma rules are those of an independent evaluator: pySigma reads the rules, and Python the records. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { EACH_KIND } from "@/e2e/judge/groups/rules";
import { imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { corporaMissing, corpusLogs, corpusRecords } from "./corpora";
import { runCommand } from "./run-command.fixture";

function pySigmaMissing(): string | null {
  try {
    execFileSync("python3", ["-c", "import sigma.rule"], { stdio: "ignore" });
    return null;
  } catch {
    return "python3 cannot import pySigma: install it in a virtual environment, first in PATH";
  }
}

/** Public rules, and one for each kind of test. */
function rulesUsed(): readonly string[] {
  const folder = path.join(corpusLogs("sigma"), "rules");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => name.endsWith(".yml"));
  const own = EACH_KIND.map((selection, index) =>
    JSON.stringify({
      title: `Kind ${index}`,
      id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      logsource: { product: "aws", service: "cloudtrail" },
      detection: { selection, condition: "selection" },
    }),
  );
  return [...files.map((name) => readFileSync(path.join(folder, name), "utf8")), ...own];
}

/** Every record of the corpora on one day, each with an id by itself. */
function recordsUsed(): readonly object[] {
  const lines = readFileSync(corpusLogs("panther-tests.jsonl"), "utf8").trim().split("\n");
  const ofTests = lines.map((line) => JSON.parse(line).event);
  return [...corpusRecords("invictus"), ...corpusRecords("stratus"), ...ofTests].map(
    (record, index) => ({
      ...record,
      eventTime: "2026-03-01T00:00:00Z",
      eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    }),
  );
}

/** The next request opens the backend of the settings then. */
function forgetBackend(): void {
  delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
}
afterAll(forgetBackend);

it("finds what pySigma's reading of the rules does, over every record of the corpora", async ({
  skip,
}) => {
  const why = corporaMissing ?? pySigmaMissing();
  skip(why !== null, why ?? "");
  const [rules, records] = [rulesUsed(), recordsUsed()];
  const [folder, logs, lake] = [newFolder(), newFolder(), path.join(newFolder(), "lake")];
  for (const [index, text] of rules.entries()) put(folder, `${index}.yml`, text);
  put(logs, "a.json", log(...records));
  await imported(logs, lake);
  Object.assign(process.env, { TRAILBOOK_DATA: lake, TRAILBOOK_RULES: folder });
  forgetBackend();
  const range = ["--from", "2026-03-01T00:00:00Z", "--to", "2026-03-02T00:00:00Z"];
  const words = ["sigma/hit-events", ...range, "--format", "json", "--columns", "rule,eventid"];
  const { result, written } = await runCommand(words);
  expect(result.ok).toBe(true);
  const found: readonly { rule: string; eventid: string }[] = JSON.parse(written);
  const input = JSON.stringify({ rules, records });
  const script = path.join("e2e", "contract", "pysigma_hits.py");
  const pairs: readonly (readonly string[])[] = JSON.parse(
    execFileSync("python3", [script], { input, encoding: "utf8", maxBuffer: 1e9 }),
  );
  const own = found.map(({ rule, eventid }) => `${rule.slice("sigma:".length)} ${eventid}`);
  expect(own.toSorted()).toEqual(pairs.map(([rule, id]) => `${rule} ${id}`).toSorted());
  expect(new Set(pairs.map(([rule]) => rule)).size).toBeGreaterThan(30);
});
