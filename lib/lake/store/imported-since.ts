/** Which days an import has added events to. */
import { fail, type Result, succeed } from "@/lib/result";
import type { BatchEntry } from "./batch-entry";
import { journalled, readEntry } from "./journal";
import { readManifest } from "./manifest";

const DAY = /year=(\d{4})\/month=(\d{2})\/day=(\d{2})/;

const daysOf = ({ parquet }: BatchEntry): readonly string[] =>
  parquet.flatMap(({ path }) => {
    const [, year, month, day] = DAY.exec(path) ?? [];
    return day === undefined ? [] : [`${year}-${month}-${day}`];
  });

/**
 * The last batch of a lake, and the UTC days of the events that later batches than `batch` added.
 * All days where the lake has fewer batches: then it was made again.
 * @param batch null for no days
 */
export function importedSince(
  lake: string,
  batch: number | null,
): Result<{ readonly batch: number; readonly days: readonly string[] }> {
  const manifest = readManifest(lake);
  if (!manifest.ok) return manifest;
  if (manifest.value === null)
    return fail("lake-missing", `There is no lake at ${lake}; import some logs first.`);
  const last = manifest.value.batch;
  if (batch === null) return succeed({ batch: last, days: [] });
  const from = batch > last ? 0 : batch;
  const added = journalled(lake).filter((each) => each > from && each <= last);
  const days = new Set(added.flatMap((each) => daysOf(readEntry(lake, each))));
  return succeed({ batch: last, days: [...days].sort() });
}
