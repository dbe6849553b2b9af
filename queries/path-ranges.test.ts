import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triesOf } from "@/lib/full-run.fixture";
import { compile } from "./compile";
import { type Layout, type LogFolder, layouts, type Source } from "./layouts";
import { formatPartition, plan, selector } from "./partitions";
import { isSkipped, keptRanges, planPaths } from "./path-ranges";
import { DAY_MS, HOUR_MS, type Scope } from "./scope";
import { compileSlice, sliceSource } from "./slices";

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2025, 11, 28);
const DAYS = 8;
const LAG_MS = HOUR_MS;

const ACCOUNTS = ["111122223333", "444455556666", "777788889999"];
const REGIONS = ["ap-southeast-2", "us-east-1", "us-east-2"];
const BASE = "s3://acme-logs/trail=1/AWSLogs/o-a1b2c3d4e5/";

const sourceOf = (layout: Layout, more: Partial<Source> = {}): Source => ({
  table: "cloudtrail",
  layout,
  deliveryLagMs: LAG_MS,
  mayHoldDuplicates: true,
  logFolders: [{ base: BASE }],
  accounts: ACCOUNTS,
  regions: REGIONS,
  ...more,
});

const partitioner = sourceOf(layouts.partitioner, {
  logFolders: ACCOUNTS.map((account): LogFolder => ({ base: BASE, account })),
});

type File = {
  readonly account: string;
  readonly region: string;
  /** An instant of the day whose folder it is in. */
  readonly folderMs: number;
  readonly path: string;
};

/** A file as CloudTrail names it, in the folder of a day. */
function file(account: string, region: string, folderMs: number, namedMs: number): File {
  const day = formatPartition("yyyy/MM/dd", folderMs);
  const minute = new Date(namedMs).toISOString().slice(0, 16).replace(/[-:]/g, "");
  const name = `${account}_CloudTrail_${region}_${minute}Z_Mu0KsOhtH1ar15ZZ.json.gz`;
  return {
    account,
    region,
    folderMs,
    path: `${BASE}${account}/CloudTrail/${region}/${day}/${name}`,
  };
}

const place = fc.record({
  account: fc.constantFrom(...ACCOUNTS),
  region: fc.constantFrom(...REGIONS),
});

/**
 * An event's second, with a lag up to the longest that is allowed for; most are minutes. The minute
 * in the name is up to five off to either side, and around midnight the folder may be either's.
 */
const delivery = fc
  .record({
    where: place,
    second: fc.nat((DAYS * DAY_MS) / 1000 - 1),
    lagMs: fc.oneof(fc.nat(10 * MINUTE_MS), fc.nat(LAG_MS), fc.constant(LAG_MS)),
    offMs: fc.integer({ min: -5 * MINUTE_MS, max: 5 * MINUTE_MS }),
    isFiledByName: fc.boolean(),
  })
  .map(({ where: { account, region }, second, lagMs, offMs, isFiledByName }) => {
    const eventMs = START_MS + second * 1000;
    const [deliveredMs, namedMs] = [eventMs + lagMs, eventMs + lagMs + offMs];
    const folderMs = isFiledByName ? namedMs : deliveredMs;
    return { eventMs, ...file(account, region, folderMs, namedMs) };
  });

const some = (values: readonly string[]) => fc.subarray([...values]);

const scopes: fc.Arbitrary<Scope> = fc
  .record({
    accounts: some(ACCOUNTS),
    regions: some(REGIONS),
    startMs: fc.nat(DAYS * DAY_MS),
    lengthMs: fc.oneof(
      fc.integer({ min: 1000, max: 2 * HOUR_MS }),
      fc.constantFrom(HOUR_MS, DAY_MS, 2 * DAY_MS),
      fc.integer({ min: 1000, max: 4 * DAY_MS }),
    ),
    unitMs: fc.constantFrom(1000, MINUTE_MS, HOUR_MS, DAY_MS),
  })
  .map(({ accounts, regions, startMs, lengthMs, unitMs }) => {
    const fromMs = START_MS + Math.floor(startMs / unitMs) * unitMs;
    return { accounts, regions, fromMs, toMs: fromMs + Math.max(1000, lengthMs) };
  });

