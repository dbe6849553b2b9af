/** The project is written in plain English: no file has a word of the old style. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { oldWordsIn } from "../old-words";

/** Files that may have one of the words, and which. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  "e2e/old-words.ts": /./,
  "e2e/contract/old-words.test.ts": /./,
  // DuckDB's name of a function.
  "lib/engine/duckdb/trino-macros.ts": /“epoch”/,
  // The key of the data version in stored lakes.
  "lib/lake/store/manifest.ts": /“epoch”/,
  "lib/lake/store/manifest.test.ts": /“epoch”/,
  "lib/lake/store/catalogue.ts": /“epoch”/,
};

it("no file has a word of the old style", () => {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  const files = listed.split("\n").filter((file) => /\.([cm]?[jt]sx?|css|java|md|sh)$/.test(file));
  expect(files.length).toBeGreaterThan(400);
  const found = files.flatMap((file) =>
    oldWordsIn(readFileSync(file, "utf8"))
      .filter((each) => !ALLOWED[file]?.test(each))
      .map((each) => `${file}:${each}`),
  );
  expect(found).toEqual([]);
});

it.each([
  ["// The file is told apart by its name.", "told"],
  ["const toldOf = 1;", "told"],
  ["Whoever asks next", "whoever"],
  ["The query was run anew.", "anew"],
  ["Joins the run that it meets.", "meets"],
  ["A process of its own.", "of its own"],
  ["Rows that are held for long.", "are held"],
  ["The folder lies in S3.", "lies"],
  ["by their epochOf", "epoch"],
])("“%s” has “%s”", (text, word) => {
  expect(oldWordsIn(`first line\n${text}`)).toEqual([expect.stringMatching(`^2: “${word}”`)]);
});

it.each([
  "Milliseconds since the epoch.",
  "A trail of CloudTrail; the row stands for others.",
  "So that no frame is held up, and metadata is shown.",
  "it replies, believes and outlies",
])("“%s” is plain", (text) => expect(oldWordsIn(text)).toEqual([]));
