/** The time of an import compared with DuckDB's bare COPY of the same files, and its memory. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Finished, runScript } from "./child";
import { demoLogs, HOME, importInto, lakeFolder, sizeName } from "./data";
import { type Row, row } from "./report";
import { alternate, median, spread } from "./statistics";

const TIME_BAR = 1.25;
const MEMORY_BAR = 2 * 1024 ** 3;
/** Ten million events take minutes, which averages out other load. */
const repetitions = (events: number): number => (events < 5_000_000 ? 3 : 1);

/** Reads every file once, so that neither side finds the disk colder; the largest one's decompressed bytes. */
function warm(logs: string): number {
  const root = join(logs, "AWSLogs");
  let largest = 0;
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".gz")) continue;
    const packed = readFileSync(join(root, name));
    largest = Math.max(largest, packed.readUInt32LE(packed.length - 4));
  }
  return largest;
}

/** The rows of one size. The lake of the last repetition is kept for the benchmarks that read it. */
export async function importRows(events: number): Promise<readonly Row[]> {
  const logs = await demoLogs(events);
  const objectBytes = warm(logs);
  const copy = join(HOME, "bare-copy.parquet");
  const imports: Finished[] = [];
  const copies: Finished[] = [];
  const pairs = await alternate(
    repetitions(events),
    async () => {
      const finished = await importInto(lakeFolder(events), logs);
      imports.push(finished);
      return finished.ms;
    },
    async () => {
      const words = [logs, copy, String(objectBytes)];
      const finished = await runScript("e2e/bench/bare-copy.ts", words);
      rmSync(copy);
      copies.push(finished);
      return finished.ms;
    },
  );
  const report: { events: number; duplicates: number } = JSON.parse(imports.at(-1)?.stdout ?? "{}");
  const size = sizeName(events);
  const copyPeak = Math.max(...copies.map(({ peakBytes }) => peakBytes));
  return [
    row({
      id: `import-time-${size}`,
      unit: "ms",
      value: median(pairs.subject),
      reference: median(pairs.reference),
      bar: TIME_BAR,
      // The reference has to read the same files.
      holds: copies.every(({ stdout }) => Number(stdout) === report.events + report.duplicates),
      note: `${spread(pairs)}; ${report.events} events, ${report.duplicates} of them delivered twice`,
    }),
    row({
      id: `import-memory-${size}`,
      unit: "bytes",
      value: Math.max(...imports.map(({ peakBytes }) => peakBytes)),
      bar: MEMORY_BAR,
      note: `the most of ${imports.length} imports; the bare COPY held ${copyPeak} bytes`,
    }),
  ];
}
