import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ask, event, imported, log, newFolder, put, trailName } from "@/lib/lake/lake.fixture";
import { readLake } from "@/lib/lake/store/catalogue";
import type { ImportProgress } from "@/lib/lake/types";
import { importLogs } from "./import-logs";

const newLake = (): string => path.join(newFolder(), "lake");

describe("importLogs", () => {
  it("files events by the path where it names a place, and by the event's own day", async () => {
    const [from, lake] = [newFolder(), newLake()];
    put(
      from,
      trailName("20250602", "0005", "a"),
      log(
        event(1, { eventTime: "2025-06-01T23:59:58Z" }),
        event(2, { eventTime: "2025-06-02T00:01:00Z", awsRegion: "eu-west-1" }),
      ),
    );
    put(
      from,
      trailName("20250602", "1200", "b"),
      log(
        event(3, { eventTime: "2025-06-01T11:00:00Z" }),
        event(4, { eventTime: "2025-06-02T11:59:00Z" }),
      ),
    );
    put(from, "loose.json", log(event(5, { awsRegion: "eu-north-1" })));
    put(from, "odd.json", log(event(6, { awsRegion: "../../x", recipientAccountId: "me" })));
    const report = await imported(from, lake);
    expect(report).toMatchObject({ files: 4, events: 6, duplicates: 0, skipped: [] });
    const rows = await ask(
      lake,
      "SELECT account, region, year, month, day, list(eventid[-1:] ORDER BY eventid) FROM {lake} GROUP BY ALL ORDER BY ALL",
    );
    expect(rows).toEqual([
      ["111122223333", "eu-north-1", "2025", "06", "01", ["5"]],
      ["111122223333", "us-east-1", "2025", "06", "01", ["1", "3"]],
      ["111122223333", "us-east-1", "2025", "06", "02", ["2", "4"]],
      ["unknown", "unknown", "2025", "06", "01", ["6"]],
    ]);
    const known = await readLake(lake);
    expect(known.ok && known.value).toMatchObject({ events: 6 });
    expect(known.ok && known.value.partitions.map(({ events }) => events)).toEqual([1, 2, 2, 1]);
  });

  it("takes every shape of log", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const bom = "\uFEFF";
    put(from, "one.json", JSON.stringify(event(1)));
    put(from, "array.json", JSON.stringify([event(2), event(3)], null, 2));
    put(from, "lines.jsonl", `${JSON.stringify(event(4))}\n\n${JSON.stringify(event(5))}\r\n`);
    put(from, "lines.ndjson.gz", `${JSON.stringify(event(6))}\n${log(event(7), event(8))}`);
    put(from, "lines.json.gz", `${JSON.stringify(event(9))}\n${JSON.stringify(event(10))}\n`);
    put(from, "pretty.json.gz", JSON.stringify({ Records: [event(11)] }, null, 4));
    put(from, "bom.json", `${bom}${log(event(12))}`);
    put(from, "bom-lines.jsonl", `${bom}${JSON.stringify(event(13))}`);
    put(
      from,
      "late.json",
      `{"note": {"a": [1]}, "Records": ${JSON.stringify([event(14)])}, "z": 1}`,
    );
    put(from, "bridge.jsonl", JSON.stringify({ "detail-type": "API", detail: event(15) }));
    put(
      from,
      "lower.jsonl",
      JSON.stringify({
        eventid: "sixteen",
        eventtime: "2025-06-01T10:00:00Z",
        eventsource: "s3.amazonaws.com",
        eventname: "X",
        useridentity: { username: "low" },
      }),
    );
    put(
      from,
      "pretty-many.json",
      `${JSON.stringify(event(17), null, 2)}\n${JSON.stringify(event(18), null, 2)}`,
    );
    put(from, "none.json", `{"Records": []}`);
    put(from, "not-gzip.json.gz.json", log(event(19)));
    writeFileSync(path.join(from, "unpacked.json.gz"), log(event(20)));
    const report = await imported(from, lake);
    expect(report).toMatchObject({ files: 15, events: 20, skipped: [] });
    expect(
      await ask(
        lake,
        "SELECT count(DISTINCT eventid), max(useridentity.username) FILTER (eventid = 'sixteen') FROM {lake}",
      ),
    ).toEqual([["20", "low"]]);
  });

  it("lists what cannot be read and takes the rest", async () => {
    const [from, lake] = [newFolder(), newLake()];
    put(from, "good.json.gz", log(event(1)));
    put(from, "other.json", `{"name":"package"}`);
    put(
      from,
      "s3.json",
      log({ eventVersion: "2.1", eventSource: "aws:s3", eventTime: "2025-06-01T10:00:00.000Z" }),
    );
    put(from, "empty.json", "");
    put(
      from,
      "lines.jsonl",
      `${JSON.stringify(event(2))}\n{"eventTime": "2025\n${JSON.stringify(event(3))}\n`,
    );
    put(
      from,
      "brackets.json",
      `${JSON.stringify(event(4))}\n{"eventTime": ["2025"\n${JSON.stringify(event(5))}\n`,
    );
    put(
      from,
      "timeless.json",
      log(event(6), event(7, { eventTime: "2025-02-30T10:00:00Z" }), null, 5, event(8)),
    );
    const report = await imported(from, lake);
    expect(Object.fromEntries(report.skipped.map(({ file, reason }) => [file, reason]))).toEqual({
      "brackets.json": "Line 2 is broken JSON.",
      "empty.json": "The file is empty.",
      "lines.jsonl": "Line 2 is broken JSON.",
      "other.json": "The file holds no CloudTrail event: record 1 is not a CloudTrail event.",
      "s3.json":
        "The file holds no CloudTrail event: record 1 is a notification and not a CloudTrail event.",
      "timeless.json": "Record 3 is not an event, and 1 more like it.",
    });
    expect(report).toMatchObject({ files: 4, events: 7, skippedTotal: 7, warnings: [] });
    expect(report.skipped).toContainEqual({
      file: "timeless.json",
      reason: "Record 2 has an eventTime that is not a time.",
    });
    expect(report.skippedReasons[0]).toEqual({
      reason: "A line is broken JSON.",
      count: 2,
      files: ["brackets.json", "lines.jsonl"],
    });
  });

  it("leaves out digests, insights and aggregated events, known by path or by content", async () => {
    const [from, lake] = [newFolder(), newLake()];
    put(from, "AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2025/06/01/x.json.gz", "{}");
    put(from, "AWSLogs/111122223333/CloudTrail-Insight/us-east-1/2025/06/01/x.json.gz", "{}");
    put(
      from,
      "digest.json",
      JSON.stringify({ awsAccountId: "1", digestStartTime: "2025-06-01T10:00:00Z" }),
    );
    const insight = event(1, { eventType: "AwsCloudTrailInsight", eventCategory: "Insight" });
    put(from, "insight.json.gz", log(insight));
    put(from, "both.json.gz", log(insight, event(2)));
    const aggregated = { eventCategory: "Aggregated", eventType: "AwsAggregatedEvent" };
    put(from, "aggregated.json", log({ ...aggregated, eventSource: "s3.amazonaws.com" }));
    put(from, "AWSLogs/111122223333/CloudTrail-Aggregated/us-east-1/2025/06/01/x.json.gz", "[]");
    const report = await imported(from, lake);
    expect(report).toMatchObject({
      files: 1,
      events: 1,
      leftOut: { digest: 2, insight: 2, aggregated: 2 },
      leftOutRecords: 1,
      skipped: [],
    });
  });

  it("counts an event once, within a run and across runs, and keeps the first", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const many = Array.from({ length: 3000 }, (_, n) => event(n));
    put(from, trailName("20250601", "1000", "a"), log(...many, many[0]));
    put(
      from,
      trailName("20250601", "1005", "b"),
      log(event(1, { eventName: "Later" }), event(9000)),
    );
    put(
      from,
      "copy.jsonl",
      [event(9000), event(2), event(9001)].map((e) => JSON.stringify(e)).join("\n"),
    );
    expect(await imported(from, lake)).toMatchObject({ files: 3, events: 3002, duplicates: 4 });
    const before = await readLake(lake);
    expect(await imported(from, lake)).toMatchObject({ files: 0, events: 0, alreadyImported: 3 });
    expect(await readLake(lake)).toEqual(before);
    put(from, "renamed.json", log(event(5, { eventTime: "2024-01-01T00:00:00Z" }), event(9002)));
    expect(await imported(from, lake)).toMatchObject({
      files: 1,
      events: 1,
      duplicates: 1,
      alreadyImported: 3,
    });
    const sql =
      "SELECT count(*), count(DISTINCT eventid), count(*) FILTER (eventname = 'Later') FROM {lake}";
    expect(await ask(lake, sql)).toEqual([["3003", "3003", "0"]]);
    const after = await readLake(lake);
    expect(after.ok && before.ok && after.value.dataVersion !== before.value.dataVersion).toBe(
      true,
    );
  });

  it("keeps events without an id, once per file", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const nameless = event(1, { eventID: undefined });
    const many = Array.from({ length: 3000 }, (_, n) => event(n));
    put(from, trailName("20250601", "1000", "a"), log(...many, nameless, nameless));
    put(from, "b.json", log(nameless, event(2, { eventID: "" })));
    expect(await imported(from, lake)).toMatchObject({ events: 3004, duplicates: 0 });
    expect(await imported(from, lake)).toMatchObject({ events: 0 });
  });

  it("reports how far it is", async () => {
    const from = newFolder();
    for (let n = 0; n < 5; n++) put(from, `${n}.json`, log(event(n)));
    const seen: ImportProgress[] = [];
    await imported(from, newLake(), { onProgress: (progress) => seen.push(progress) });
    const last = seen.at(-1);
    expect(last).toMatchObject({ files: { done: 5, total: 5 }, events: 5, remainingMs: 0 });
    expect(last?.bytes.done).toBe(last?.bytes.total);
  });

  it("reports how far it is within a large file", async () => {
    const from = newFolder();
    put(from, "lines.jsonl", `${JSON.stringify(event(1))}\n`.repeat(6000));
    const seen: ImportProgress[] = [];
    await imported(from, newLake(), { onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toMatchObject({ files: { done: 0, total: 1 }, bytes: { done: 1 << 20 } });
    expect(seen.at(-1)).toMatchObject({ files: { done: 1 } });
  });

  it("fails in one sentence where there is nothing to import, and makes no lake", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const file = put(from, "readme.txt", "");
    for (const bad of [from, file, path.join(from, "none")]) {
      const result = await importLogs({ from: bad, lake });
      expect(result).toMatchObject({ ok: false, failure: { code: "no-logs" } });
    }
    expect(existsSync(lake)).toBe(false);
    expect(await readLake(lake)).toMatchObject({ failure: { code: "lake-missing" } });
  });

  it("stops on request, with the lake as it was", async () => {
    const [from, lake] = [newFolder(), newLake()];
    put(from, "a.json", log(event(1)));
    const result = await importLogs({ from, lake, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ failure: { code: "cancelled" } });
    expect(await imported(from, lake)).toMatchObject({ events: 1 });
  });
});
