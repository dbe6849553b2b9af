import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask, event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { readRecord } from "@/lib/lake/record/record";
import { contentOf } from "@/lib/lake/record/unwrap";

const newLake = (): string => path.join(newFolder(), "lake");
const text = (value: unknown): string => JSON.stringify(value);
const lines = (values: readonly unknown[]): string => values.map(text).join("\n");

const ids = (first: number) => [event(first), event(first + 1)];
const lookedUp = (record: ReturnType<typeof event>) => ({
  EventId: record.eventID,
  EventName: record.eventName,
  EventTime: "2025-06-01T12:00:00+02:00",
  EventSource: record.eventSource,
  Resources: [],
  CloudTrailEvent: text(record),
});
const delivered = (first: number) => ({
  messageType: "DATA_MESSAGE",
  owner: "111122223333",
  logEvents: ids(first).map((record) => ({ id: "1", timestamp: 1, message: text(record) })),
});
const notified = (message: unknown) => ({ Type: "Notification", Message: text(message) });
const source = (record: unknown) => ({
  "@timestamp": "2025-06-01T10:00:00Z",
  event: { provider: "s3.amazonaws.com", original: text(record) },
  aws: { cloudtrail: { event_version: "1.08" } },
});

const base64 = (content: string | Buffer): string => Buffer.from(content).toString("base64");

/** Envelopes by the tool that writes them. Each contains the two events from a number on. */
const ENVELOPES: Readonly<Record<string, (first: number) => string>> = {
  "lookup-events.json": (n) => text({ Events: ids(n).map(lookedUp), NextToken: "x" }),
  "lookup-events-pretty.json": (n) => JSON.stringify({ Events: ids(n).map(lookedUp) }, null, 4),
  "lookup-events.jsonl": (n) => lines(ids(n).map(lookedUp)),
  "lookup-events-pages.jsonl": (n) => lines(ids(n).map((e) => ({ Events: [lookedUp(e)] }))),
  "lookup-events-query.json": (n) => text(ids(n).map(text)),
  "cloudwatch.json": (n) => text(delivered(n)),
  "cloudwatch-filtered.json": (n) =>
    text({
      events: ids(n).map((e) => ({ timestamp: 1, message: text(e) })),
      searchedLogStreams: [],
    }),
  "cloudwatch-insights.json": (n) =>
    text({
      results: ids(n).map((e) => [
        { field: "@timestamp", value: "2025-06-01 10:00:00.000" },
        { field: "@message", value: text(e) },
        { field: "@ptr", value: "Cl4=" },
      ]),
      status: "Complete",
    }),
  "000000.gz": (n) =>
    ids(n)
      .map((e) => `2025-06-01T10:00:00.000Z ${text(e)}\n`)
      .join(""),
  "eventbridge.jsonl": (n) =>
    lines(ids(n).map((e) => ({ "detail-type": "AWS API Call via CloudTrail", detail: e }))),
  "sns.json": (n) => text(ids(n).map(notified)),
  "sqs.json": (n) =>
    text({ Messages: ids(n).map((e) => ({ Body: text(notified({ detail: e })) })) }),
  "lambda-sns.json": (n) =>
    text({ Records: ids(n).map((e) => ({ EventSource: "aws:sns", Sns: notified(e) })) }),
  "lambda-sqs.json": (n) =>
    text({ Records: ids(n).map((e) => ({ eventSource: "aws:sqs", body: text(e) })) }),
  "lake-rows.json": (n) =>
    text({
      QueryResultRows: ids(n).map((e) => [{ eventName: e.eventName }, { eventJson: text(e) }]),
    }),
  "lake.jsonl": (n) =>
    lines(ids(n).map((e) => ({ eventTime: e.eventTime, eventSource: "s3", eventJson: text(e) }))),
  "splunk-raw.json": (n) =>
    ids(n)
      .map((e) => text({ preview: false, result: { _raw: text(e), _time: "1" } }))
      .join("\n"),
  "splunk-results.json": (n) => text({ results: ids(n).map((e) => ({ _raw: text(e) })) }),
  "splunk-hec.json": (n) =>
    ids(n)
      .map((e) => text({ event: e, sourcetype: "x" }))
      .join(""),
  "elastic-hits.json": (n) =>
    text({ took: 1, hits: { total: 2, hits: ids(n).map((e) => ({ _source: source(e) })) } }),
  "elastic.jsonl": (n) => lines(ids(n).map((e) => ({ _index: "x", _source: source(e) }))),
  "elastic-flat.jsonl": (n) => lines(ids(n).map((e) => ({ "event.original": text(e) }))),
  "elastic-fields.jsonl": (n) =>
    lines(ids(n).map((e) => ({ fields: { "event.original": [text(e)] } }))),
  "wazuh.json": (n) =>
    lines(
      ids(n).map((e) => ({
        timestamp: "2025-06-01T10:00:01.000+0000",
        rule: { level: 3 },
        data: { integration: "aws", aws: { ...e, source: "cloudtrail", log_info: {} } },
      })),
    ),
  "wazuh-archives.json": (n) =>
    lines(ids(n).map((e) => ({ full_log: text({ integration: "aws", aws: e }) }))),
  "kinesis-lambda.json": (n) =>
    text({
      Records: ids(n).map((e) => ({ kinesis: { data: base64(text(e)) }, eventSource: "x" })),
    }),
  "kinesis-get-records.json": (n) =>
    text({ Records: ids(n).map((e) => ({ SequenceNumber: "1", Data: base64(text(e)) })) }),
  "firehose-lambda.json": (n) =>
    text({ records: [{ recordId: "1", data: base64(gzipSync(text(delivered(n)))) }] }),
  "firehose-http.json": (n) =>
    text({ requestId: "x", records: ids(n).map((e) => ({ data: base64(`${text(e)}\n`) })) }),
  "cloudwatch-lambda.json": (n) =>
    text({ awslogs: { data: base64(gzipSync(text(delivered(n)))) } }),
  "nested.json": (n) => text(text(text([text({ Message: text(delivered(n)) })]))),
};

