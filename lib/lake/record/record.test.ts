import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { event, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { ValueSplitter } from "@/lib/lake/read/split-values";
import { readRecord } from "./record";

const ODD = `{ "eventTime" :"2025-06-01T10:00:00Z",\t"eventID": "the-one", "eventSource":"x", "eventName":"y",
   "n": 1.0E5, "u":"\\u00e9\\/ } ] \\" \\\\", "requestParameters": {"eventID":"other","a":[{}]} }`;

describe("readRecord", () => {
  it("returns the record unchanged, in every shape", async () => {
    const folder = newFolder();
    const other = JSON.stringify(event(1));
    const files = [
      put(folder, "a.json.gz", `{"Records": [ ${other} ,${ODD}\n, ${other}]}`),
      put(folder, "b.json", `\uFEFF{"x":"Records","Records":[${ODD}], "more":{}}`),
      put(folder, "c.json", `[${other}, ${ODD}]`),
      put(folder, "d.json", `\n ${ODD} \n`),
      put(folder, "e.json", `${other}\n${ODD}\n{"broken`),
      put(folder, "f.jsonl.gz", `{"broken": [\n${other}\n{"detail": ${ODD.replaceAll("\n", " ")}}`),
    ];
    for (const file of files) {
      const found = await readRecord(file, "the-one");
      const expected = file.endsWith("f.jsonl.gz") ? ODD.replaceAll("\n", " ") : ODD;
      expect(found).toEqual({ ok: true, value: expected });
      // The id of a nested object is not the id of the event.
      expect(await readRecord(file, "other")).toMatchObject({ failure: { code: "not-found" } });
    }
  });

  it("fails in one sentence for what is gone, damaged, or no log", async () => {
    const folder = newFolder();
    const file = put(folder, "a.json.gz", log(event(1)));
    expect(await readRecord(`${file}.json`, "x")).toMatchObject({ failure: { code: "not-found" } });
    expect(await readRecord("/etc/passwd", "x")).toMatchObject({ failure: { code: "not-found" } });
    expect(await readRecord(folder, "x")).toMatchObject({ failure: { code: "not-found" } });
    expect(await readRecord(`${file}\0`, "x")).toMatchObject({ failure: { code: "bad-input" } });
    writeFileSync(file, Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]));
    expect(await readRecord(file, "x")).toMatchObject({ failure: { code: "not-found" } });
  });
});

describe("a value splitter", () => {
  const split = (text: string, pieces: number): [string[], string | null] => {
    const found: string[] = [];
    const splitter = new ValueSplitter((bytes) => found.push(String(bytes)), 1 << 20);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += pieces)
      splitter.push(bytes.subarray(at, at + pieces));
    return [found, splitter.end()];
  };

  it("finds the same values however the text is cut into pieces", () => {
    const objects = fc.array(fc.object({ maxDepth: 3 }), { maxLength: 4 });
    fc.assert(
      fc.property(
        objects,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 1, 3),
        (values, size, indent) => {
          const texts = values.map((value) => JSON.stringify(value, null, indent));
          const wrapped = `{"first":{"Records":[1]},"Records" : [${texts.join(" ,")}],"last":"}"}`;
          expect(split(wrapped, size)).toEqual([texts, null]);
          expect(split(`[${texts.join(",")}]`, size)).toEqual([texts, null]);
          expect(split(texts.map((text) => `${text}\n`).join(""), size)).toEqual([texts, null]);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it("finds the ends of long texts, with escapes anywhere in them", () => {
    const piece = fc.constantFrom("x".repeat(100), "\\", '"', '\\"', "\n", "}]", "é");
    const texts = fc.array(fc.array(piece, { maxLength: 12 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 300 }), (pieces, size) => {
        const values = pieces.map((parts) => JSON.stringify({ text: parts.join("") }));
        expect(split(`[${values.join(",")}]`, size)).toEqual([values, null]);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("says when a text stops short, and passes over what is too large", () => {
    expect(split(`{"Records":[{}`, 5)[1]).toMatch("middle");
    expect(split("{}}", 5)[1]).toMatch("too many");
    const found: (Buffer | null)[] = [];
    const splitter = new ValueSplitter((bytes) => found.push(bytes), 10);
    for (const piece of ['{"Records":[{"a":"', "x".repeat(50), "y".repeat(50), '"},{"b":1}]}'])
      splitter.push(Buffer.from(piece));
    expect(splitter.end()).toBeNull();
    expect(found.map(String)).toEqual(["null", '{"b":1}']);
  });
});
