/** The tables that hold the rows of runs, in a separate schema, and how pages are read from them. */
import { type DuckDBConnection, type DuckDBType, DuckDBTypeId, VARCHAR } from "@duckdb/node-api";
import type { Cell, Row, RowPage } from "@/lib/api/run";
import { identifier } from "@/queries/literal";
import { SLICE_TABLE } from "@/queries/slices";
import { appendRows } from "./append-rows";
import type { StoredRun } from "./run";
import { RESULT_SCHEMA } from "./session";
import { withTable } from "./with-table";

/** The first page is more than a screen shows and arrives soon; the others are few and large. */
const FIRST_PAGE_ROWS = 100;
const PAGE_ROWS = 5_000;
const EVENT_ID = "eventid";

const tableOf = ({ id }: StoredRun): string => `${RESULT_SCHEMA}.${identifier(id)}`;

/** A statement over the rows of a run, which it reads as the table of a slice. */
export function overSlice(slice: StoredRun, sql: string): string {
  return withTable(SLICE_TABLE, `from ${tableOf(slice)}`, sql);
}

/**
 * The columns as they are read back. The driver removes a byte order mark at the start of a text,
 * so each text is read behind another character.
 */
function selectionOf(columns: readonly string[], typeOf: (index: number) => DuckDBType): string {
  return columns
    .map((column, index) => {
      const name = identifier(column);
      return typeOf(index).typeId === DuckDBTypeId.VARCHAR ? `'|' || ${name}` : name;
    })
    .join(", ");
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value.slice(1) : Number(value);
}

export class ResultTables {
  private dropping: Promise<unknown> = Promise.resolve();

  constructor(private readonly main: DuckDBConnection) {}

  /** Makes the rows of a run readable as the table of a slice, on a connection. */
  async showAsSlice(run: StoredRun, connection: DuckDBConnection): Promise<void> {
    await connection.run(
      `create or replace temp view ${SLICE_TABLE} as select * from ${tableOf(run)}`,
    );
  }

  /**
   * Fills a run's table with the rows of a statement, and notes its columns and their number. The
   * rows of a listing are only counted.
   */
  async fill(run: StoredRun, connection: DuckDBConnection, sql: string): Promise<void> {
    // A run that is started again may still have its former table.
    await this.dropping;
    run.from = run.isListing ? `(${sql})` : tableOf(run);
    const counted = await connection.runAndReadAll(
      run.isListing
        ? `select count(*) from ${run.from}`
        : `create or replace table ${run.from} as ${sql}`,
    );
    if (run.stoppedBy) throw new Error("Interrupted after its last row.");
    const described = await connection.runAndReadAll(`select * from ${run.from} limit 0`);
    run.columns = described.columnNames();
    run.selection = selectionOf(run.columns, (index) => described.columnType(index));
    run.rowCount = Number(counted.getRows()[0]?.[0] ?? 0);
  }

  /** Fills a run's table with rows from elsewhere. Their values become text. */
  async adopt(
    run: StoredRun,
    columns: readonly string[],
    pages: AsyncIterable<readonly Row[]>,
  ): Promise<void> {
    await this.dropping;
    const types = columns.map((column) => `${identifier(column)} varchar`).join(", ");
    run.from = tableOf(run);
    await this.main.run(`create or replace table ${run.from} (${types})`);
    run.rowCount = await appendRows(this.main, RESULT_SCHEMA, run.id, columns.length, pages);
    run.columns = columns;
    run.selection = selectionOf(columns, () => VARCHAR);
    run.holdsEachOnce = columns.includes(EVENT_ID) && (await this.hasDistinctIds(run));
  }

  /** False where an event has no id: it may be the same as another one. */
  private async hasDistinctIds(run: StoredRun): Promise<boolean> {
    const ids = await this.main.runAndReadAll(
      `select count(distinct ${EVENT_ID}) from ${run.from}`,
    );
    return Number(ids.getRows()[0]?.[0]) === run.rowCount;
  }

  /** The page of a run's rows that starts at this row. */
  async page(run: StoredRun, start: number): Promise<RowPage> {
    const end = start + (start === 0 ? FIRST_PAGE_ROWS : PAGE_ROWS);
    // DuckDB gives the rows of a table in their order, without a sort.
    const range = run.isListing
      ? `limit ${end - start} offset ${start}`
      : `where rowid >= ${start} and rowid < ${end} order by rowid`;
    const reader = await this.main.runAndReadAll(
      `select ${run.selection} from ${run.from} ${range}`,
    );
    return {
      rows: reader.getRows().map((row) => row.map(cellOf)),
      nextCursor: end < run.rowCount ? String(end) : null,
    };
  }

  async drop(run: StoredRun): Promise<void> {
    if (run.isListing) return;
    this.dropping = this.main.run(`drop table if exists ${tableOf(run)}`);
    await this.dropping;
  }
}
