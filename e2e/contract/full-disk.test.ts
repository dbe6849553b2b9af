/** A disk that is full, and has room again. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { event, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { onSmallDisk, whyNoSmallDisk } from "@/lib/lake/small-disk.fixture";

const moduleOf = (file: string) => pathToFileURL(path.resolve(file)).href;
const disk = { folder: newFolder(), size: "48m" };
const noDisk = whyNoSmallDisk(disk.folder);

/** An import, a step and a larger query, on a full disk and on one with room. */
const SCRIPT = `
  const { appendFileSync, rmSync } = await import("node:fs");
  const { backend } = await import("${moduleOf("lib/backend/index.ts")}");
  const { settled } = await import("${moduleOf("lib/engine/answer-rows.ts")}");
  const { openResultStore } = await import("${moduleOf("lib/engine/duckdb/result-store.ts")}");
  const { onDay } = await import("${moduleOf("lib/engine/statement.fixture.ts")}");
  const { importLogs } = await import("${moduleOf("lib/lake/import/import-logs.ts")}");
  const { startSteps } = await import("${moduleOf("lib/runs/asked.fixture.ts")}");
  const { DISK, FIRST, SECOND, TRAILBOOK_DATA: lake } = process.env;
  const filler = DISK + "/filler";
  const fillBy = (file, text) => {
    try { for (;;) appendFileSync(file, text); } catch (error) {
      if (error.code !== "ENOSPC") throw error;
    }
  };
  // The audit log has room in its last block.
  const fill = () => { fillBy(filler, "x".repeat(1 << 16)); fillBy(lake + "/audit.jsonl", "\\n"); };
  const importFrom = async (from) => {
    const done = await importLogs({ from, lake, batchBytes: 100_000 });
    return done.ok ? done.value : done.failure;
  };
  const scope = { accounts: [], regions: [], from: "2025-06-01T00:00:00Z", to: "2025-06-02T00:00:00Z" };
  const ask = async (stepId) => {
    const step = { playbookId: "general-purpose", stepId, inputs: {}, filters: [], ...scope };
    const [answer] = await startSteps((await backend()).value, [step]);
    return answer.kind === "started" ? settled((await backend()).value.engine, answer.runId) : answer;
  };
  const store = await openResultStore({
    bind: () => async ({ sql }) => ({ ok: true, value: { sql, scannedBytes: 0 } }),
    concurrentRuns: 1, memoryLimitMb: 20, threads: 1, spillDir: DISK + "/spill",
  });
  const askMuch = async (token) => {
    await store.start(onDay("select repeat('x', 90) || hash(i) as text from range(300000) t(i)"), token);
    return settled(store, token);
  };
  const all = {};
  all.first = await importFrom(FIRST);
  all.before = await ask("common-actions");
  fill();
  all.onFull = { import: await importFrom(SECOND), step: await ask("search"), much: await askMuch("full") };
  rmSync(filler);
  all.onRoom = { step: await ask("search"), much: await askMuch("room"), import: await importFrom(SECOND) };
  all.again = await ask("search");
  console.log(JSON.stringify(all));
  process.exit(0);
`;

it.skipIf(noDisk !== null)(
  `on a full disk import, step and audit log say so, and nothing is lost${noDisk === null ? "" : ` (${noDisk})`}`,
  () => {
    const [first, second] = [newFolder(), newFolder()];
    put(first, "a.json", log(event(1)));
    for (let file = 0; file < 3; file += 1)
      put(
        second,
        `${file}.json`,
        log(...Array.from({ length: 100 }, (_, at) => event(10 + file * 100 + at))),
      );
    const lake = path.join(disk.folder, "lake");
    const settings = { TRAILBOOK_ENGINE: "duckdb", TRAILBOOK_DATA: lake };
    const said = JSON.parse(
      onSmallDisk(SCRIPT, disk, { ...settings, FIRST: first, SECOND: second }),
    );
    expect(said.first).toMatchObject({ events: 1 });
    expect(said.before).toMatchObject({ state: "done", rowCount: 1 });
    expect(said.onFull).toMatchObject({
      import: {
        code: "engine-failed",
        message: `The lake at ${lake} cannot be written: the disk is full. What was imported before is kept; import again once this is solved.`,
      },
      step: {
        kind: "refused",
        message: expect.stringMatching(
          /audit\.jsonl cannot be written: the disk is full\. Nothing runs/,
        ),
      },
      much: {
        state: "failed",
        message: expect.stringMatching(/the disk of .*spill is full: free some/),
      },
    });
    expect(said.onRoom).toMatchObject({
      step: { state: "done", rowCount: 1 },
      much: { state: "done", rowCount: 300_000 },
      import: { events: 300, skippedTotal: 0 },
    });
    expect(said.again).toMatchObject({ state: "done", rowCount: 301 });
  },
);
