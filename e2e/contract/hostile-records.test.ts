/** 2,000 records (200 in a usual run) with hostile text in every field: import, table, record, CSV, terminal. */
import { readdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { cellContent } from "@/components/cell/cell-content";
import { readJson } from "@/components/record/json-tree";
import { summariseRecord } from "@/components/record/record-summary";
import { LogText } from "@/components/ui/log-text";
import { triesOf } from "@/lib/full-run.fixture";
import { hostile } from "@/lib/hostile-text.fixture";
import { ask, event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { readRecord } from "@/lib/lake/record/record";
import { INVISIBLE } from "@/lib/text/visible-text";
import { runCommand } from "./run-command.fixture";

const RECORDS = triesOf(2_000);
const A_FILE = 10;

/** Mostly hostile; some fields are fine in some records, so that each is hostile beside fine ones. */
const or = (fine: string) => fc.oneof({ weight: 3, arbitrary: hostile }, fc.constant(fine));

const fields = fc.sample(
  fc.record({
    eventSource: or("s3.amazonaws.com"),
    eventName: or("GetObject"),
    awsRegion: or("us-east-1"),
    recipientAccountId: or("111122223333"),
    sourceIPAddress: or("198.51.100.7"),
    userAgent: hostile,
    errorCode: hostile,
    errorMessage: hostile,
    userIdentity: fc.record({
      type: or("IAMUser"),
      userName: hostile,
      principalId: hostile,
      arn: hostile,
      accessKeyId: or("AKIAIOSFODNN7EXAMPLE"),
    }),
    requestParameters: fc.dictionary(hostile, hostile, { maxKeys: 2 }),
    responseElements: fc.record({
      bucketName: hostile,
      nested: fc.array(hostile, { maxLength: 2 }),
    }),
  }),
  { seed: 20, numRuns: RECORDS },
);
const records = fields.map((each, n) => event(n, each));

const numberOf = (id: unknown): number => Number(String(id).slice(-12));

let lake: string;
let outside: string;
beforeAll(async () => {
  const from = newFolder();
  outside = newFolder();
  lake = path.join(outside, "lake");
  for (let n = 0; n < RECORDS; n += A_FILE)
    put(from, `${n}.json.gz`, log(...records.slice(n, n + A_FILE)));
  const report = await imported(from, lake);
  expect(report).toMatchObject({ events: RECORDS, skippedTotal: 0, warnings: [] });
});

const WINDOW = ["--from", "2025-06-01T00:00:00Z", "--to", "2025-06-02T00:00:00Z"];
const COLUMNS = ["--columns", "actor,resource,username,errormessage"];

async function printed(format: string): Promise<string> {
  process.env.TRAILBOOK_DATA = lake;
  delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
  const command = ["general-purpose/search", ...WINDOW, ...COLUMNS, "--format", format];
  const { result, written } = await runCommand(command);
  if (!result.ok) throw new Error(result.failure.message);
  return written;
}

describe(`${RECORDS} hostile records`, () => {
  it("are all in the lake, and no file is outside of it", async () => {
    expect(readdirSync(outside)).toEqual(["lake"]);
    expect(await ask(lake, "select count(distinct eventid)::integer from {lake}")).toEqual([
      [RECORDS],
    ]);
  });

  it("are found unchanged, and no cell of the table hides or reorders anything", async () => {
    const rows: Record<string, string | null>[] = JSON.parse(await printed("json"));
    expect(rows).toHaveLength(RECORDS);
    for (const row of rows) {
      expect(row.useragent).toBe(fields[numberOf(row.eventid)]?.userAgent);
      for (const [column, cell] of Object.entries(row)) {
        const { text, title } = cellContent(column, cell);
        expect(title).not.toMatch(INVISIBLE);
        expect(renderToStaticMarkup(createElement(LogText, { text }))).not.toMatch(INVISIBLE);
      }
    }
  });

  it("print as lines of visible text, and as CSV without formulas", async () => {
    for (const format of ["table", "json", "jsonl", "csv"]) {
      const text = await printed(format);
      expect(text.replaceAll(/\r?\n/g, ""), format).not.toMatch(INVISIBLE);
      if (format === "table") expect(text.trimEnd().split("\n")).toHaveLength(RECORDS + 2);
      if (format === "csv") expect(text).not.toMatch(/(?:^|[,;\n])"?[=+\-@]/);
    }
  });

  it("open as records, letter by letter", async () => {
    const files = await ask(lake, "select eventid, sourcefile from {lake}");
    for (const [id, file] of files) {
      const text = await readRecord(String(file), String(id));
      if (!text.ok) throw new Error(text.failure.message);
      const whole = records[numberOf(id)];
      expect(JSON.parse(text.value)).toEqual(JSON.parse(JSON.stringify(whole)));
      const node = readJson(text.value);
      if (node) summariseRecord(node);
      expect(node).not.toBeNull();
    }
  });
});
