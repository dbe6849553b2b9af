/** The reference of the import: DuckDB's own COPY of the same columns of the same files. Run as a process. */
import { DuckDBInstance } from "@duckdb/node-api";
import { RECORD_FIELDS } from "@/lib/lake/record/record-fields";
import { COLUMN_RECORDS, LOG_RECORDS } from "@/lib/lake/record/record-sql";
import { literal } from "@/queries/literal";

const [logs = "", target = "", largestBytes = ""] = process.argv.slice(2);

const instance = await DuckDBInstance.create(":memory:", {
  threads: "2",
  memory_limit: "2GB",
  // By default a COPY keeps the order of its files, and many small ones then take three times as long.
  preserve_insertion_order: "false",
});
const connection = await instance.connect();
const columns = RECORD_FIELDS.map(({ name }) => `r.${name.toLowerCase()}`).join(", ");
const options = [
  `columns = {Records: ${literal(LOG_RECORDS)}}`,
  "format = 'unstructured'",
  "records = true",
  "filename = true",
  `maximum_object_size = ${Math.max(Number(largestBytes), 1 << 20)}`,
].join(", ");
const copied = await connection.runAndReadAll(
  `copy (select ${columns}, filename as sourcefile from (
    select unnest(cast("Records" as ${COLUMN_RECORDS})) as r, filename
    from read_json(${literal(`${logs}/AWSLogs/**/*.json.gz`)}, ${options})
  )) to ${literal(target)} (format parquet)`,
);
console.log(Number(copied.getRows()[0]?.[0]));
