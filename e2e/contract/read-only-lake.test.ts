/** Evidence: a lake that this user may only read. */
import { chmodSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { asPlainUser, whyNoPlainUser } from "@/lib/lake/plain-user.fixture";

const moduleOf = (file: string) => pathToFileURL(path.resolve(file)).href;

const notRefused = whyNoPlainUser();

function setModes(folder: string, mode: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isDirectory()) chmodSync(path.join(entry.parentPath, entry.name), mode);
  chmodSync(folder, mode);
}

/** What a step and the record of an event are answered with, and what a health check says. */
const SCRIPT = `
  const { backend } = await import("${moduleOf("lib/backend/index.ts")}");
  const { startSteps } = await import("${moduleOf("lib/runs/asked.fixture.ts")}");
  const { settled } = await import("${moduleOf("lib/engine/answer-rows.ts")}");
  const { findRecord } = await import("${moduleOf("lib/runs/event-record.ts")}");
  const { startProblem } = await import("${moduleOf("lib/cli/start-problem.ts")}");
  const { importLogs } = await import("${moduleOf("lib/lake/import/import-logs.ts")}");
  const { value: place } = await backend();
  const scope = { accounts: [], regions: [], from: "2025-06-01T00:00:00Z", to: "2025-06-02T00:00:00Z" };
  const step = { playbookId: "general-purpose", stepId: "search", inputs: {}, filters: [], ...scope };
  const [answer] = await startSteps(place, [step]);
  const state = answer.kind === "started" ? await settled(place.engine, answer.runId) : null;
  const record = await findRecord(
    place,
    { event: { id: process.env.EVENT_ID, at: "2025-06-01T10:00:00Z" }, accounts: [], regions: [] },
    new AbortController().signal,
  );
  const imported = await importLogs({ from: process.env.LOGS, lake: process.env.TRAILBOOK_DATA });
  const problems = { source: await place.problem(), start: await startProblem(0), import: imported.failure?.message };
  console.log(JSON.stringify({ answer, state, record, problems }));
`;

it.skipIf(notRefused !== null)(
  `is queried with an audit log elsewhere, and refused with a sentence without one${notRefused === null ? "" : ` (${notRefused})`}`,
  async () => {
    const [from, lake, elsewhere] = [newFolder(), path.join(newFolder(), "lake"), newFolder()];
    put(from, "a.json", log(event(1)));
    await imported(from, lake);
    put(from, "b.json", log(event(2)));
    for (const folder of [from, path.dirname(lake), elsewhere]) {
      chmodSync(path.dirname(folder), 0o755);
      chmodSync(folder, 0o755);
    }
    chmodSync(elsewhere, 0o777);
    setModes(lake, 0o555);
    const before = readdirSync(lake, { recursive: true });
    const settings = { TRAILBOOK_ENGINE: "duckdb", TRAILBOOK_DATA: lake };
    const environment = { ...settings, LOGS: from, EVENT_ID: event(1).eventID };

    const refused = JSON.parse(asPlainUser(SCRIPT, environment));
    const sentence = `The audit log ${lake}/audit.jsonl cannot be written: permission denied. Nothing runs without it; set TRAILBOOK_AUDIT_LOG to a file that can be written.`;
    expect(refused.answer).toMatchObject({ kind: "refused", message: sentence });
    expect(refused.record.failure).toEqual({ code: "not-writable", message: sentence });
    expect(refused.problems).toMatchObject({ source: null, start: sentence });
    expect(refused.problems.import).toMatch(
      /^The lake at .* cannot be written: permission denied\. What/,
    );

    const auditLog = path.join(elsewhere, "audit.jsonl");
    const answered = JSON.parse(
      asPlainUser(SCRIPT, { ...environment, TRAILBOOK_AUDIT_LOG: auditLog }),
    );
    expect(answered.state).toMatchObject({ state: "done", rowCount: 1 });
    expect(answered.record.value).toMatchObject({ kind: "record" });
    // With or without a build to serve.
    expect(String(answered.problems.start)).not.toContain("audit log");
    expect(statSync(auditLog).size).toBeGreaterThan(0);
    expect(readdirSync(lake, { recursive: true })).toEqual(before);
    setModes(lake, 0o755);
  },
);
