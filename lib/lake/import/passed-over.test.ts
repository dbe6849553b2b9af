import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  ask,
  event,
  imported,
  log,
  newFolder,
  put,
  putPipe,
  trailName,
} from "@/lib/lake/lake.fixture";
import { openablePath, pathText, placeOf } from "@/lib/lake/log-path";
import { asPlainUser, whyNoPlainUser } from "@/lib/lake/plain-user.fixture";
import { readRecord } from "@/lib/lake/record/record";
import type { ImportReport } from "@/lib/lake/types";
import { importLogs } from "./import-logs";

const newLake = (): string => path.join(newFolder(), "lake");
const reasonsOf = ({ skipped }: ImportReport): Record<string, string> =>
  Object.fromEntries(skipped.map(({ file, reason }) => [file, reason]));

const notRefused = whyNoPlainUser();

describe("an entry that is passed over", () => {
  it("is counted with its reason, by what it is and not by what it is called", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const tar = Buffer.alloc(1024);
    tar.write("ustar", 257);
    const csv = "Event name,Event time,User name\nListBuckets,2025-06-01,u\n";
    const files: Record<string, string | Buffer> = {
      "a.zip": "PK\x03\x04....",
      "b.json": "PK\x03\x04....",
      "c.tar": tar,
      "d.tgz": gzipSync(tar),
      "e.parquet": "PAR1....",
      "f.json.zst": Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1]),
      "event_history.csv": csv,
      "g.json": csv,
      "h.csv": "1,2,3\n",
      "notes.txt": "These are notes.",
      nothing: "",
      ".DS_Store": "x",
      "._a.json.gz": log(event(1)),
      "a.json": log(event(2)),
    };
    for (const [name, content] of Object.entries(files))
      writeFileSync(path.join(from, name), content);
    const report = await imported(from, lake);
    const unpack = "unpack it first";
    const asJson = "which lacks a part of each event; download the event history as JSON instead";
    expect(reasonsOf(report)).toEqual({
      "a.zip": `The file is a zip archive; ${unpack}.`,
      "b.json": `The file is a zip archive; ${unpack}.`,
      "c.tar": `The file is a tar archive; ${unpack}.`,
      "d.tgz": `The file is a tar archive; ${unpack}.`,
      "e.parquet": "The file is a Parquet file; import the logs that it was made from.",
      "f.json.zst": `The file is compressed with zstd; ${unpack}.`,
      "event_history.csv": `The file is a CSV file, ${asJson}.`,
      "g.json": `The file is a CSV file, ${asJson}.`,
      "h.csv": `The file is a CSV file, ${asJson}.`,
      "notes.txt": "The file is neither JSON nor gzip.",
      nothing: "The file is empty.",
      ".DS_Store": "The file is hidden: its name begins with a dot.",
      "._a.json.gz": "The file is hidden: its name begins with a dot.",
    });
    expect(report).toMatchObject({ files: 1, events: 1, skippedTotal: 13 });
    expect(report.skippedReasons.reduce((sum, { count }) => sum + count, 0)).toBe(13);
  });

  it("is named where there is nothing else", async () => {
    const from = newFolder();
    put(from, "a.zip", "PK\x03\x04");
    put(from, "AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2025/06/01/x.json.gz", "{}");
    const result = await importLogs({ from, lake: newLake() });
    expect(result.ok ? "" : result.failure.message).toMatch(
      /nothing to import \(1 digest file, 1 × The file is a zip archive; unpack it first\)\.$/,
    );
  });

  it("is a file without text, also where it is compressed", async () => {
    const [from, lake] = [newFolder(), newLake()];
    for (const name of ["zero.json", trailName("20250601", "1005", "zero")])
      put(from, name.replace(/\.gz$/, ""), "");
    for (const name of ["a.json.gz", trailName("20250601", "1010", "a")]) put(from, name, "");
    put(from, "good.json", log(event(1)));
    // A list without events is a log of a time without events.
    put(from, "none.json.gz", log());
    const report = await imported(from, lake);
    expect(new Set(Object.values(reasonsOf(report)))).toEqual(new Set(["The file is empty."]));
    expect(report).toMatchObject({ files: 2, events: 1, skippedTotal: 4 });
  });

  it("is read where its name says nothing and its content is JSON or gzip", async () => {
    const [from, lake] = [newFolder(), newLake()];
    const names = [
      "no-extension",
      "x.log",
      "x.json.1",
      "x.json.gz.bak",
      "x.JSON",
      "a.b.c",
      "x[1].json",
    ];
    for (const [n, name] of names.entries()) {
      const text = log(event(n));
      writeFileSync(path.join(from, name), n % 2 === 0 ? text : gzipSync(text));
    }
    expect(await imported(from, lake)).toMatchObject({ events: names.length, skipped: [] });
  });

  it.skipIf(process.platform === "win32")(
    "is a link, a pipe or a socket; links to folders are followed once",
    async () => {
      const [from, elsewhere, lake] = [newFolder(), newFolder(), newLake()];
      put(from, "real/a.json", log(event(1)));
      put(elsewhere, "b.json", log(event(2)));
      symlinkSync(from, path.join(from, "real", "loop"));
      symlinkSync(elsewhere, path.join(from, "first"));
      symlinkSync(elsewhere, path.join(from, "second"));
      symlinkSync(path.join(elsewhere, "b.json"), path.join(from, "b.json"));
      symlinkSync("missing", path.join(from, "broken.json"));
      putPipe(from, "pipe.json");
      const server = createServer();
      await new Promise<void>((ready) => server.listen(path.join(from, "s.json"), ready));
      const report = await imported(from, lake);
      server.close();
      expect(reasonsOf(report)).toEqual({
        "broken.json": "The link points to a missing file.",
        "pipe.json": "The entry is a named pipe.",
        "s.json": "The entry is a socket.",
        "real/loop": "The link leads to a folder that was read before.",
        second: "The link leads to a folder that was read before.",
      });
      expect(report).toMatchObject({ files: 3, events: 2, duplicates: 1 });
      expect(await readRecord(path.join(from, "pipe.json"), "x")).toMatchObject({ ok: false });
    },
  );

  it("is the lake itself, where that is in the folder", async () => {
    const from = newFolder();
    const lake = path.join(from, "lake");
    put(from, "a.json", log(event(1)));
    await imported(from, lake);
    expect(reasonsOf(await imported(from, lake))).toEqual({
      lake: "The folder is the lake itself.",
    });
  });

  it.skipIf(notRefused !== null)(
    `may not be read, and stops nothing${notRefused === null ? "" : ` (${notRefused})`}`,
    () => {
      const [from, lake] = [newFolder(), newFolder()];
      put(from, "a.json", log(event(1)));
      put(from, "b.json", log(event(2)));
      put(from, "c", log(event(3)));
      put(from, "closed/d.json", log(event(4)));
      for (const name of ["b.json", "c", "closed"]) chmodSync(path.join(from, name), 0);
      for (const folder of [from, lake]) {
        chmodSync(path.dirname(folder), 0o755);
        chmodSync(folder, 0o777);
      }
      const module = pathToFileURL(path.resolve("lib/lake/import/import-logs.ts")).href;
      const options = JSON.stringify({ from, lake });
      const script = `const { importLogs } = await import("${module}");
        console.log(JSON.stringify(await importLogs(${options})));`;
      const { value } = JSON.parse(asPlainUser(script));
      chmodSync(path.join(from, "closed"), 0o700);
      expect(reasonsOf(value)).toEqual({
        "b.json": "The file cannot be read: this user has no permission.",
        c: "The file cannot be read: this user has no permission.",
        closed: "The folder cannot be listed: this user has no permission.",
      });
      expect(value).toMatchObject({ files: 1, events: 1 });
    },
  );
});

