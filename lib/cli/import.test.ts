import { expect, it } from "vitest";
import type { ImportReport } from "@/lib/lake/types";
import { importSentences } from "./import";

const REPORT: ImportReport = {
  files: 2,
  events: 1200,
  bytes: 5000,
  duplicates: 0,
  alreadyImported: 0,
  leftOut: { digest: 0, insight: 0, aggregated: 0 },
  leftOutRecords: 0,
  skipped: [],
  skippedTotal: 0,
  skippedReasons: [],
  warnings: [],
  warningsTotal: 0,
  warningReasons: [],
  elapsedMs: 1500,
};

it("reports what was imported, and nothing that did not occur", () => {
  expect(importSentences(REPORT)).toEqual(["Imported 1,200 events from 2 files (5 kB) in 1.5 s."]);
});

it("groups what was left out, damaged and skipped by reason, with the first few names", () => {
  const reason = "The file is a zip archive; unpack it first.";
  const report = {
    ...REPORT,
    duplicates: 1,
    alreadyImported: 3,
    leftOut: { digest: 2, insight: 0, aggregated: 1 },
    leftOutRecords: 1,
    skippedTotal: 1301,
    skippedReasons: [
      { reason, count: 1300, files: ["a.zip", "b.zip", "c.zip"] },
      { reason: "The file is empty.", count: 1, files: ["d.json"] },
    ],
    warningsTotal: 1,
    warningReasons: [{ reason: "The file fails its checksum.", count: 1, files: ["e.gz"] }],
  };
  expect(importSentences(report).slice(1)).toEqual([
    "1 event was delivered twice and counts once.",
    "3 files were already imported.",
    "Left out 2 digest files, 1 aggregated file, 1 record of such kinds.",
    "Warning: 1 file is damaged or altered. What could be read was imported, and its records are marked:",
    "  1 × The file fails its checksum. (e.gz)",
    "Skipped 1,301 entries or parts of files:",
    `  1,300 × ${reason} (a.zip, b.zip, c.zip, …)`,
    "  1 × The file is empty. (d.json)",
  ]);
});

it("escapes file names and reasons for the terminal", () => {
  const hostile = "a\u001b]0;x\u0007\u202e\u009bgnp\n.zip";
  const report = {
    ...REPORT,
    skippedTotal: 1,
    skippedReasons: [
      { reason: `The file cannot be read (${hostile}).`, count: 1, files: [hostile] },
    ],
    warningsTotal: 1,
    warningReasons: [{ reason: "x", count: 1, files: [hostile] }],
  };
  for (const sentence of importSentences(report)) {
    expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    if (sentence.startsWith("  ")) expect(sentence).toContain("\\u001B]0;x\\u0007\\u202E");
  }
});

it("shows a bounded number of reasons", () => {
  const skippedReasons = Array.from({ length: 100 }, (_, n) => ({
    reason: `Reason ${n}.`,
    count: 1,
    files: ["a"],
  }));
  const sentences = importSentences({ ...REPORT, skippedTotal: 100, skippedReasons });
  expect(sentences).toHaveLength(23);
  expect(sentences.at(-1)).toBe("  … and 80 more reasons.");
});
