import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ask, event, imported, log, newFolder, put, trailName } from "@/lib/lake/lake.fixture";
import { unpack } from "@/lib/lake/read/gunzip";
import { readLake } from "@/lib/lake/store/catalogue";

const newLake = (): string => path.join(newFolder(), "lake");
const TRAILER = 8;

/** Writes bytes as they are, whatever the name. */
function putBytes(folder: string, name: string, ...bytes: Buffer[]): string {
  const file = put(folder, name, "");
  writeFileSync(file, Buffer.concat(bytes));
  return file;
}

/** A gzip file whose text differs from what its checksum was made of, in the name of the call. */
function changed(text: string): Buffer {
  const level = 0; // Stored as it is, so that bytes of the text can be changed in place.
  const bytes = gzipSync(text, { level });
  bytes.write("LostBuckets", bytes.indexOf("ListBuckets"));
  return bytes;
}

const cut = (file: string, bytes: number): void =>
  truncateSync(file, readFileSync(file).length - bytes);

const namesIn = async (lake: string): Promise<unknown[]> =>
  (await ask(lake, "SELECT DISTINCT eventname FROM {lake} ORDER BY 1")).flat();

const many = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => event(from + n, { requestID: `${Math.sin(from + n)}` }));

describe("a damaged log", () => {
  it("is imported with a warning where its checksum fails, on the fast path as on the exact", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const fast = putBytes(from, trailName("20250601", "1005", "changed"), changed(log(event(1))));
    putBytes(from, "lines.jsonl.gz", changed(JSON.stringify(event(2))));
    put(from, trailName("20250601", "1010", "sound"), log(event(3)));
    const report = await imported(from, lake);
    const reason = "The file fails its checksum (CRC), so it is not as it was written.";
    expect(report).toMatchObject({ files: 3, events: 3, skipped: [], warningsTotal: 2 });
    expect(report.warnings).toContainEqual({ file: "lines.jsonl.gz", reason });
    expect(report.warningReasons).toMatchObject([{ reason, count: 2 }]);
    expect(await namesIn(lake)).toEqual(["ListBuckets", "LostBuckets"]);
    const known = await readLake(lake);
    expect(known.ok && known.value.warnings[fast]).toBe(reason);
    expect(known.ok && Object.keys(known.value.warnings)).toHaveLength(2);
  });

  it("gives way to an intact copy of its events, in any folder", async () => {
    const [from, lake] = [newFolder(), newLake()];
    for (const day of ["01", "02", "03"]) {
      const name = trailName(`202506${day}`, "1005", "x");
      putBytes(from, `a/${name}`, changed(log(...many(100, 20))));
      if (day === "03") put(from, `b/${name}`, log(...many(100, 20)));
    }
    // Each file is a separate batch.
    const report = await imported(from, lake, { batchBytes: 1 });
    expect(report).toMatchObject({ events: 20, duplicates: 60, warningsTotal: 3 });
    expect(await namesIn(lake)).toEqual(["ListBuckets"]);
  });

  it("gives the records before the place where it was cut", async () => {
    const [from, lake] = [newFolder(), newLake()];
    cut(put(from, "cut.json.gz", log(...many(100, 200))), 400);
    cut(put(from, "nearly.json.gz", log(event(1))), 6);
    cut(
      put(
        from,
        "cut.jsonl.gz",
        many(500, 200)
          .map((e) => JSON.stringify(e))
          .join("\n"),
      ),
      400,
    );
    put(from, "broken.json", `{"Records":[${JSON.stringify(event(2))},{"eventTime":`);
    const report = await imported(from, lake);
    expect(report).toMatchObject({ files: 4, warningsTotal: 4 });
    expect(report.events).toBeGreaterThan(350);
    expect(report.warnings).toContainEqual({
      file: "broken.json",
      reason: "The file is broken JSON: it ends in the middle of a record.",
    });
    expect(report.warningReasons[0]).toMatchObject({
      reason: "The file is a truncated gzip file.",
      count: 3,
    });
  });

  it("gives the records before the place where it is damaged", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const bytes = gzipSync(log(...many(100, 2000)));
    bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 200);
    putBytes(from, "damaged.json.gz", bytes);
    putBytes(from, "none.json.gz", Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    const report = await imported(from, lake);
    expect(report.events).toBeGreaterThan(800);
    expect(report.warnings).toMatchObject([{ file: "damaged.json.gz" }]);
    const none = { file: "none.json.gz", reason: "The file is a damaged gzip file." };
    expect(report.skipped).toContainEqual(none);
  });

  it("is imported with a warning where something follows its first member", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const forged = log(event(2, { eventName: "Forged" }));
    const member = (...ids: number[]) => gzipSync(log(...ids.map((id) => event(id))));
    const name = (tail: string) => trailName("20250601", "1005", tail);
    putBytes(from, name("appended"), member(1), gzipSync(forged));
    putBytes(from, name("zeros"), member(3), Buffer.alloc(24));
    putBytes(from, name("text"), member(4), Buffer.from("trailing text\n"));
    // The checksum and the length at the end are those of the first member.
    const whole = member(5);
    putBytes(from, name("posing"), whole, Buffer.from("x"), whole.subarray(-TRAILER));
    putBytes(from, name("empty"), gzipSync(""), member(6));
    const report = await imported(from, lake);
    expect(report).toMatchObject({ files: 5, events: 6, skipped: [], warningsTotal: 5 });
    const reasons = new Map(
      report.warnings.map(({ file, reason }) => [/Z_(\w+)/.exec(file)?.[1], reason]),
    );
    expect(Object.fromEntries(reasons)).toEqual({
      appended: "The file has data after its first gzip member.",
      zeros: "The file has 24 bytes after the end of its gzip data.",
      text: "The file has 14 bytes after the end of its gzip data.",
      posing: "The file has 9 bytes after the end of its gzip data.",
      empty: "The file has data after its first gzip member.",
    });
  });

  it("is read where it is gzip in gzip, and named where that is nested further", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const packed = (layers: number): Buffer => {
      let bytes = Buffer.from(log(event(layers)));
      for (let layer = 0; layer < layers; layer++) bytes = gzipSync(bytes);
      return bytes;
    };
    putBytes(from, "two.json.gz", packed(2));
    putBytes(from, "five.json.gz", packed(5));
    expect(await imported(from, lake)).toMatchObject({
      events: 1,
      warnings: [],
      skipped: [{ file: "five.json.gz", reason: "The file is compressed more than three times." }],
    });
  });
});

