import { describe, expect, it } from "vitest";
import { datesOf, outsideOf } from "./coverage";
import { detectLayout } from "./detect-layout";
import { DAY_MS } from "./scope";
import { date, table } from "./table-metadata.fixture";

const NOW = Date.parse("2026-03-20T12:00:00Z");

function covers(keys: string, projection: Readonly<Record<string, string>> | null, more = {}) {
  const metadata = table(keys, projection);
  const parameters = { ...metadata.parameters, ...more };
  const detected = detectLayout({ ...metadata, parameters });
  if ("problem" in detected) throw new Error(detected.problem);
  return detected.covers;
}

const scope = (from: string, to: string, accounts: readonly string[] = [], regions = accounts) => ({
  accounts,
  regions,
  fromMs: Date.parse(`${from}T00:00:00Z`),
  toMs: Date.parse(`${to}T00:00:00Z`),
});
const today = scope("2026-03-20", "2026-03-21");

describe("the location of a table", () => {
  const location = "s3://logs/AWSLogs/111122223333/CloudTrail/us-east-1";
  it("is one account's and region's, as AWS documents it", () => {
    const template = { "storage.location.template": `${location}/\${timestamp}` };
    const documented = covers("timestamp", date("timestamp", "yyyy/MM/dd"), template);
    expect(documented).toMatchObject({ accounts: ["111122223333"], regions: ["us-east-1"] });
    expect(documented.mayHoldMore).toBeUndefined();
    const elsewhere = { ...today, accounts: ["111122223333"], regions: ["eu-west-1"] };
    expect(outsideOf(documented, elsewhere, NOW)).toEqual({
      ...{ accounts: [], regions: ["eu-west-1"], days: [], isAll: true },
    });
    const both = { ...elsewhere, regions: ["eu-west-1", "us-east-1"] };
    expect(outsideOf(documented, both, NOW)).toMatchObject({
      regions: ["eu-west-1"],
      isAll: false,
    });
    expect(outsideOf(documented, today, NOW).isAll).toBe(false);
  });

  it("counts as well where its base has a space, and where partitions may be elsewhere", () => {
    const odd = location.replace("AWSLogs", "all logs/AWSLogs");
    const template = { "storage.location.template": `${odd}/\${timestamp}` };
    const projected = covers("timestamp", date("timestamp", "yyyy/MM/dd"), template);
    expect(projected.accounts).toEqual(["111122223333"]);
    expect(covers("year month day", null, { location })).toMatchObject({
      accounts: ["111122223333"],
      mayHoldMore: true,
    });
    expect(covers("account region year month day", null, { location })).toMatchObject({
      accounts: null,
      regions: null,
    });
  });
});

describe("dates outside of a projection", () => {
  const daysOutside = (range: string, from: string, to: string, format = "yyyy/MM/dd") =>
    outsideOf(covers("dt", { ...date("dt", format), "dt.range": range }), scope(from, to), NOW)
      .days;

  it.each([
    ["2026/03/03,NOW", "yyyy/MM/dd", ["2026-03-01", "2026-03-02"]],
    ["2026-03-03,2026-03-04", "yyyy-MM-dd", ["2026-03-01", "2026-03-02", "2026-03-05"]],
    ["20260302, NOW-16DAYS", "yyyyMMdd", ["2026-03-01", "2026-03-05"]],
    ["NOW-1MONTHS,NOW", "yyyy/MM/dd", []],
    [
      "NOW-2WEEKS,NOW+1DAYS",
      "yyyy/MM/dd",
      ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"],
    ],
    ["2020/01/01,NOW", "yyyy/MM/dd", []],
    ["what is this", "yyyy/MM/dd", []],
  ])("%s", (range, format, days) => {
    expect(daysOutside(range, "2026-03-01", "2026-03-06", format)).toEqual(days);
  });

  it("to the month", () => {
    const monthly = { ...date("dt", "yyyy/MM"), "dt.range": "2026/03,NOW" };
    const bounds = covers("dt", monthly);
    expect(outsideOf(bounds, scope("2026-02-28", "2026-03-02"), NOW).days).toEqual(["2026-02-28"]);
  });

  it("exclude days that have not started", () => {
    expect(daysOutside("2020/01/01,NOW", "2026-03-20", "2026-03-25")).toEqual([]);
  });

  it("by years and months that are numbers or listed", () => {
    const parts = {
      "year.type": "integer",
      "year.range": "2020,2025",
      "month.type": "enum",
      "month.values": ["01", "02", "03", "12"].join(),
      "day.type": "integer",
      "day.digits": "2",
      "day.range": "1,31",
    };
    const bounds = covers("year month day", parts);
    expect(datesOf(bounds)).toEqual({ first: "2020-01-01", last: "2025-12-31" });
    expect(outsideOf(bounds, scope("2025-12-31", "2026-01-02"), NOW)).toMatchObject({
      days: ["2026-01-01"],
      isAll: false,
    });
    expect(outsideOf(bounds, scope("2025-11-30", "2025-12-01"), NOW).isAll).toBe(true);
  });

  it("never claim a day that a range holds", () => {
    for (let day = 0; day < 20; day += 1) {
      const atMs = Date.parse("2026-01-15T00:00:00Z") + day * DAY_MS;
      const text = new Date(atMs).toISOString().slice(0, 10).replaceAll("-", "/");
      const bounds = covers("dt", { ...date("dt", "yyyy/MM/dd"), "dt.range": `${text},${text}` });
      const one = { accounts: [], regions: [], fromMs: atMs, toMs: atMs + DAY_MS };
      expect(outsideOf(bounds, one, NOW).days).toEqual([]);
      expect(outsideOf(bounds, { ...one, fromMs: atMs - DAY_MS }, NOW).days).toHaveLength(1);
    }
  });
});

it("accounts and regions outside of an enum are not in the table", () => {
  const bounds = covers("account region dt", {
    ...date("dt", "yyyy/MM/dd"),
    "account.type": "enum",
    "account.values": "111122223333,444455556666",
    "region.type": "enum",
    "region.values": "us-east-1",
  });
  const named = { ...today, accounts: ["111122223333", "999999999999"], regions: ["us-east-1"] };
  expect(outsideOf(bounds, named, NOW)).toMatchObject({ accounts: ["999999999999"], isAll: false });
  expect(outsideOf(bounds, { ...named, regions: ["sa-east-1"] }, NOW).isAll).toBe(true);
});
