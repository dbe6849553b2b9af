/** Reads answers: a page for the screen through the API, all rows from the result's file on S3. */
import {
  type ColumnInfo,
  GetQueryResultsCommand,
  type GetQueryResultsOutput,
  GetQueryRuntimeStatisticsCommand,
} from "@aws-sdk/client-athena";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Row, RowPage } from "@/lib/api/run";
import { type Answer, type Clients, insist } from "@/lib/engine/athena/aws/clients";
import { backoffMs, type Pace, sleep } from "@/lib/engine/athena/aws/pace";
import type { Execution } from "@/lib/engine/athena/runs/execution";
import { type Column, cellOf, type ResultHead } from "@/lib/engine/athena/runs/run";
import { type CsvRecord, createCsvReader } from "./result-csv";

/** The most that GetQueryResults gives at once; the row of column names counts. */
const PAGE_ROWS = 1_000;

const PATIENCE_MS = 20_000;

const HEAD_TRIES = 3;

/** What an answer says of its columns; null where it says nothing. Every SELECT has some. */
function infoOf({ ResultSet: results }: GetQueryResultsOutput): readonly ColumnInfo[] | null {
  const info = results?.ResultSetMetadata?.ColumnInfo ?? [];
  return info.length > 0 ? info : null;
}

/** An answer that says nothing is not an answer without rows: a network can cut it down to that. */
const UNREADABLE: Answer<never> = {
  ok: false,
  trouble: {
    kind: "refused",
    message:
      "Athena's answer holds no columns or no rows, so the result cannot be read: try again.",
    isDenied: false,
  },
};

export type Results = {
  /** Columns and the first page of a run that has succeeded. */
  readonly head: (execution: Execution) => Promise<Answer<ResultHead>>;
  readonly page: (
    execution: Execution,
    columns: readonly Column[],
    cursor: string,
  ) => Promise<Answer<RowPage>>;
  /** Rows that the run gave, by Athena's own count; null where it has none (yet). */
  readonly countTold: (execution: Execution) => Promise<number | null>;
  /**
   * All rows from the file. Null where there is no file to read. Throws what S3 throws, and where
   * the file is not what it should be.
   */
  readonly file: (
    execution: Execution,
    columns: readonly Column[],
  ) => AsyncGenerator<readonly Row[]> | null;
};

/** The bucket and key of `s3://bucket/key`; null for anything else. */
export function objectOf(location: string | null): { Bucket: string; Key: string } | null {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location ?? "") ?? [];
  return Bucket !== undefined && Key !== undefined ? { Bucket, Key } : null;
}

async function* rowsOfFile(
  chunks: AsyncIterable<Uint8Array>,
  length: number | null,
  columns: readonly Column[],
): AsyncGenerator<readonly Row[]> {
  const reader = createCsvReader();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let isHeader = true;
  let bytes = 0;
  const rowsIn = (records: readonly CsvRecord[]): readonly Row[] => {
    const [first, ...others] = records;
    if (!first) return [];
    if (isHeader && first.some((name, index) => name !== columns[index]?.name)) {
      throw new Error("The result's file has other columns than the result.");
    }
    const values = isHeader ? others : records;
    isHeader = false;
    return values.map((record) => {
      if (record.length !== columns.length) throw new Error("The result's file is damaged.");
      return record.map((text, index) => cellOf(text, columns[index]?.type ?? ""));
    });
  };
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    const rows = rowsIn(reader.push(decoder.decode(chunk, { stream: true })));
    if (rows.length > 0) yield rows;
  }
  if (length !== null && bytes !== length) throw new Error("The result's file was cut off.");
  const last = rowsIn([...reader.push(decoder.decode()), ...reader.end()]);
  if (last.length > 0) yield last;
}

/** Opens the reading of answers. */
export function createResults(
  clients: Clients,
  pace: Pace,
  place: { readonly region: string; readonly workgroup: string },
  keepsResults: boolean,
): Results {
  const read = async (execution: Execution, cursor: string | null) => {
    const command = new GetQueryResultsCommand({
      QueryExecutionId: execution.id,
      MaxResults: PAGE_ROWS,
      ...(cursor === null ? {} : { NextToken: cursor }),
    });
    const context = { action: "athena:GetQueryResults", ...place };
    return insist(pace, context, () => clients.reads.send(command), PATIENCE_MS);
  };
  type Told = Extract<Awaited<ReturnType<typeof read>>, { ok: true }>["value"];
  const rowsOf = (told: Told, columns: readonly Column[]): readonly Row[] =>
    (told.ResultSet?.Rows ?? []).map(({ Data: data = [] }) =>
      columns.map(({ type }, index) => cellOf(data[index]?.VarCharValue, type)),
    );

  return {
    async head(execution) {
      let answer = await read(execution, null);
      // The query is paid for, so its result is worth a second look.
      for (let tries = 1; answer.ok && !infoOf(answer.value) && tries < HEAD_TRIES; tries += 1) {
        await sleep(backoffMs(tries, 200, 1_000));
        answer = await read(execution, null);
      }
      if (!answer.ok) return answer;
      const info = infoOf(answer.value);
      if (!info) return UNREADABLE;
      const columns = info.map(({ Label: label, Name: name, Type: type }) => ({
        name: label ?? name ?? "",
        type: type ?? "",
      }));
      const names = answer.value.ResultSet?.Rows?.[0]?.Data?.map(
        ({ VarCharValue }) => VarCharValue,
      );
      const beginsWithNames = columns.every(({ name }, index) => names?.[index] === name);
      const isSelect =
        execution.statement === null ? beginsWithNames : execution.statement === "DML";
      const rows = rowsOf(answer.value, columns);
      return {
        ok: true,
        value: {
          columns,
          rows: isSelect && beginsWithNames ? rows.slice(1) : rows,
          nextCursor: answer.value.NextToken ?? null,
        },
      };
    },

    async page(execution, columns, cursor) {
      const answer = await read(execution, cursor);
      if (!answer.ok) return answer;
      if (answer.value.ResultSet?.Rows === undefined) return UNREADABLE;
      const rows = rowsOf(answer.value, columns);
      return { ok: true, value: { rows, nextCursor: answer.value.NextToken ?? null } };
    },

    async countTold(execution) {
      const command = new GetQueryRuntimeStatisticsCommand({ QueryExecutionId: execution.id });
      const context = { action: "athena:GetQueryRuntimeStatistics", ...place };
      const answer = await insist(pace, context, () => clients.reads.send(command), 2_000);
      return answer.ok ? (answer.value.QueryRuntimeStatistics?.Rows?.OutputRows ?? null) : null;
    },

    file(execution, columns) {
      const object = keepsResults ? null : objectOf(execution.outputLocation);
      if (!object || !/\.csv$/.test(object.Key)) return null;
      return (async function* () {
        const stop = new AbortController();
        try {
          const { Body: body, ContentLength: length } = await clients.s3.send(
            new GetObjectCommand(object),
            { abortSignal: stop.signal },
          );
          if (!body) throw new Error("The result's file is empty.");
          const chunks = body.transformToWebStream();
          yield* rowsOfFile(chunksOf(chunks), length ?? null, columns);
        } finally {
          // Whoever stops reading stops the transfer.
          stop.abort();
        }
      })();
    },
  };
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
