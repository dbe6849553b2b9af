/**
 * A thousand live runs with a subscriber each, on a server of Athena's protocol in another process:
 * how many calls the account gets, and how soon after the end of a run its rows arrive, compared with
 * a client that polls once a second.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAthenaServer } from "@/e2e/athena-server";
import { peakOf } from "@/e2e/athena-server/call-log";
import { harnessLake } from "@/e2e/athena-server/harness";
import type { Call, ExecutionRecord } from "@/e2e/athena-server/types";
import { APP_KEY, lengthMs, type Watched } from "./athena-questions";
import { runScript } from "./child";
import { type Row, row } from "./report";
import { median, percentile } from "./statistics";

const BAR_CALLS = 20;
const BAR_MS = 250;
/** The lengths of the short runs, whose ends are measured. */
const SHORT_MS = 5_000;

const peakCalls = (log: readonly Call[], sinceMs: number): number =>
  peakOf(
    log
      .filter(({ accessKeyId, op }) => accessKeyId === APP_KEY && !op.startsWith("S3."))
      .map(({ atMs }) => atMs)
      .filter((atMs) => atMs > sinceMs),
  );

/** From the end of each run at the server to its rows at the client, milliseconds. */
function delaysMs(
  watched: readonly Watched[],
  executions: readonly ExecutionRecord[],
): readonly number[] {
  return watched.map(({ question, rowsAtMs }) => {
    const execution = executions.find(({ sql }) => sql.includes(question));
    const end = execution?.history.find(({ state }) => state === "SUCCEEDED");
    if (!end) throw new Error(`The run of ${question} has not succeeded.`);
    return rowsAtMs - end.atMs;
  });
}

/** The most executions that were live at once. */
function mostLive(executions: readonly ExecutionRecord[]): number {
  const changes = executions.flatMap(({ history }) => [
    { atMs: history[0]?.atMs ?? 0, by: 1 },
    { atMs: history.at(-1)?.atMs ?? 0, by: -1 },
  ]);
  let live = 0;
  let most = 0;
  for (const { by } of changes.toSorted((a, b) => a.atMs - b.atMs)) {
    live += by;
    most = Math.max(most, live);
  }
  return most;
}

/** Measures; takes some five minutes. */
export async function athenaLiveRows(): Promise<readonly Row[]> {
  const server = await startAthenaServer({ lake: await harnessLake(), concurrentDml: null });
  const data = mkdtempSync(join(tmpdir(), "athena-live-"));
  try {
    server.control.delays({ queryMs: lengthMs });
    const { stdout } = await runScript("e2e/bench/athena-subscribers.ts", [server.url, data]);
    const watched: readonly Watched[] = JSON.parse(stdout);
    // The first statement is parsed for seconds, while which the server reads no request.
    const [first, ...executions] = server.control.executions();
    const calls = server.control.calls();
    const of = (by: Watched["by"], isShort: boolean) =>
      watched.filter((each) => each.by === by && lengthMs(each.question) <= SHORT_MS === isShort);
    const [app, fixed] = [of("app", true), of("fixed", true)].map((short) =>
      delaysMs(short, executions),
    );
    if (!app || !fixed) throw new Error("Nothing was watched.");
    const long = delaysMs(of("app", false), executions);
    const runs = `${app.length} runs of 0.5 to 5 s while ${mostLive(executions)} are live, each with its subscriber`;
    const asked = new Set(watched.map(({ question }) => question)).size;
    const peak = peakCalls(calls.log, first?.history.at(-1)?.atMs ?? 0);
    return [
      row({
        id: "athena-calls-per-second",
        unit: "calls",
        value: peak,
        bar: BAR_CALLS,
        note: `the most calls of the app in any second; ${mostLive(executions)} live runs, as many subscribers; ${JSON.stringify(calls.byOp)}`,
      }),
      row({
        id: "athena-live-lost-or-doubled",
        unit: "runs",
        value: Math.abs(executions.length - asked),
        bar: 0,
        note: `${asked} runs asked, ${executions.length} executed, all with rows at their subscribers`,
      }),
      row({
        id: "athena-end-to-rows-p50",
        unit: "ms",
        value: median(app),
        bar: BAR_MS,
        note: `from SUCCEEDED at the server to rows; ${runs}`,
      }),
      row({
        id: "athena-end-to-rows-p50-beside-1s-polling",
        unit: "ms",
        value: median(app),
        reference: median(fixed),
        bar: 1,
        note: `the reference asks once a second for one run, as PyAthena and awswrangler do, ${fixed.length} runs of the same lengths at the same time`,
      }),
      row({
        id: "athena-end-to-rows-p95-beside-1s-polling",
        unit: "ms",
        value: percentile(app, 0.95),
        reference: percentile(fixed, 0.95),
        bar: 1,
        note: "the same runs",
      }),
      row({
        id: "athena-end-to-rows-long-p50",
        unit: "ms",
        value: median(long),
        bar: null,
        note: `the ${long.length} long runs, most of which end at the rate at which their rows can be read; p95 ${Math.round(percentile(long, 0.95))} ms`,
      }),
    ];
  } finally {
    await server.close();
    rmSync(data, { recursive: true, force: true });
  }
}
