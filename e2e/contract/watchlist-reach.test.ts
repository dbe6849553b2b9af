/** What the watchlist reaches: recorded attack techniques, and the calls that real intruders used. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Tree } from "@/queries/expression-value";
import { findingsOf } from "@/queries/watchlist/findings.fixture";
import { RULES } from "@/queries/watchlist/rules";
import { STRATUS } from "../coverage/stratus";
import { namesInTheWild } from "../coverage/wild-names";
import { corporaMissing, corpusLogs, corpusRecords } from "./corpora";

/** The events behind a finding of some rule. */
const surfaced = (records: readonly Tree[], rules = RULES): ReadonlySet<Tree> =>
  new Set(rules.flatMap((rule) => findingsOf(rule, records).flat()));

const weighty = RULES.filter(({ severity }) => severity !== "low");
const isThere = (record: Tree | undefined): record is Tree => record !== undefined;

type Label = { readonly eventID: string; readonly technique: string };

const stratusLabels = (): readonly Label[] =>
  readFileSync(join(corpusLogs("stratus"), "labels.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

function labelsByTechnique(): ReadonlyMap<string, readonly Label[]> {
  const all = stratusLabels();
  const techniques = new Set(all.map(({ technique }) => technique));
  return new Map(
    [...techniques].map((name) => [name, all.filter(({ technique }) => technique === name)]),
  );
}

describe.skipIf(corporaMissing)(`the reach of the watchlist ${corporaMissing ?? ""}`, () => {
  it("finds every recorded Stratus technique by the rules that the documentation names", () => {
    const byId = new Map(corpusRecords("stratus").map((record) => [record.eventID, record]));
    const logs = labelsByTechnique();
    expect(logs.size).toBe(18);
    for (const [technique, labels] of logs) {
      const records = labels.map(({ eventID }) => byId.get(eventID)).filter(isThere);
      const found = weighty.filter((rule) => findingsOf(rule, records).length > 0);
      expect([technique, found.map(({ id }) => id)]).toEqual([technique, STRATUS[technique]]);
    }
  });

  it("finds every call known from intrusions, when one key makes them all", () => {
    const records = namesInTheWild();
    const found = surfaced(records);
    const missed = records.filter((record) => !found.has(record)).map(({ eventName }) => eventName);
    expect(new Set(records.map(({ eventName }) => eventName)).size).toBe(272);
    expect(missed).toEqual([]);
    const alone = records.filter((record) => surfaced([record]).size > 0);
    expect(new Set(alone.map(({ eventName }) => eventName)).size).toBe(137);
  });

  it("shows a third of an hour of attacks amid Terraform", () => {
    const records = corpusRecords("invictus");
    const [all, read] = [surfaced(records).size, surfaced(records, weighty).size];
    expect(records.length).toBe(2900);
    expect([all, read]).toEqual([962, 878]);
  });
});
