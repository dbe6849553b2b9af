/** Appends rows from elsewhere to a table of DuckDB, as text. */
import { type DuckDBConnection, DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import type { Row } from "@/lib/api/run";

/** What DuckDB takes at a time. */
const CHUNK_ROWS = 2_048;

/**
 * Appends pages of rows to a table of `schema` whose columns are all text. Returns their number.
 */
export async function appendRows(
  connection: DuckDBConnection,
  schema: string,
  table: string,
  width: number,
  pages: AsyncIterable<readonly Row[]>,
): Promise<number> {
  const appender = await connection.createAppender(table, schema);
  const types = Array.from({ length: width }, () => VARCHAR);
  let count = 0;
  try {
    for await (const rows of pages) {
      for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
        const some = rows.slice(from, from + CHUNK_ROWS);
        const chunk = DuckDBDataChunk.create(types);
        chunk.setRows(some.map((row) => row.map((cell) => (cell === null ? null : String(cell)))));
        appender.appendDataChunk(chunk);
        count += some.length;
      }
    }
  } finally {
    appender.closeSync();
  }
  return count;
}
