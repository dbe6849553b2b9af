import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  allRows,
  ask,
  event,
  imported,
  log,
  newFolder,
  put,
  trailName,
} from "@/lib/lake/lake.fixture";

const corpora = process.env.TRAILBOOK_CORPORA;
const newLake = (): string => path.join(newFolder(), "lake");

/** Puts a member in front of `Records`, so that only the exact path takes the file. */
function forExactPath(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    if (!statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    const isZipped = bytes[0] === 0x1f;
    const text = (isZipped ? gunzipSync(bytes) : bytes).toString("utf8");
    const other = Buffer.from(text.replace(/^(\uFEFF?\s*\{)(?=\s*"Records")/, '$1"z":0,'));
    writeFileSync(file, isZipped ? gzipSync(other) : other);
  }
}

/** What the fast path makes of files, and what the exact path does. */
async function bothWays(fill: (folder: string) => void): Promise<[unknown[][], unknown[][]]> {
  const [plain, exact] = [newFolder(), newFolder()];
  const lakes = [newLake(), newLake()] as const;
  fill(plain);
  fill(exact);
  forExactPath(exact);
  const first = await imported(plain, lakes[0]);
  const second = await imported(exact, lakes[1]);
  const same = { elapsedMs: 0, bytes: 0 };
  expect({ ...first, ...same }).toEqual({ ...second, ...same });
  return [await allRows(lakes[0]), await allRows(lakes[1])];
}

const ODDITIES: readonly Readonly<Record<string, unknown>>[] = [
  { userIdentity: "a string" },
  { userIdentity: { sessionContext: [] } },
  {
    userIdentity: {
      sessionContext: { webIdFederationData: { attributes: { a: 1, b: { c: [] }, d: null } } },
    },
  },
  { userIdentity: {}, tlsDetails: {}, addendum: null, resources: [] },
  { resources: [null, { ARN: "a", accountId: 5 }, "x"] },
  { resources: [{ ARN: "a", arn: "b" }] },
  { resources: { ARN: "a" } },
  {
    requestParameters: "text",
    responseElements: [],
    additionalEventData: 0,
    serviceEventDetails: false,
  },
  { requestParameters: { big: 2 ** 70, small: 0.1e-7, text: 'é\u0000"\\/😀<>' } },
  { errorMessage: "\ud800 half", userAgent: "\u0000" },
  { readOnly: "true", eventVersion: 1.08, apiVersion: null, eventName: { a: [1, 2] } },
  { eventTime: "2025-06-01T10:00:00.123Z" },
  { eventTime: "2025-06-01T12:00:00+02:00" },
  { sessionCredentialFromConsole: true, edgeDeviceDetails: { a: 1 }, sharedEventID: "" },
];

describe("the fast path and the exact path", () => {
  it("give the same rows for odd records", async () => {
    const [fast, exact] = await bothWays((folder) => {
      for (const [n, odd] of ODDITIES.entries()) {
        const name = trailName("20250601", "1000", `f${n}`);
        put(folder, name, log(event(10 * n), event(10 * n + 1, odd), event(10 * n + 2)));
      }
      const twice = log(event(900)).replace('"readOnly":true', '"readOnly":true,"readOnly":false');
      put(folder, trailName("20250601", "1000", "twice"), twice);
      const spelt = log(event(901)).replace('"n":901', '"n":1.0E5, "z" : 1.10,\n "a":"\\u00e9\\/"');
      put(folder, trailName("20250601", "1000", "spelt"), spelt);
      const deep = log(event(902)).replace('"n":902', `"n":${"[".repeat(5000)}${"]".repeat(5000)}`);
      put(folder, trailName("20250601", "1000", "deep"), deep);
    });
    expect(fast).toHaveLength(3 * ODDITIES.length + 3);
    expect(exact).toEqual(fast);
  });

  it("give the same rows for large files that are read directly", async () => {
    const [fast, exact] = await bothWays((folder) => {
      for (let file = 0; file < 4; file++) {
        const records = Array.from({ length: 1000 }, (_, n) => event(1000 * file + n));
        put(folder, trailName("20250601", `1${file}00`, "x"), log(...records));
      }
    });
    expect(fast).toHaveLength(4000);
    expect(exact).toEqual(fast);
  });

  it("give the same rows for files delivered near midnight, and for a file that came twice", async () => {
    let id = 0;
    const eventsAt = (count: number, eventTime: string | undefined) =>
      Array.from({ length: count }, () => event(id++, { eventTime }));
    const [fast, exact] = await bothWays((folder) => {
      id = 0;
      // The third day is too small for a separate statement; its neighbours are not.
      for (const [index, count] of [900, 900, 20, 900, 900].entries()) {
        const [before, day] = [`2025-06-0${index + 1}`, `2025-06-0${index + 2}`];
        const name = (minute: string, tail: string): string =>
          trailName(day.replaceAll("-", ""), minute, tail);
        const records = log(...eventsAt(count, `${day}T11:59:00Z`));
        put(folder, name("1200", "noon"), records);
        if (index === 1) put(folder, name("1200", "twice"), records);
        const late = eventsAt(3, `${before}T23:59:58Z`);
        const early = eventsAt(4, `${day}T00:00:00Z`);
        put(folder, name("0005", "night"), log(...late, ...early));
        if (index === 1) put(folder, name("0010", "twice"), log(...late, ...early));
        // One that is two days late, and one whose time is written in another way.
        const odd = [undefined, "2025-05-20T10:00:00Z", undefined, `${before}T23:59:58.5Z`][index];
        if (odd !== undefined)
          put(folder, name("0015", "odd"), log(...late, ...eventsAt(2, odd), ...early));
      }
    });
    expect(fast).toHaveLength(4 * 900 + 20 + 5 * 7 + 4);
    expect(exact).toEqual(fast);
  });

  it("give the same rows for files that are one line, several, or look like one at first", async () => {
    // Enough for separate statements, which read one line more quickly.
    const [each, days] = [900, 9];
    let id = 0;
    const some = (day: number): string =>
      log(
        ...Array.from({ length: each }, () =>
          event(id++, { eventTime: `2025-06-0${day}T10:00:00Z` }),
        ),
      );
    const forms: readonly ((day: number) => string)[] = [
      some,
      (day) => JSON.stringify(JSON.parse(some(day)), null, 2),
      // The inspected part has no end of a line.
      (day) => some(day).replace(/},(?!.*},)/, "},\n"),
      (day) => `${some(day)}\n`,
      (day) => some(day) + some(day),
      (day) => `${some(day)}\n${some(day)}\r\n`,
      (day) => `\uFEFF${some(day)}`,
    ];
    const [fast, exact] = await bothWays((folder) => {
      id = 0;
      for (const [n, form] of forms.entries()) {
        put(folder, trailName(`2025060${n + 1}`, "1000", "alone"), form(n + 1));
        put(folder, trailName(`2025060${days}`, "1100", `beside${n}`), form(days));
      }
    });
    expect(fast).toHaveLength(2 * (forms.length + 2) * each);
    expect(exact).toEqual(fast);
  });

  it("keep a record of 20 MB beside others", async () => {
    const [from, lake] = [newFolder(), newLake()];
    put(
      from,
      "big.json.gz",
      log(event(1), event(2, { requestParameters: { x: "y".repeat(20e6) } }), event(3)),
    );
    put(from, "small.json", log(event(4)));
    expect(await imported(from, lake)).toMatchObject({ events: 4, skipped: [] });
    expect(await ask(lake, "SELECT max(length(requestparameters)) FROM {lake}")).toEqual([
      ["20000008"],
    ]);
  });

  it.skipIf(corpora === undefined || !existsSync(corpora))(
    "give the same rows for real trails (needs TRAILBOOK_CORPORA)",
    async () => {
      const [fast, exact] = await bothWays((folder) => {
        for (const name of ["invictus", "stratus", "splunk-data-sources", "custodian"])
          cpSync(path.join(corpora ?? "", "data", name), path.join(folder, name), {
            recursive: true,
          });
      });
      expect(fast.length).toBeGreaterThan(3000);
      expect(exact).toEqual(fast);
    },
  );
});
