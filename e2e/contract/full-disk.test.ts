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

/** A question that daily roll-ups are kept for, on a full disk and on one with room. */
const ROLLUPS = `
  const { appendFileSync, readdirSync, rmSync } = await import("node:fs");
  const { backend } = await import("${moduleOf("lib/backend/index.ts")}");
  const { pagesOf, settled } = await import("${moduleOf("lib/engine/answer-rows.ts")}");
  const { importLogs } = await import("${moduleOf("lib/lake/import/import-logs.ts")}");
  const { pageData } = await import("${moduleOf("lib/page/page-data.ts")}");
  const { startSteps } = await import("${moduleOf("lib/runs/runs.ts")}");
  const { rollupsKept } = await import("${moduleOf("lib/runs/start-rollups.ts")}");
  const { DISK, FIRST, TRAILBOOK_DATA: lake } = process.env;
  let said = "";
  process.stderr.write = (text) => { said += text; return true; };
  await importLogs({ from: FIRST, lake, batchBytes: 100_000 });
  const place = (await backend()).value;
  const ask = async (from, mode = "open") => {
    const link = "/playbooks/actors?v=1&step=all-actors&from=" + from + "&to=2025-06-12T00:00:00Z";
    const [answer] = await startSteps(place, [{ link, wants: "firsts", mode, confirmed: false }]);
    const { state } = await settled(place.engine, answer.runId);
    const rows = [];
    for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
    await rollupsKept();
    const files = readdirSync(lake + "/rollups", { recursive: true }).filter((name) => /[.]/.test(name));
    const { notes } = (await pageData(0)).summary.sources.usable[0];
    return { state, rows, files, notes, said };
  };
  const EVENTS = { retryOf: "none" };
  const all = {};
  all.before = await ask("2025-06-11T12:00:00Z");
  rmSync(lake + "/rollups", { recursive: true });
  const filler = DISK + "/filler";
  let size = 1 << 16;
  while (size > 0) try { appendFileSync(filler, "x".repeat(size)); } catch { size >>= 1; }
  all.full = await ask("2025-06-10T12:00:00Z");
  all.again = await ask("2025-06-09T12:00:00Z");
  rmSync(filler);
  all.room = await ask("2025-06-08T12:00:00Z");
  all.events = [
    await ask("2025-06-10T12:00:00Z", EVENTS), await ask("2025-06-09T12:00:00Z", EVENTS),
  ].map(({ rows }) => rows);
  console.log(JSON.stringify(all));
  process.exit(0);
`;

it.skipIf(noDisk !== null)(
  `a disk too full for daily roll-ups costs no answer, and is reported${noDisk === null ? "" : ` (${noDisk})`}`,
  () => {
    const first = newFolder();
    const days = Array.from(
      { length: 11 },
      (_, day) => `2025-06-${String(day + 1).padStart(2, "0")}`,
    );
    const records = days.flatMap((day, at) =>
      Array.from({ length: 300 }, (_, index) =>
        event(at * 1000 + index, {
          eventTime: `${day}T10:00:00Z`,
          sourceIPAddress: `198.51.${at}.${index % 250}`,
        }),
      ),
    );
    put(first, "a.json", log(...records));
    const lake = path.join(disk.folder, "lake");
    const settings = { TRAILBOOK_ENGINE: "duckdb", TRAILBOOK_DATA: lake };
    const all = JSON.parse(onSmallDisk(ROLLUPS, disk, { ...settings, FIRST: first }));
    const sentence = `Daily roll-ups cannot be kept in ${path.join(lake, "rollups")}: the disk is full. Answers are complete, but each reads the days before its time range again.`;
    expect(all.before).toMatchObject({ state: "done", notes: [], said: "" });
    expect(all.before.files.length).toBeGreaterThan(5);
    for (const answer of [all.full, all.again])
      expect(answer).toMatchObject({
        state: "done",
        files: [],
        notes: [sentence],
        said: `${sentence}\n`,
      });
    expect([all.full.rows, all.again.rows]).toEqual(all.events);
    expect(all.full.rows.length).toBeGreaterThan(250);
    expect(all.room.files.length).toBeGreaterThan(5);
    expect(all.room).toMatchObject({ state: "done", notes: [] });
  },
);
