/** Runs compiled statements on the embedded engine over the lake. */

import type { Row } from "@/lib/api/run";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { settled } from "@/lib/engine/answer-rows";
import { runToken } from "@/lib/runs/start-run";
import type { Statement } from "@/queries/statement";

export type LakeAnswer = { readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** Runs a statement on the lake; the same statement runs once. */
export type LakeRows = (statement: Statement) => Promise<LakeAnswer>;

/** Opens the lake in a folder. */
export async function openLakeRows(lake: string): Promise<LakeRows> {
  const config = readConfig({ TRAILBOOK_DATA: lake, TRAILBOOK_CONCURRENT_RUNS: "1" });
  if (!config.ok) throw new Error(config.failure.message);
  const place = await openDuckDbBackend(config.value);
  if (!place.ok) throw new Error(place.failure.message);
  const { engine } = place.value;
  const run = async (statement: Statement): Promise<LakeAnswer> => {
    const { sql } = statement;
    const started = await engine.start(statement, runToken(sql, "judge", null));
    if (!started.ok) throw new Error(started.failure.message);
    const state = await settled(engine, started.value);
    if (state.state !== "done") {
      throw new Error(`The lake: ${"message" in state ? state.message : state.state}\n${sql}`);
    }
    const rows: Row[] = [];
    for await (const page of engine.allRows(started.value)) rows.push(...page);
    return { columns: state.columns, rows };
  };
  const known = new Map<string, Promise<LakeAnswer>>();
  return (statement) => {
    const answer = known.get(statement.sql) ?? run(statement);
    known.set(statement.sql, answer);
    return answer;
  };
}
