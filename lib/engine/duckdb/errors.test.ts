import { writeFileSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { newFolder } from "@/lib/lake/lake.fixture";
import { errorSentence } from "./errors";

async function lineOf(sql: string) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const error = await connection.run(sql).then(
    () => new Error("It went well."),
    (reason: Error) => reason,
  );
  return error.message.split("\n")[0] ?? "";
}
it.each([
  [
    "Out of Memory Error: failed to offload data block of size 256.0 KiB (896.0 KiB/1.0 MiB used).",
    /^The query needs more memory than it has, and the disk of \/spill is full: free some space/,
  ],
  [
    'IO Error: Could not write file "/spill/a": No space left on device',
    /^The query needs more memory than it has, and the disk of \/spill is full: free some space/,
  ],
  [
    "Out of Memory Error: could not allocate block of size 256.0 KiB (39.7 MiB/40.0 MiB used)",
    /^The query needs more memory than TRAILBOOK_MEMORY_MB allows: choose a shorter/,
  ],
  ["Binder Error: odd.", /^The local engine could not answer\. Binder Error: odd\.$/],
])("reads %j", (line, sentence) => expect(errorSentence(line, "/spill")).toMatch(sentence));

it("names a file of the lake that is missing or damaged, as DuckDB reports it", async () => {
  const file = path.join(newFolder(), "a.parquet");
  const sentence = `The lake's file ${file} is missing or damaged: restore it, or import the logs into a new folder.`;
  const read = `select * from read_parquet(['${file}'])`;
  expect(errorSentence(await lineOf(read), "/spill")).toBe(sentence);
  for (const content of ["", "PAR1", "x".repeat(1000), `PAR1${"x".repeat(1000)}`]) {
    writeFileSync(file, content);
    expect(errorSentence(await lineOf(read), "/spill"), content.slice(0, 9)).toBe(sentence);
  }
});
