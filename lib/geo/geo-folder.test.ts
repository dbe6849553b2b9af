import { symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newFolder, put, putPipe } from "@/lib/lake/lake.fixture";
import { describeAddresses } from "./describe-addresses";
import { openGeoFolder } from "./geo-folder";
import { writeMmdb } from "./mmdb-writer.fixture";

const GERMANY = { "185.220.0.0/16": { country: { iso_code: "DE", names: { en: "Germany" } } } };
const WHOLE = writeMmdb(GERMANY);

async function summaryOf(files: Readonly<Record<string, string | Buffer>>) {
  const folder = newFolder();
  for (const [name, content] of Object.entries(files)) put(folder, name, content);
  return (await openGeoFolder(folder)).summary;
}

describe("openGeoFolder", () => {
  it("lists its files with what they hold and their dates", async () => {
    const files = { "b.mmdb": WHOLE, "LICENSE.txt": "free", "a.mmdb": WHOLE };
    const info = { holds: ["countries"], date: "built 2026-06-01" };
    expect(await summaryOf(files)).toEqual({
      hasFolder: true,
      files: [
        { name: "a.mmdb", ...info },
        { name: "b.mmdb", ...info },
      ],
      problems: [],
    });
  });

  it("finds what is in a file of cities of which few are known", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`${index + 20}.1.0.0/16`, { country_code: "US" }]),
    );
    const city = { city: { names: { en: "Boston" } }, country_code: "US" };
    const { files } = await summaryOf({ "city.mmdb": writeMmdb({ ...many, "90.1.0.0/16": city }) });
    expect(files[0]?.holds).toEqual(["countries", "cities"]);
  });

  it.each([
    ["cut short", { "x.mmdb": WHOLE.subarray(0, -40) }, /^x\.mmdb is not a whole MaxMind DB file/],
    [
      "without its middle",
      { "x.mmdb": Buffer.concat([WHOLE.subarray(0, 30), WHOLE.subarray(120)]) },
      /^x\.mmdb is not a whole MaxMind DB file/,
    ],
    ["empty", { "x.mmdb": "" }, /^x\.mmdb is not a whole/],
    ["a web page", { "x.mmdb": "<html>Sign in</html>" }, /^x\.mmdb is not a whole/],
    [
      "about something else",
      { "x.mmdb": writeMmdb({ "1.0.0.0/8": { connection_type: "Cable/DSL" } }) },
      /^x\.mmdb has no country, city or network/,
    ],
    ["packed", { "x.mmdb.gz": WHOLE }, /^x\.mmdb\.gz is packed: unpack it\.$/],
    ["another list", { "ip-ranges.json": "{}" }, /^ip-ranges\.json is not the whole list/],
    ["half a list", { "ip-ranges.json": '{"createDate"' }, /^ip-ranges\.json is not the whole/],
    ["a page of no exits", { "tor-exits.txt": "<html>" }, /^tor-exits\.txt has no address/],
    ["a folder of no use", { "readme.md": "" }, /^TRAILBOOK_GEO=.* has no file to use/],
  ])("says what is wrong with a file that is %s", async (_, files, sentence) => {
    const { files: used, problems } = await summaryOf(files as Record<string, string | Buffer>);
    expect(used).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
    expect(problems[0]).toMatch(/^[^\n]*[^.\n]\.$/);
  });

  it("says so where there is no folder, and which lines of a list it leaves out", async () => {
    const missing = (await openGeoFolder("/no/such/folder")).summary;
    expect(missing).toEqual({
      hasFolder: true,
      files: [],
      problems: ["TRAILBOOK_GEO=/no/such/folder cannot be read: there is no such folder."],
    });
    const { files, problems } = await summaryOf({ torbulkexitlist: "192.42.116.1\nx\n" });
    expect(files).toMatchObject([{ name: "torbulkexitlist", holds: ["Tor exits"] }]);
    expect(problems).toEqual(["torbulkexitlist: 1 line without an address left out."]);
  });

  it("says that a pipe or a device cannot be read", async () => {
    const folder = newFolder();
    putPipe(folder, "a.mmdb");
    symlinkSync("/dev/zero", join(folder, "ip-ranges.json"));
    expect((await openGeoFolder(folder)).summary.problems).toEqual([
      "a.mmdb cannot be read: it is a pipe or a device.",
      "ip-ranges.json cannot be read: it is a pipe or a device.",
    ]);
  });

  it("never throws, whatever bytes a file has", async () => {
    const folder = newFolder();
    const damage = fc.record({
      at: fc.nat({ max: WHOLE.length - 1 }),
      bytes: fc.uint8Array({ maxLength: 24 }),
    });
    const damaged = fc.array(damage, { maxLength: 6 }).map((all) => {
      const bytes = Buffer.from(WHOLE);
      for (const { at, bytes: by } of all) bytes.set(by.subarray(0, bytes.length - at), at);
      return bytes;
    });
    const anything = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, anything), fc.string(), async (bytes, text) => {
        put(folder, "x.mmdb", bytes);
        put(folder, "ip-ranges.json", bytes);
        put(folder, "tor-exits.txt", bytes);
        const opened = await openGeoFolder(folder);
        const facts = describeAddresses(opened, ["185.220.101.4", "2a00::1", text]);
        expect(facts).toHaveLength(3);
      }),
      { seed: 1, numRuns: 150 },
    );
  });
});
