/** Real CloudTrail logs with answers worked out apart from Trailbook; only where TRAILBOOK_CORPORA names them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Tree } from "@/queries/expression-value";

/** One answer: a step, its window and inputs, and the rows that it must give. */
export type ExpectedAnswer = {
  readonly step: string;
  readonly from: string;
  readonly to: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
};

const home = process.env.TRAILBOOK_CORPORA;

/** Why the corpora cannot be used, for a skipped test's name; null where they can. */
export const corporaMissing: string | null =
  home === undefined
    ? "TRAILBOOK_CORPORA is not set"
    : existsSync(join(home, "data"))
      ? null
      : `${home} has no data folder`;

/** The folder of a corpus's logs. */
export function corpusLogs(name: string): string {
  return join(home ?? "", "data", name);
}

/** The answers over a corpus. */
export function expectedAnswers(name: string): readonly ExpectedAnswer[] {
  const file = join(home ?? "", "expected", `${name}.json.gz`);
  return JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"));
}

/** Every record of a corpus, each event once. */
export function corpusRecords(corpus: string): readonly Tree[] {
  const folder = corpusLogs(corpus);
  const byId = new Map<unknown, Tree>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.json(\.gz)?$/.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    const records: readonly Tree[] = JSON.parse(text).Records ?? [];
    for (const record of records) byId.set(record.eventID, record);
  }
  return [...byId.values()];
}