describe("unpack", () => {
  const readAll = async (bytes: Buffer, pieceBytes: number, limit?: number) => {
    const faults: string[] = [];
    let length = 0;
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += pieceBytes)
        yield bytes.subarray(at, at + pieceBytes);
    };
    for await (const chunk of unpack(pieces(), (fault) => faults.push(fault), limit))
      length += chunk.length;
    return { length, faults };
  };

  it("reads the same however the bytes arrive, and however they were compressed", async () => {
    const text = log(...many(1, 50));
    for (const level of [0, 1, 9])
      for (const pieceBytes of [1, 7, 1024, 1 << 20]) {
        const bytes = gzipSync(text, { level });
        expect(await readAll(bytes, pieceBytes)).toEqual({ length: text.length, faults: [] });
      }
  });

  it("ends at a limit, and says so", async () => {
    const bomb = gzipSync(Buffer.alloc(32 << 20, " "));
    const { length, faults } = await readAll(bomb, 1 << 16, 1 << 20);
    expect(length).toBeLessThan(6 << 20);
    expect(faults).toEqual([expect.stringMatching(/^inflates to more than [\d.]+ MB; the rest/)]);
    expect(await readAll(bomb, 1 << 16)).toEqual({ length: 32 << 20, faults: [] });
  });
});
