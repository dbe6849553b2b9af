import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { type ImportOptions, importLogs } from "@/lib/lake/import/import-logs";
import { readLake } from "@/lib/lake/store/catalogue";
import { lakePaths } from "@/lib/lake/store/lake-paths";
import type { ImportReport } from "./types";

/** A new empty folder. Its name may be given an ending, e.g. one with odd characters. */
export function newFolder(ending = ""): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "lake-")), `data${ending}`);
  mkdirSync(folder);
  return folder;
}

/** Writes a file, compressed if its name ends in .gz, and the folders above it. */
export function put(folder: string, name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  const bytes = Buffer.from(content);
  writeFileSync(file, name.endsWith(".gz") ? gzipSync(bytes) : bytes);
  return file;
}

/** Makes a named pipe. */
export function putPipe(folder: string, name: string): void {
  execFileSync("sh", ["-c", 'mkfifo "$0"', path.join(folder, name)]);
}

/** An event with an id made of a number. */
export function event(id: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    eventVersion: "1.08",
    userIdentity: { type: "IAMUser", arn: `arn:aws:iam::111122223333:user/u${id}`, userName: "u" },
    eventTime: "2025-06-01T10:00:00Z",
    eventSource: "s3.amazonaws.com",
    eventName: "ListBuckets",
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.7",
    requestParameters: { n: id, nested: { list: [1, "two", null] } },
    responseElements: null,
    eventID: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
    readOnly: true,
    recipientAccountId: "111122223333",
    ...more,
  };
}

/** The text of a log file with these records. */
export function log(...records: unknown[]): string {
  return JSON.stringify({ Records: records });
}

/** The name of a delivery file of a trail. */
export function trailName(day: string, minute: string, tail: string): string {
  return (
    `AWSLogs/111122223333/CloudTrail/us-east-1/${day.slice(0, 4)}/${day.slice(4, 6)}/${day.slice(6)}/` +
    `111122223333_CloudTrail_us-east-1_${day}T${minute}Z_${tail}.json.gz`
  );
}

/** Imports and insists on success. */
export async function imported(
  from: string,
  lake: string,
  more: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const result = await importLogs({ from, lake, ...more });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** Runs a query over the files that a lake counts, which are `{lake}` in the text. */
export async function ask(lake: string, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const known = await readLake(lake);
  if (!known.ok) throw new Error(known.failure.message);
  const parquet = known.value.partitions.flatMap((partition) => partition.parquet);
  const paths = parquet.map((file) => `'${path.join(lakePaths(lake).events, file.path)}'`);
  const table = `read_parquet([${paths.join(", ")}], hive_partitioning = true, hive_types_autocast = false)`;
  const rows = await connection.runAndReadAll(sql.replaceAll("{lake}", table));
  const out = rows.getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return out;
}

/** Every row of a lake but for the names of its files, in a fixed order. */
export function allRows(lake: string): Promise<unknown[][]> {
  return ask(lake, "SELECT * EXCLUDE (sourcefile) FROM {lake} ORDER BY ALL");
}
