/** What an engine runs: one SQL text with the partitions that it reads, or why there is none. */
import type { PartitionPlan } from "./partitions";
import type { PathPlan } from "./path-ranges";

/** SQL as lines. A line may hold a literal with line breaks, so text is indented only by whole lines. */
export type Lines = readonly string[];

/** A text and its plan, which travel together: nothing reads the plan out of the text again. */
export type Statement = {
  readonly sql: string;
  readonly plan: PartitionPlan;
};

/** A statement with the log files that it skips; `paths` is null where it reads all of them. */
export type PlannedStatement = Statement & { readonly paths: PathPlan | null };

/** A query that cannot run, with the reason and the way out. */
export type Refusal = { readonly refused: string };

/** Athena accepts statements of at most this many bytes, UTF-8. */
export const MAX_STATEMENT_BYTES = 262_144;

/**
 * Most tables in one statement. Trino refuses a statement of more than 150 stages
 * (`query.max-stage-count`), and each table of a union is one; on Trino 476, 145 tables ran and
 * 155 did not.
 */
const MAX_TABLES = 145;

/** Why a table without time partitions is never queried. */
export function noTime(table: string): string {
  return `The table ${table} has no time partition, so every query would read all of it. Create a table that is partitioned by date.`;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * Puts a statement together.
 * @param tables how many tables it reads
 * @param tableBytes the part of its text that names them and their partitions, bytes
 * @returns a refusal where Athena would not run it: too many tables, or too long a text
 */
export function toStatement(
  lines: Lines,
  planned: Pick<PlannedStatement, "plan" | "paths">,
  { tables, tableBytes }: { readonly tables: number; readonly tableBytes: number },
): PlannedStatement | Refusal {
  if (tables > MAX_TABLES) {
    return {
      refused: `These ${tables} accounts have a table each, and one query can read at most ${MAX_TABLES}. Choose at most ${MAX_TABLES} accounts.`,
    };
  }
  const sql = lines.join("\n");
  const bytes = bytesOf(sql);
  if (bytes <= MAX_STATEMENT_BYTES) return { sql, plan: planned.plan, paths: planned.paths };
  const most = Math.floor((MAX_STATEMENT_BYTES - (bytes - tableBytes)) / (tableBytes / tables));
  const wayOut =
    tables > 1 && most > 0
      ? `Choose at most ${most} of the ${tables} accounts.`
      : "Remove some of its filters or of their values, or choose fewer accounts.";
  return { refused: `The query is longer than the 256 KiB that Athena accepts. ${wayOut}` };
}

/** The length of lines in a statement, bytes. */
export function linesBytes(lines: Lines): number {
  return bytesOf(lines.join("\n"));
}

const indent = (lines: Lines): Lines => lines.map((line) => `  ${line}`);

const listed = (columns: Lines): Lines =>
  columns.map((column, index) => `  ${column}${index < columns.length - 1 ? "," : ""}`);

/** A select, one expression a line. */
export function selectFrom(columns: Lines, from: Lines): Lines {
  return ["select", ...listed(columns), ...from];
}

/** Lines as the table of a `from`. */
export function nested(lines: Lines): Lines {
  return ["from (", ...indent(lines), ")"];
}

/** Conditions, of one or more lines each, as a `where`; no lines where there are none. */
export function whereLines(conditions: readonly Lines[]): Lines {
  return conditions
    .filter(({ length }) => length > 0)
    .flatMap(([first = "", ...more], index) => [
      `${index === 0 ? "where" : "  and"} ${first}`,
      ...indent(more),
    ]);
}
