/** Reads results: a page through the API, all rows from the result's file on S3. */
import {
  type ColumnInfo,
  GetQueryResultsCommand,
  type GetQueryResultsOutput,
  GetQueryRuntimeStatisticsCommand,
} from "@aws-sdk/client-athena";
import type { Row, RowPage } from "@/lib/api/run";
import { type Answer, type Clients, insist } from "@/lib/engine/athena/aws/clients";
import { backoffMs, type Pace, sleep } from "@/lib/engine/athena/aws/pace";
import type { Execution } from "@/lib/engine/athena/runs/execution";
import { type Column, cellOf, type ResultHead } from "@/lib/engine/athena/runs/run";
import { objectOf, readResultFile } from "./result-file";

/** The most that GetQueryResults gives at once; the row of column names counts. */
const PAGE_ROWS = 1_000;
const PATIENCE_MS = 20_000;
const COUNT_PATIENCE_MS = 2_000;
const HEAD_TRIES = 3;

/** A response without columns or rows: a network can cut it down to that. It is not an empty result. */
const UNREADABLE: Answer<never> = {
  ok: false,
  trouble: {
    kind: "refused",
    message: "Athena's answer has no columns or no rows, so the result cannot be read. Try again.",
    isDenied: false,
  },
};

/** The columns of a response; null where it has none. Every SELECT has some. */
function infoOf({ ResultSet: results }: GetQueryResultsOutput): readonly ColumnInfo[] | null {
  const info = results?.ResultSetMetadata?.ColumnInfo ?? [];
  return info.length > 0 ? info : null;
}

const rowsOf = (output: GetQueryResultsOutput, columns: readonly Column[]): readonly Row[] =>
  (output.ResultSet?.Rows ?? []).map(({ Data: data = [] }) =>
    columns.map(({ type }, index) => cellOf(data[index]?.VarCharValue, type)),
  );

/** The columns and rows of a first page, without the row of column names that a SELECT begins with. */
function headOf(
  output: GetQueryResultsOutput,
  info: readonly ColumnInfo[],
  statement: string | null,
): ResultHead {
  const columns = info.map(({ Label: label, Name: name, Type: type }) => ({
    name: label ?? name ?? "",
    type: type ?? "",
  }));
  const names = output.ResultSet?.Rows?.[0]?.Data?.map(({ VarCharValue }) => VarCharValue);
  const beginsWithNames = columns.every(({ name }, index) => names?.[index] === name);
  const isSelect = statement === null || statement === "DML";
  const rows = rowsOf(output, columns);
  return {
    columns,
    rows: isSelect && beginsWithNames ? rows.slice(1) : rows,
    nextCursor: output.NextToken ?? null,
  };
}

export class Results {
  private readonly context: { readonly region: string; readonly workgroup: string };

  /** @param isManaged whether Athena keeps results itself, where no file can be read */
  constructor(
    private readonly clients: Clients,
    private readonly pace: Pace,
    { region, workgroup }: { readonly region: string; readonly workgroup: string },
    private readonly isManaged: boolean,
  ) {
    this.context = { region, workgroup };
  }

  /** Columns and the first page of a run that has succeeded. */
  async head(execution: Execution): Promise<Answer<ResultHead>> {
    let answer = await this.read(execution, null);
    // The query is paid for, so its result is worth another try.
    for (let tries = 1; answer.ok && !infoOf(answer.value) && tries < HEAD_TRIES; tries += 1) {
      await sleep(backoffMs(tries, 200, 1_000));
      answer = await this.read(execution, null);
    }
    if (!answer.ok) return answer;
    const info = infoOf(answer.value);
    return info ? { ok: true, value: headOf(answer.value, info, execution.statement) } : UNREADABLE;
  }

  async page(
    execution: Execution,
    columns: readonly Column[],
    cursor: string,
  ): Promise<Answer<RowPage>> {
    const answer = await this.read(execution, cursor);
    if (!answer.ok) return answer;
    if (answer.value.ResultSet?.Rows === undefined) return UNREADABLE;
    const rows = rowsOf(answer.value, columns);
    return { ok: true, value: { rows, nextCursor: answer.value.NextToken ?? null } };
  }

  /** The number of rows by Athena's own count; null where it has none (yet). */
  async count(execution: Execution): Promise<number | null> {
    const command = new GetQueryRuntimeStatisticsCommand({ QueryExecutionId: execution.id });
    const answer = await insist(
      this.pace,
      { action: "athena:GetQueryRuntimeStatistics", ...this.context },
      () => this.clients.reads.send(command),
      COUNT_PATIENCE_MS,
    );
    return answer.ok ? (answer.value.QueryRuntimeStatistics?.Rows?.OutputRows ?? null) : null;
  }

  /** All rows from the result's file, see `readResultFile`; null where there is no file to read. */
  file(execution: Execution, columns: readonly Column[]): AsyncGenerator<readonly Row[]> | null {
    const object = this.isManaged ? null : objectOf(execution.outputLocation);
    if (!object?.Key.endsWith(".csv")) return null;
    return readResultFile(this.clients.s3, object, columns);
  }

  private async read(
    execution: Execution,
    cursor: string | null,
  ): Promise<Answer<GetQueryResultsOutput>> {
    const command = new GetQueryResultsCommand({
      QueryExecutionId: execution.id,
      MaxResults: PAGE_ROWS,
      ...(cursor === null ? {} : { NextToken: cursor }),
    });
    const context = { action: "athena:GetQueryResults", ...this.context };
    return insist(this.pace, context, () => this.clients.reads.send(command), PATIENCE_MS);
  }
}