describe("a name that is not UTF-8", () => {
  it.skipIf(process.platform !== "linux")(
    "is read, in a file and in a folder, and its records are found (Linux only)",
    async () => {
      const [from, lake] = [newFolder(), newLake()];
      const named = (...bytes: number[]): Buffer =>
        Buffer.concat([Buffer.from(`${from}/x`), Buffer.from(bytes), Buffer.from(".json")]);
      writeFileSync(named(0xff), log(event(1)));
      writeFileSync(named(0xfe), log(event(2)));
      const folder = Buffer.concat([Buffer.from(`${from}/`), Buffer.from([0xe4])]);
      mkdirSync(folder);
      writeFileSync(Buffer.concat([folder, Buffer.from("/y.json")]), log(event(3)));
      put(from, "x\uFFFD.json", log(event(4)));
      const report = await imported(from, lake);
      expect(report).toMatchObject({ files: 4, events: 4, skipped: [] });
      const rows = await ask(lake, "SELECT eventid, sourcefile FROM {lake} ORDER BY eventid");
      expect(rows.map(([, file]) => String(file).slice(-15))).toEqual([
        expect.stringMatching(/x%FF\.json$/),
        expect.stringMatching(/x%FE\.json$/),
        expect.stringMatching(/%E4\/y\.json$/),
        expect.stringMatching(/x\uFFFD\.json$/),
      ]);
      for (const [id, file] of rows)
        expect(await readRecord(String(file), String(id))).toMatchObject({ ok: true });
      expect(await imported(from, lake)).toMatchObject({ files: 0, alreadyImported: 4 });
    },
  );

  it("becomes text that leads back to it, and to no other", () => {
    const paths = ["/a/b.json", "/a/%FF", "/a/é"].map((text) => Buffer.from(text));
    paths.push(Buffer.from("/a/\xff%é\n", "latin1"), Buffer.from("/a/\xff%25", "latin1"));
    const texts = paths.map(pathText);
    expect(new Set(texts).size).toBe(paths.length);
    for (const [n, text] of texts.entries())
      expect(Buffer.from(openablePath(text))).toEqual(paths[n]);
  });
});

describe("placeOf", () => {
  it("reads the place of any kind of CloudTrail folder", () => {
    const place = { account: "111122223333", region: "us-east-1", day: "20250601" };
    for (const [kind, expected] of [
      ["CloudTrail", "events"],
      ["CloudTrail-Digest", "digest"],
      ["CloudTrail-Insight", "insight"],
      ["CloudTrail-Aggregated", "aggregated"],
      ["CloudTrail-NetworkActivity", "events"],
    ] as const) {
      const folder = `/x/AWSLogs/111122223333/${kind}/us-east-1/2025/06/01/a.json.gz`;
      expect(placeOf(folder)).toMatchObject({ ...place, kind: expected });
      const file = `/x/111122223333_${kind}_us-east-1_20250601T1005Z_abc.json.gz`;
      expect(placeOf(file)).toMatchObject({ ...place, kind: expected, minute: "1005" });
    }
  });
});