const all = (more: Partial<Scope>): Scope => ({
  accounts: [],
  regions: [],
  fromMs: START_MS,
  toMs: START_MS + DAY_MS,
  ...more,
});

/** Ranges read as the engine reads them. */
const inRanges = (ranges: ReturnType<typeof keptRanges>, path: string): boolean =>
  ranges.some(({ from, to }) => (from === null || path >= from) && (to === null || path < to));

const pathsOf = (scope: Scope, source: Source) => planPaths(scope, source, plan(scope, source));

describe("no event of the window is lost", () => {
  for (const source of [sourceOf(layouts["projection-org"]), partitioner]) {
    it(`${source.layout.name}: random windows over random deliveries`, () => {
      let skips = 0;
      fc.assert(
        fc.property(
          scopes,
          fc.array(delivery, { minLength: 20, maxLength: 40 }),
          (scope, files) => {
            const planned = plan(scope, source);
            const paths = planPaths(scope, source, planned);
            const ranges = keptRanges(paths?.skipped ?? []);
            for (const { eventMs, account, region, folderMs, path } of files) {
              const isRead = inRanges(ranges, path);
              if (isRead === (paths !== null && isSkipped(paths, path)))
                throw new Error(`the plan and its ranges differ on ${path}`);
              const isPlanned = selector(planned)({ account, region, ms: folderMs });
              if (isPlanned && !isRead) skips += 1;
              if (eventMs < scope.fromMs || eventMs >= scope.toMs || !isPlanned) continue;
              if (!isRead) throw new Error(`${path} is left out, and holds an event of the window`);
            }
          },
        ),
        { numRuns: triesOf(10_000), seed: 8212 },
      );
      // It is about something: files are left out.
      expect(skips).toBeGreaterThan(triesOf(10_000));
    });
  }
});

it("every file of the planned days that was named outside of the margins is left out", () => {
  const source = sourceOf(layouts["projection-org"]);
  fc.assert(
    fc.property(scopes, place, fc.nat(DAYS * 24 * 60), (scope, { account, region }, minutes) => {
      const deliveredMs = START_MS + minutes * MINUTE_MS;
      const planned = plan(scope, source);
      const { path } = file(account, region, deliveredMs, deliveredMs);
      const isNear =
        deliveredMs > scope.fromMs - 16 * MINUTE_MS &&
        deliveredMs < scope.toMs + LAG_MS + 16 * MINUTE_MS;
      const paths = planPaths(scope, source, planned);
      const isRead = paths === null || !isSkipped(paths, path);
      const isPlanned = selector(planned)({ account, region, ms: deliveredMs });
      if (isPlanned && !isNear) expect(isRead).toBe(false);
    }),
    { numRuns: triesOf(10_000), seed: 3 },
  );
});

it("the ranges are as few as can be, in order, and never touch", () => {
  const source = sourceOf(layouts["projection-org"]);
  fc.assert(
    fc.property(scopes, (scope) => {
      const { skipped = [] } = pathsOf(scope, source) ?? {};
      const ranges = keptRanges(skipped);
      expect(ranges).toHaveLength(skipped.length + 1);
      const borders = ranges.flatMap(({ from, to }) => [from, to]).slice(1, -1);
      expect(borders).toEqual([...new Set(borders)].toSorted());
      expect([ranges[0]?.from, ranges.at(-1)?.to]).toEqual([null, null]);
    }),
    { numRuns: 2_000, seed: 4 },
  );
});

it("merges what touches, and takes the same twice for once", () => {
  const skip = (from: string, to: string) => ({ account: "", from, to });
  expect(keptRanges([skip("c", "d"), skip("b", "c"), skip("b", "c")])).toEqual([
    { from: null, to: "b" },
    { from: "d", to: null },
  ]);
});