describe("an import of what other tools wrote", () => {
  it("takes the events out of every envelope, and finds each record unchanged", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const names = Object.keys(ENVELOPES);
    const files = names.map((name, n) => put(from, name, ENVELOPES[name]?.(10 * n) ?? ""));
    const report = await imported(from, lake);
    expect(report.skipped).toEqual([]);
    expect(report).toMatchObject({ files: names.length, events: 2 * names.length, warnings: [] });
    const rows = await ask(lake, "SELECT eventid, eventname, sourcefile FROM {lake}");
    const expected = files.flatMap((file, n) =>
      ids(10 * n).map((e) => [e.eventID, "ListBuckets", file]),
    );
    expect(rows.sort()).toEqual(expected.sort());
    for (const [n, file] of files.entries()) {
      const record = await readRecord(file, event(10 * n + 1).eventID);
      expect(record.ok && JSON.parse(record.value)).toMatchObject(event(10 * n + 1));
    }
  });

  it("takes envelopes without line breaks and gzip members one after the other, without an ending", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const members = [10, 20].map((n) => gzipSync(text(delivered(n))));
    writeFileSync(path.join(from, "trail-1-2025-06-01-10-05-00-0b4c"), Buffer.concat(members));
    writeFileSync(path.join(from, "trail-2.log"), text(delivered(30)) + text(delivered(40)));
    const utf16 = Buffer.from(`\uFEFF${text({ Events: ids(50).map(lookedUp) })}`, "utf16le");
    writeFileSync(path.join(from, "powershell.json"), utf16);
    const report = await imported(from, lake);
    // Firehose writes members one after the other, so they are nothing to warn of.
    expect(report).toMatchObject({ files: 3, events: 10, skipped: [], warnings: [] });
  });

  it("makes no row of an object without event source or name", async () => {
    const [from, lake] = [newFolder(), newLake()];
    put(from, "loose.jsonl", lines([{ eventTime: "2025-06-01T10:00:00Z", EventId: "1" }]));
    put(from, "nulls.json", log(event(1, { eventSource: null }), event(2, { eventName: "" })));
    put(from, "mixed.json", log(event(3, { eventName: undefined }), event(4)));
    put(from, "elastic.jsonl", lines([{ _source: { event: { action: "x" }, aws: {} } }]));
    put(from, "control.json", text({ logEvents: [{ message: "CWL CONTROL MESSAGE: ..." }] }));
    const report = await imported(from, lake);
    expect(Object.fromEntries(report.skipped.map(({ file, reason }) => [file, reason]))).toEqual({
      "control.json": "The file holds no CloudTrail event: record 1 is not a CloudTrail event.",
      "elastic.jsonl": "The file holds no CloudTrail event: line 1 is not a CloudTrail event.",
      "loose.jsonl":
        "The file holds no CloudTrail event: line 1 has no eventSource and no eventName.",
      "mixed.json": "Record 1 has no eventName.",
      "nulls.json": "The file holds no CloudTrail event: record 1 has no eventSource.",
    });
    expect(await ask(lake, "SELECT eventid FROM {lake}")).toEqual([[event(4).eventID]]);
  });

  it("names data in base64 that cannot be read", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const sound = gzipSync(text(event(1)));
    const data = {
      "bomb.json": base64(gzipSync(text({ x: " ".repeat(8 << 20) }))),
      "cut.json": base64(sound.subarray(0, sound.length - 9)),
      "other.json": base64("no event at all in here"),
    };
    for (const [name, of] of Object.entries(data)) put(from, name, text({ awslogs: { data: of } }));
    put(from, "good.json", log(event(2)));
    const report = await imported(from, lake);
    expect(report.events).toBe(1);
    const why = "The file holds no CloudTrail event: record 1";
    expect(Object.fromEntries(report.skipped.map(({ file, reason }) => [file, reason]))).toEqual({
      "bomb.json": `${why} holds gzip data in base64 that inflates to over 100 times its size.`,
      "cut.json": `${why} holds damaged gzip data in base64.`,
      "other.json": `${why} is not a CloudTrail event.`,
    });
  });

  it("loses no list that follows another one in the same object", async () => {
    const [from, lake] = [newFolder(), newLake()];
    put(
      from,
      "two.json",
      `{"x":{"Records":[1]},"Records":${text(ids(1))},"Events":${text(ids(3))}}`,
    );
    put(from, "twice.json", `{"Records":${text(ids(5))},"Records":${text(ids(7))}}`);
    expect(await imported(from, lake)).toMatchObject({ files: 2, events: 8, skipped: [] });
  });
});

