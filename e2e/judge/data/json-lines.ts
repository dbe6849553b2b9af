/**
 * The log files as Trino reads them: one event a line, in the columns of the documented table, which
 * Athena's CloudTrail input format makes by itself. Same folders, same names, copies as delivered.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { eventsGlob } from "@/lib/lake/store/catalogue";
import { literal } from "@/queries/literal";
import { readLog } from "./logs";

type Columns = {
  /** The columns of an event as a line of JSON, by event id. */
  readonly byId: ReadonlyMap<string, string>;
  /** Those of events without an id, by log file. */
  readonly withoutId: ReadonlyMap<string, readonly string[]>;
};

/** The columns of every event, as the import wrote them into the lake. */
async function lakeColumns(lake: string): Promise<Columns> {
  const byId = new Map<string, string>();
  const withoutId = new Map<string, string[]>();
  const connection = await (await DuckDBInstance.create()).connect();
  const stream = await connection.stream(
    `select eventid, sourcefile, to_json(e)::varchar from (
       select * exclude (account, region, year, month, day, sourcefile), sourcefile
       from read_parquet(${literal(eventsGlob(lake))}, hive_partitioning = true)) e`,
  );
  for await (const rows of stream.yieldRows()) {
    for (const [id, file, line] of rows) {
      if (typeof line !== "string" || typeof file !== "string") continue;
      if (typeof id === "string") byId.set(id, line);
      else withoutId.set(file, [...(withoutId.get(file) ?? []), line]);
    }
  }
  connection.closeSync();
  return { byId, withoutId };
}

/** Writes `<out>/AWSLogs` from `<logs>/AWSLogs` and the lake that was imported from it; counts the lines. */
export async function writeJsonLines(logs: string, lake: string, out: string): Promise<number> {
  const { byId, withoutId } = await lakeColumns(lake);
  const names = readdirSync(join(logs, "AWSLogs"), { recursive: true, encoding: "utf8" });
  let lines = 0;
  for (const name of names.filter((each) => each.endsWith(".json.gz"))) {
    const file = join(logs, "AWSLogs", name);
    const delivered = readLog(file).Records.flatMap(({ eventID }) => {
      const line = typeof eventID === "string" ? byId.get(eventID) : undefined;
      return line === undefined ? [] : [line];
    });
    const rows = [...delivered, ...(withoutId.get(file) ?? [])];
    const target = join(out, "AWSLogs", name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, gzipSync(rows.map((row) => `${row}\n`).join(""), { level: 1 }));
    lines += rows.length;
  }
  return lines;
}
