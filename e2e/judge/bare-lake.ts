/** The embedded engine's database without a lake: what it makes of a statement by itself. */
import { tmpdir } from "node:os";
import type { Row } from "@/lib/api/run";
import { openSession } from "@/lib/engine/duckdb/session";

const MEMORY_MB = 500;

function cellOf(value: unknown) {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  // Counts and truth values are whole numbers, as those of Trino.
  return Number(value);
}

/** Runs a statement. */
export type BareLake = (sql: string) => Promise<readonly Row[]>;

/** Opens the database. */
export async function openBareLake(): Promise<BareLake> {
  const { main } = await openSession({ memoryLimitMb: MEMORY_MB, spillDir: tmpdir() });
  return async (sql) => {
    const rows = (await main.runAndReadAll(sql)).getRows();
    return rows.map((row) => row.map(cellOf));
  };
}
