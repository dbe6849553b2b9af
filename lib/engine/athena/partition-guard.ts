/** Keeps a statement from Athena that would scan a whole table: it costs money, so it is read first. */
import { translate } from "../translate";

/** Athena takes statements of at most this many bytes. */
const MAX_STATEMENT_BYTES = 262_144;

/** Why the statement must not be sent, in one sentence; null where it may. */
export function statementProblem(sql: string, partitionColumns: readonly string[]): string | null {
  if (Buffer.byteLength(sql) > MAX_STATEMENT_BYTES) {
    return "The query is longer than the 256 KiB that Athena takes: choose fewer accounts or filters.";
  }
  const read = translate(sql, new Set(partitionColumns));
  if (!read.ok) return read.failure.message;
  return read.value.partitionConditions.includes("")
    ? "The query names no partition, so it would scan the whole table, and was not sent."
    : null;
}