describe("paths of another form are read", () => {
  const source = sourceOf(layouts["projection-org"]);
  const hour = all({ fromMs: START_MS + 13 * HOUR_MS, toMs: START_MS + 14 * HOUR_MS });
  const folder = `${BASE}111122223333/CloudTrail/us-east-1/2025/12/28/`;
  const name = "111122223333_CloudTrail_us-east-1_20251228T0300Z_a.json.gz";
  it.each([
    ["another name", `${folder}events-0300.json.gz`],
    ["another account's name", `${folder}${name.replace("1111", "9999")}`],
    ["another bucket", `${folder}${name}`.replace("acme", "other")],
    ["an account that is not known", `${folder}${name}`.replaceAll("111122223333", "999988887777")],
    ["a region that is not known", `${folder}${name}`.replaceAll("us-east-1", "eu-west-1")],
    ["another log", `${folder}${name}`.replace("/CloudTrail/", "/CloudTrail-Insight/")],
  ])("%s", (_, path) => {
    const paths = pathsOf(hour, source);
    expect(paths && isSkipped(paths, `${folder}${name}`)).toBe(true);
    expect(paths && isSkipped(paths, path)).toBe(false);
  });
});

describe("there is no path condition", () => {
  const hour = all({ fromMs: START_MS + 13 * HOUR_MS, toMs: START_MS + 14 * HOUR_MS });
  it("of a source whose files are not known to be named so", () => {
    const { logFolders: _, ...unknown } = sourceOf(layouts["projection-org"]);
    expect(pathsOf(hour, unknown)).toBeNull();
  });
  it("where neither scope nor source names accounts and regions", () => {
    const nameless = sourceOf(layouts["hive-org"], { accounts: [], regions: [] });
    expect(pathsOf(hour, nameless)).toBeNull();
    const named = { ...hour, accounts: ACCOUNTS, regions: REGIONS };
    expect(pathsOf(named, nameless)?.skipped).toHaveLength(18);
    const seen = { accounts: ACCOUNTS.slice(1), regions: REGIONS };
    const listed = { ...nameless, logFolders: [{ base: BASE, seen }] };
    expect(pathsOf(hour, listed)?.skipped).toHaveLength(12);
  });
  it("where the days are needed as a whole", () => {
    const late = all({ toMs: START_MS + DAY_MS - LAG_MS });
    expect(pathsOf(late, sourceOf(layouts["hive-org"]))).toBeNull();
  });
  it("where the ranges would be more than 100 in a table", () => {
    const regions = (count: number) => Array.from({ length: count }, (_, index) => `r-${index}`);
    const source = sourceOf(layouts["projection-org"], { accounts: ["111122223333"] });
    expect(pathsOf({ ...hour, regions: regions(49) }, source)?.skipped).toHaveLength(98);
    expect(pathsOf({ ...hour, regions: regions(50) }, source)).toBeNull();
    expect(pathsOf({ ...hour, regions: regions(49) }, partitioner)?.skipped).toHaveLength(294);
  });
  it("of the view over tables per account, which does not show the path", () => {
    const result = compile(
      { where: [], answer: { kind: "events", columns: ["eventid"] }, limit: null },
      hour,
      { ...partitioner, accounts: [] },
    );
    expect(result).toMatchObject({ paths: null });
  });
});

it("a table of one account has ranges for that account only", () => {
  const hour = all({ fromMs: START_MS + 13 * HOUR_MS, toMs: START_MS + 14 * HOUR_MS });
  const query = {
    where: [],
    answer: { kind: "events", columns: ["eventid"] },
    limit: null,
  } as const;
  const result = compile(query, hour, partitioner);
  const tables = "sql" in result ? result.sql.split("union all") : [];
  expect(tables).toHaveLength(ACCOUNTS.length);
  for (const [index, sql] of tables.entries()) {
    const accounts = new Set(sql.match(/\d{12}(?=\/CloudTrail)/g));
    expect([...accounts]).toEqual([ACCOUNTS[index]]);
  }
});

it("fetching a slice is hour-exact; queries over its rows have no path condition", () => {
  const hour = all({ fromMs: START_MS + 13 * HOUR_MS, toMs: START_MS + 14 * HOUR_MS });
  const source = sourceOf(layouts["projection-org"]);
  const slice = { where: [], scope: hour };
  expect(compileSlice(slice, source, 10)).toMatchObject({
    sql: expect.stringContaining('"$path" >='),
    paths: { fromMs: hour.fromMs - 15 * MINUTE_MS },
  });
  const query = {
    where: [],
    answer: { kind: "events", columns: ["eventid"] },
    limit: null,
  } as const;
  const inside = compile(query, hour, sliceSource(slice, source));
  expect("sql" in inside && inside.sql).not.toContain("$path");
});
