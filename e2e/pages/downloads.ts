/** Exports: downloaded files and copied text. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import * as z from "zod";
import type { Workbench } from "./workbench";

/** The text of the file behind a link of the answer. */
async function download(workbench: Workbench, format: "CSV" | "JSON"): Promise<string> {
  const started = workbench.page.waitForEvent("download");
  await workbench.answer.getByRole("link", { name: format, exact: true }).click();
  return readFileSync(await (await started).path(), "utf8");
}

const answer = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])));

export async function downloadJson(workbench: Workbench): Promise<z.infer<typeof answer>> {
  return answer.parse(JSON.parse(await download(workbench, "JSON")));
}

/** The lines of the CSV file, the column names first. */
export async function downloadCsv(workbench: Workbench): Promise<readonly (readonly string[])[]> {
  return readCsv(await download(workbench, "CSV"));
}

/** RFC 4180, strictly: a cell is bare, or in quotes with its own quotes doubled. */
function readCsv(text: string): readonly (readonly string[])[] {
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  const lines: string[][] = [];
  let line: string[] = [];
  let read = 0;
  for (const [whole, value = "", end] of text.matchAll(cell)) {
    line.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    read += whole.length;
    if (end === ",") continue;
    lines.push(line);
    line = [];
  }
  if (read !== text.length) throw new Error(`not CSV: ${text.slice(read, read + 80)}`);
  return lines;
}

/** What the page has copied; the test grants the permission to read it. */
export async function clipboardText(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
