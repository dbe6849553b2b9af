/** The hits of more Sigma rules than one statement holds: a query after the other, and their rows in one order. */
import type { Row } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { doneColumns } from "@/lib/engine/answer-rows";
import { fail, type Result, succeed } from "@/lib/result";
import { chooseColumns } from "@/lib/runs/download";
import { estimateParts, type HitsRequest, startHits } from "@/lib/runs/hits";
import { scanPriceText } from "@/lib/text/estimate-text";
import { formatBytes, formatCounted } from "@/lib/text/format";
import { endedWithoutRows, skippedOf } from "@/lib/text/read-files";
import { HIT_COLUMNS, type HitsKind } from "@/queries/sigma/compile-hits";
import { SEVERITIES } from "@/queries/watchlist/rule";
import type { Format } from "./commands";
import { emptySentence } from "./empty-sentence";
import type { OnInterrupt } from "./interrupt";
import { writeRows } from "./output";
import { type Started, startBy } from "./start-run";
import { say } from "./terminal";

type Output = { readonly columns: readonly string[]; readonly format: Format };

/** The order of texts in SQL, where NULL is last. */
function compareTexts(one: Row[number], other: Row[number]): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}

/** The order of a statement's rows. */
function orderOf(kind: HitsKind): (one: Row, other: Row) => number {
  const at = (row: Row, column: string) => row[HIT_COLUMNS[kind].indexOf(column)] ?? null;
  const byText = (column: string) => (one: Row, other: Row) =>
    compareTexts(at(one, column), at(other, column));
  const ranks = SEVERITIES.map(String);
  const severity = (row: Row) => ranks.indexOf(String(at(row, "severity")));
  const orders =
    kind === "hits"
      ? [
          (one: Row, other: Row) => severity(one) - severity(other),
          (one: Row, other: Row) => Number(at(other, "total")) - Number(at(one, "total")),
          byText("rule"),
        ]
      : [byText("eventtime"), byText("eventid"), byText("rule")];
  return (one, other) => orders.reduce((sign, order) => sign || order(one, other), 0);
}

async function* rowsOf(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const rows of pages) yield* rows;
}

/** Sorted rows of several runs as one sorted run of rows: one row of each is in memory. */
async function* merged(
  kind: HitsKind,
  runs: readonly AsyncIterable<readonly Row[]>[],
): AsyncGenerator<readonly Row[]> {
  const order = orderOf(kind);
  const heads: { row: Row; readonly rest: AsyncGenerator<Row> }[] = [];
  for (const pages of runs) {
    const rest = rowsOf(pages);
    const first = await rest.next();
    if (!first.done) heads.push({ row: first.value, rest });
  }
  while (heads.length > 0) {
    const least = heads.reduce((best, head) => (order(head.row, best.row) < 0 ? head : best));
    yield [least.row];
    const next = await least.rest.next();
    if (next.done) heads.splice(heads.indexOf(least), 1);
    else least.row = next.value;
  }
}

/** What all queries scan together has one price, and one confirmation. */
async function confirmation(
  backend: Backend,
  parts: readonly HitsRequest[],
): Promise<Result<{ readonly isConfirmed: boolean }>> {
  const [first] = parts;
  if (!first || first.confirmed) return succeed({ isConfirmed: first?.confirmed ?? false });
  const cost = await estimateParts(backend, parts);
  if (!cost.ok) return cost;
  const reads = cost.value.kind === "scan" ? cost.value.estimate.reads : null;
  // Where the size is not known, each query is refused for that by itself.
  if (reads === null) return succeed({ isConfirmed: false });
  const { askAboveBytes } = backend.config;
  const { bytes } = reads;
  if (bytes <= askAboveBytes) return succeed({ isConfirmed: false });
  return fail(
    "over-limit",
    `The rules need ${parts.length} queries, which would scan ${formatBytes(bytes)} in all (${scanPriceText(bytes, backend.dollarsPerTb)}); the limit is ${formatBytes(askAboveBytes)}. Use --yes to run them.`,
  );
}

/** Runs the parts one after the other, and writes their rows as those of one query. */
export async function runParts(
  backend: Backend,
  parts: readonly HitsRequest[],
  { columns, format }: Output,
  onInterrupt: OnInterrupt,
): Promise<Result<void>> {
  const { engine, close } = backend;
  let running: string | null = null;
  onInterrupt(async () => {
    await close();
    if (running !== null) await engine.cancel(running, "person");
  });
  const confirmed = await confirmation(backend, parts);
  if (!confirmed.ok) return confirmed;
  const done: Started[] = [];
  let names: readonly string[] = [];
  for (const [index, part] of parts.entries()) {
    say(`Query ${index + 1} of ${parts.length}: ${formatCounted(part.rules.length, "rule")}.`);
    const started = await startBy(() => startHits(backend, part));
    if (!started.ok) return started;
    running = started.value.runId;
    const found = await doneColumns(engine, running);
    if (!found.ok) return found;
    names = found.value;
    done.push(started.value);
  }
  const rows = merged(
    parts[0]?.kind ?? "hits",
    done.map(({ runId }) => engine.allRows(runId)),
  );
  await writeRows(format, columns, chooseColumns(names, rows, columns).pages);
  const states = await engine.states(done.map(({ runId }) => runId));
  const [first] = done;
  const state = first ? states.get(first.runId) : undefined;
  if (!first || !state) return succeed(undefined);
  const isEmpty = done.every(({ runId }) => endedWithoutRows(states.get(runId) ?? null));
  for (const sentence of isEmpty
    ? [emptySentence(first.estimate, state)]
    : skippedOf(first.estimate))
    say(sentence);
  return succeed(undefined);
}
