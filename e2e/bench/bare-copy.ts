/** The reference of the import: DuckDB's own COPY of the same columns of the same files. Run as a process. */
import { DuckDBInstance } from "@duckdb/node-api";
import { literal, recordsOf, SELECT_COLUMNS, sourceFile } from "@/lib/lake/record-sql";

const [logs = "", target = "", largestBytes = ""] = process.argv.slice(2);

const instance = await DuckDBInstance.create(":memory:", {
  threads: "2",
  memory_limit: "2GB",
  // By default a COPY keeps the order of its files, and many small ones then take three times as long.
  preserve_insertion_order: "false",
});
const connection = await instance.connect();
const records = recordsOf([`${logs}/AWSLogs/**/*.json.gz`], Number(largestBytes));
const copied = await connection.runAndReadAll(
  `COPY (SELECT ${SELECT_COLUMNS}, ${sourceFile(false)} FROM ${records}) TO ${literal(target)} (FORMAT parquet)`,
);
console.log(Number(copied.getRows()[0]?.[0]));
