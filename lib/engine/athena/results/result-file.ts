/** Reads a result's rows from its CSV file on S3. */
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Row } from "@/lib/api/run";
import { type Column, cellOf } from "@/lib/engine/athena/runs/run";
import { type CsvRecord, createCsvReader } from "./result-csv";

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

/**
 * All rows of the result file `object`. Throws what S3 throws, and where the file is damaged or has
 * other columns. A reader that stops early stops the transfer.
 */
export async function* readResultFile(
  s3: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  columns: readonly Column[],
): AsyncGenerator<readonly Row[]> {
  const transfer = new AbortController();
  try {
    const { Body: body, ContentLength: length } = await s3.send(new GetObjectCommand(object), {
      abortSignal: transfer.signal,
    });
    if (!body) throw new Error("The result's file is empty.");
    yield* rowsOfFile(chunksOf(body.transformToWebStream()), length ?? null, columns);
  } finally {
    transfer.abort();
  }
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
