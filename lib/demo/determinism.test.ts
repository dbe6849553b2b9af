/** The same seed and size give the same demo account. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { answerOf } from "./fact-check";
import { demoIncidents } from "./incidents";
import { hasDemoAccount, markerPath } from "./marker";
import type { ReadRecord } from "./read-back";
import { readDelivered } from "./read-back";
import type { DemoProgress } from "./write-account";
import { writeDemoAccount } from "./write-account";

const SMALL = 3_000;

describe("a demo account", () => {
  const root = mkdtempSync(join(tmpdir(), "trailbook-demo-small-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** Names and bytes of all files in one digest. */
  const digest = (dir: string): string => {
    const hash = createHash("sha256");
    for (const path of readdirSync(dir, { recursive: true, encoding: "utf8" }).sort())
      if (path.endsWith(".gz") || path.endsWith(".json"))
        hash.update(path).update(readFileSync(join(dir, path)));
    return hash.digest("hex");
  };

  it("is the same to the byte for the same seed, and another for another", async () => {
    const [one, two, other] = ["one", "two", "other"].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ];
    await writeDemoAccount({ dir: one, events: SMALL });
    await writeDemoAccount({ dir: two, events: SMALL });
    await writeDemoAccount({ dir: other, events: SMALL, seed: 7 });
    expect(digest(two)).toBe(digest(one));
    expect(digest(other)).not.toBe(digest(one));
  });

  it("writes gzip headers without a time or a machine", async () => {
    const dir = join(root, "headers");
    await writeDemoAccount({ dir, events: 300 });
    const [path] = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((one) =>
      one.endsWith(".gz"),
    );
    const header = readFileSync(join(dir, path ?? ""));
    expect([...header.subarray(4, 8), header[9]]).toEqual([0, 0, 0, 0, 255]);
  });

  it("has the same incidents at any seed and size", async () => {
    const dir = join(root, "story");
    await writeDemoAccount({ dir, events: SMALL, seed: 99 });
    const events = new Map<string, ReadRecord>();
    for (const file of readDelivered(dir))
      for (const record of file.records) events.set(record.eventID, record);
    for (const { facts, window } of demoIncidents)
      for (const fact of facts.filter((one) => one.needsDefaults === undefined)) {
        const answer = answerOf(fact, fact.window ?? window, [...events.values()]);
        if (fact.rowCount !== undefined) expect(answer.rowCount, fact.step).toBe(fact.rowCount);
        if (fact.rows !== undefined)
          expect(answer.rows.slice(0, fact.rows.length)).toEqual(fact.rows);
      }
  });

  it("replaces an unfinished tree and reports its progress", async () => {
    const dir = join(root, "again");
    const seen: DemoProgress[] = [];
    const first = await writeDemoAccount({ dir, events: 300 });
    rmSync(markerPath(dir));
    expect(await hasDemoAccount(dir, { events: 300 })).toBe(false);
    writeFileSync(join(dir, "AWSLogs", "left-over.json.gz"), "");
    const summary = await writeDemoAccount({ dir, events: 300, onProgress: (p) => seen.push(p) });
    expect(summary).toEqual(first);
    expect(readdirSync(join(dir, "AWSLogs"))).toHaveLength(1);
    expect(await hasDemoAccount(dir, { events: 300 })).toBe(true);
    expect(seen.at(-1)).toMatchObject({ events: summary.events, totalEvents: summary.events });
    expect(seen.map((one) => one.events)).toEqual(
      seen.map((one) => one.events).sort((a, b) => a - b),
    );
  });

  it("does not treat a broken marker as a finished tree", async () => {
    const dir = mkdtempSync(join(root, "broken-"));
    expect(await hasDemoAccount(dir)).toBe(false);
    writeFileSync(markerPath(dir), "{");
    expect(await hasDemoAccount(dir)).toBe(false);
  });
});
