/** From the end of an execution to its result: columns, first page, number of rows. */
import { backoffMs, sleep } from "@/lib/engine/athena/aws/pace";
import type { Execution } from "@/lib/engine/athena/runs/execution";
import { elapsedMs, endFailed, type ResultHead, type Run } from "@/lib/engine/athena/runs/run";
import type { Results } from "./results";

/** How often a result is requested while AWS does not answer, up to 5 s apart. */
const MAX_TRIES = 60;

/** Athena's own count of rows comes some time after the end, or not at all. */
const COUNT_WAITS_MS = [0, 400, 1_000];

async function countRows(
  results: Results,
  execution: Execution,
  head: ResultHead,
): Promise<number> {
  if (head.nextCursor === null) return head.rows.length;
  for (const waitMs of COUNT_WAITS_MS) {
    await sleep(waitMs);
    const rowCount = await results.count(execution);
    if (rowCount !== null && rowCount >= head.rows.length) return rowCount;
  }
  let count = 0;
  for await (const rows of allRows(results, execution, head)) count += rows.length;
  return count;
}

/** Reads the result of a succeeded run, and ends the run as done, or as failed where it is unreadable. */
export async function finish(results: Results, run: Run, execution: Execution): Promise<void> {
  for (let tries = 1; !run.end; tries += 1) {
    const answer = await results.head(execution);
    if (answer.ok) {
      const head = answer.value;
      const rowCount = await countRows(results, execution, head);
      run.columns = head.columns;
      run.head = head;
      run.note = null;
      run.end = {
        state: "done",
        sql: run.sql,
        elapsedMs: elapsedMs(run),
        rowCount,
        scannedBytes: execution.scannedBytes,
        reused: execution.reused,
        columns: head.columns.map(({ name }) => name),
      };
      return;
    }
    const { kind, message } = answer.trouble;
    run.note = `the result cannot be read for now: ${message}`;
    if (kind === "refused" || tries === MAX_TRIES) return endFailed(run, message);
    await sleep(backoffMs(tries, 200, 5_000));
  }
}

const FILE_TRIES = 3;

/**
 * All rows of a run in their order: from the result's file where it can be read, some 40 times as
 * fast as page after page. Throws where the rows cannot be read any more.
 */
export async function* allRows(
  results: Results,
  execution: Execution,
  head: ResultHead,
): AsyncGenerator<ResultHead["rows"]> {
  if (head.nextCursor === null) {
    yield head.rows;
    return;
  }
  let given = 0;
  /** Those of the rows, which begin `at` rows after the first, that were not given yet. */
  const fresh = (rows: ResultHead["rows"], at: number) => rows.slice(Math.max(0, given - at));
  for (let tries = 0; tries < FILE_TRIES; tries += 1) {
    const file = results.file(execution, head.columns);
    if (!file) break;
    let at = 0;
    try {
      for await (const rows of file) {
        const news = fresh(rows, at);
        at += rows.length;
        given += news.length;
        if (news.length > 0) yield news;
      }
      return;
    } catch (error) {
      // No permission to read the file, or no file: pages are read instead. A broken transfer is repeated.
      if (/AccessDenied|Forbidden|NoSuch|NotFound/.test(error instanceof Error ? error.name : ""))
        break;
    }
  }
  let at = 0;
  for (let page: Pick<ResultHead, "rows" | "nextCursor"> = head; ; ) {
    const news = fresh(page.rows, at);
    at += page.rows.length;
    given += news.length;
    if (news.length > 0) yield news;
    if (page.nextCursor === null) return;
    const next = await results.page(execution, head.columns, page.nextCursor);
    if (!next.ok) throw new Error(next.trouble.message);
    page = next.value;
  }
}