describe("contentOf", () => {
  it("comes to an end for any text, wrapped in anything", () => {
    const names = fc.constantFrom("detail", "event", "Message", "_raw", "Records", "aws", "x");
    const step = fc.record({ name: names, as: fc.constantFrom("object", "text", "list") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.json(), (steps, inner) => {
        const wrapped = steps.reduce((value, { name, as }) => {
          if (as === "list") return `[${value},${value.length < 2000 ? value : 1}]`;
          return `{"${name}":${as === "text" ? JSON.stringify(value) : value}}`;
        }, inner);
        fc.pre(wrapped.length < 200_000);
        expect(contentOf(wrapped).length).toBeGreaterThan(0);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("skips lists of millions, also in a text in a text", () => {
    const list = `[${"[],".repeat(2_100_000)}1]`;
    for (const value of [`{"detail":${list}}`, text({ Message: text({ Message: list }) })])
      expect(contentOf(value)).toMatchObject([
        { reason: expect.stringMatching(/more than 4 million elements|not a CloudTrail event/) },
      ]);
  });

  it("skips what is wrapped without end", async () => {
    const deep = (open: string, close: string): string =>
      open.repeat(20_000) + text(event(1)) + close.repeat(20_000);
    const texts = [deep('{"detail":', "}"), deep("[", "]"), deep('{"event":[', "]}")];
    for (const wrapped of texts)
      expect(contentOf(wrapped)).toMatchObject([
        { kind: "skip", reason: expect.stringMatching(/wrapped too many times|not a CloudTrail/) },
      ]);
    const [from, lake] = [newFolder(), newLake()];
    for (const [n, wrapped] of texts.entries()) put(from, `${n}.json.gz`, wrapped);
    put(from, "open.json.gz", '{"detail":'.repeat(20_000));
    put(from, "good.json", log(event(2, { requestParameters: null })));
    expect(await imported(from, lake)).toMatchObject({ files: 1, events: 1, skippedTotal: 4 });
  });
});
