/** What the watchlist reaches: recorded attack techniques, and the calls that real intruders used. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Tree } from "@/queries/expression-value";
import { findingsOf } from "@/queries/watchlist/findings.fixture";
import { RULES } from "@/queries/watchlist/rules";
import { corporaMissing, corpusLogs } from "./corpora";

/** Every record of a corpus, each event once. */
function recordsOf(corpus: string): readonly Tree[] {
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

/** The events behind a finding of some rule. */
const surfaced = (records: readonly Tree[], rules = RULES): ReadonlySet<Tree> =>
  new Set(rules.flatMap((rule) => findingsOf(rule, records).flat()));

type Label = { readonly eventID: string; readonly technique: string };

const stratusLabels = (): readonly Label[] =>
  readFileSync(join(corpusLogs("stratus"), "labels.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

type Known = {
  readonly eventName: string;
  readonly eventSource: string;
  readonly usedInWild: boolean;
};

/** The calls used in real intrusions, by a single key and one a second; nothing but their names. */
function namesInTheWild(): readonly Tree[] {
  const catalogue: readonly Known[] = JSON.parse(
    readFileSync(corpusLogs("traildiscover-catalogue.json"), "utf8"),
  );
  const used = catalogue.filter(({ usedInWild }) => usedInWild);
  return used.map(({ eventName, eventSource }, second) => ({
    eventName,
    eventSource,
    eventTime: new Date(Date.UTC(2026, 2, 2, 10, 0, second)).toISOString(),
    recipientAccountId: "111122223333",
    userIdentity: {
      type: "IAMUser",
      arn: "arn:aws:iam::111122223333:user/alice",
      accountId: "111122223333",
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      userName: "alice",
    },
  }));
}

describe.skipIf(corporaMissing)(`the reach of the watchlist ${corporaMissing ?? ""}`, () => {
  it("finds every recorded Stratus technique", () => {
    const found = new Set([...surfaced(recordsOf("stratus"))].map((record) => record.eventID));
    const labels = stratusLabels();
    const techniques = new Set(labels.map(({ technique }) => technique));
    const reached = new Set(
      labels.filter(({ eventID }) => found.has(eventID)).map(({ technique }) => technique),
    );
    expect(techniques.size).toBe(18);
    expect([...techniques].filter((technique) => !reached.has(technique))).toEqual([]);
  });

  it("finds every call known from intrusions, when one key makes them all", () => {
    const records = namesInTheWild();
    const found = surfaced(records);
    const missed = records.filter((record) => !found.has(record)).map(({ eventName }) => eventName);
    expect(new Set(records.map(({ eventName }) => eventName)).size).toBe(272);
    expect(missed).toEqual([]);
  });

  it("shows a third of an hour of attacks amid Terraform", () => {
    const records = recordsOf("invictus");
    const weighty = RULES.filter(({ severity }) => severity !== "low");
    const [all, read] = [surfaced(records).size, surfaced(records, weighty).size];
    expect(records.length).toBe(2900);
    expect([all, read]).toEqual([952, 868]);
  });
});
