/**
 * A thousand runs while a fifth of all calls fails: what is lost, what is executed twice, and whose
 * answer differs from one without faults.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { PASSING_FAULTS } from "@/e2e/athena-server/faults";
import { harnessClients } from "@/e2e/athena-server/harness";
import type { Row as AnswerRow } from "@/lib/api/run";
import type { Backend } from "@/lib/backend/backend";
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { Rng } from "@/lib/demo/rng";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { startSteps } from "@/lib/runs/asked.fixture";
import { formatTime, HOUR_MS } from "@/queries/scope";
import { asText, requestFor } from "./ask";
import { FIXED_KEY } from "./athena-questions";
import { demoLake } from "./data";
import { type Row, row } from "./report";

const RUNS = 1_000;
const RATE = 0.2;
const SEED = 11;
const EVENTS = 20_000;
const STEP = "general-purpose/common-actions";
/** A default of the service in some regions. */
const CONCURRENT = 100;
/** Statements that run at the same time for the answers without faults. */
const AT_ONCE = 8;

type Window = readonly [from: string, to: string];
type Asked = { readonly sql: string; readonly rows: readonly AnswerRow[] };

/** Different windows of the demo month, from one hour to two days. */
function windows(): readonly Window[] {
  const rng = new Rng(SEED, 0, 0);
  const hours = (Date.parse(DEMO_TO) - Date.parse(DEMO_FROM)) / HOUR_MS;
  const starts = new Set<string>();
  const all: Window[] = [];
  while (all.length < RUNS) {
    const fromMs = Date.parse(DEMO_FROM) + rng.int(hours * 60) * 60_000;
    const from = formatTime(fromMs);
    if (starts.has(from)) continue;
    starts.add(from);
    all.push([from, formatTime(fromMs + (1 + rng.int(48)) * HOUR_MS)]);
  }
  return all;
}

/** Asks as the page does. Null where no answer comes. */
async function ask(place: Backend, window: Window): Promise<Asked | null> {
  const [answer] = await startSteps(place, [requestFor(STEP, window)]);
  if (answer?.kind !== "started") return null;
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") return null;
  const rows: AnswerRow[] = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  return { sql: state.sql, rows };
}

/** The answers of the same statements without faults and without the app, as text. */
async function withoutFaults(
  server: AthenaServer,
  statements: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const clients = harnessClients(server.url, 3, FIXED_KEY);
  const answers = new Map<string, string>();
  const waiting = [...statements];
  const work = async () => {
    for (let sql = waiting.pop(); sql !== undefined; sql = waiting.pop()) {
      const id = await clients.start(sql);
      await clients.ended(id);
      answers.set(sql, asText((await clients.page(id)).rows.slice(1)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

function countBy(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${word} ${count}`).join(", ");
}

/** Measures; takes some ten minutes. */
export async function athenaFaultRows(): Promise<readonly Row[]> {
  const server = await startAthenaServer({ lake: await demoLake(EVENTS) });
  const data = mkdtempSync(join(tmpdir(), "athena-faults-"));
  try {
    const place = await backendAt(server.url, data, NO_SLICES);
    server.control.limits({ concurrentDml: CONCURRENT });
    server.control.faults({ rate: RATE, kinds: PASSING_FAULTS, seed: SEED });
    const answers = await Promise.all(windows().map((window) => ask(place, window)));
    const injected = server.control.injected();
    const { byOp, byOutcome } = server.control.calls();
    const executed = server.control.executions();
    await place.close();
    server.control.faults(null);
    await server.control.reset();
    server.control.limits({ rates: null, concurrentDml: null });
    server.control.delays({ queueMs: 0, queryMs: 0 });
    const answered = answers.flatMap((answer) => answer ?? []);
    const expected = await withoutFaults(
      server,
      answered.map(({ sql }) => sql),
    );
    const others = answered.filter(({ sql, rows }) => expected.get(sql) !== asText(rows));
    const starts = executed.reduce((sum, each) => sum + each.starts, 0);
    const doubled = executed.length - new Set(executed.map(({ sql }) => sql)).size;
    const of = `of ${RUNS} runs at ${RATE * 100} % faults`;
    return [
      row({
        id: "athena-runs-lost",
        unit: "runs",
        value: RUNS - answered.length,
        bar: 0,
        note: `${of}: ${injected.length} faults: ${countBy(injected.map(({ kind }) => kind))}`,
      }),
      row({
        id: "athena-runs-executed-twice",
        unit: "runs",
        value: doubled,
        bar: 0,
        holds: executed.length === RUNS,
        note: `${executed.length} executions for ${starts} starts that had their effect; calls ${JSON.stringify(byOp)}; answered ${JSON.stringify(byOutcome)}`,
      }),
      row({
        id: "athena-answers-that-differ",
        unit: "answers",
        value: others.length,
        bar: 0,
        note: `${of}, from the same statements without faults; ${new Set(expected.values()).size} different answers`,
      }),
    ];
  } finally {
    await server.close();
    rmSync(data, { recursive: true, force: true });
  }
}
