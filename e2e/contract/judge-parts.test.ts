/** The parts of the judge that need no Trino: moved days, table columns, comparison. */
import { describe, expect, it } from "vitest";
import { differenceOf } from "@/e2e/judge/compare";
import { hiveColumns } from "@/e2e/judge/data/hive-columns";
import { movedEvent, movedPath } from "@/e2e/judge/data/move-days";
import { oddEvents } from "@/e2e/judge/data/odd-events";
import { tableStatements } from "@/e2e/judge/data/tables";
import { fields } from "@/queries/fields";
import { layouts } from "@/queries/layouts";

describe("moved logs", () => {
  const move = { account: "888877776666", days: -62 };

  it("a file moves over the year with its folder and the minute of its name", () => {
    expect(movedPath("111122223333_CloudTrail_us-east-1_20260301T0005Z_aB3.json.gz", move)).toBe(
      "888877776666/CloudTrail/us-east-1/2025/12/29/888877776666_CloudTrail_us-east-1_20251229T0005Z_aB3.json.gz",
    );
    expect(() => movedPath("notes.txt", move)).toThrow("notes.txt is not the name");
  });

  it("an event moves to the day and account, under an id that its original does not have", () => {
    const event = {
      eventTime: "2026-03-04T23:59:59Z",
      eventID: "abcdef00-1",
      eventName: "GetUser",
    };
    expect(movedEvent(event, move)).toEqual({
      eventTime: "2026-01-01T23:59:59Z",
      eventID: "3ecdef00-1",
      eventName: "GetUser",
      recipientAccountId: "888877776666",
    });
    expect(movedEvent({ eventName: "GetUser" }, move)).not.toHaveProperty("eventID");
  });
});

describe("tables", () => {
  it("have every column that the dictionary reads, and old ones none of the newer fields", () => {
    const [whole, old] = [hiveColumns(false), hiveColumns(true)];
    for (const { expression, newer } of fields) {
      const last = expression.split(".").at(-1) ?? "";
      if (!/^[a-z0-9]+$/.test(last)) continue;
      expect(whole).toContain(`"${last}" `);
      if (!newer) expect(old).toContain(`"${last}" `);
    }
    expect(whole).toContain('"onbehalfof" row(');
    for (const name of ["onbehalfof", "tlsdetails", "ec2roledelivery", "vpcendpointaccountid"])
      expect(old).not.toContain(`"${name}"`);
    expect(old).toContain('"sessionissuer" row(');
  });

  const days = [
    { account: "111122223333", region: "us-east-1", date: "2026-03-01" },
    { account: "444455556666", region: "eu-west-1", date: "2026-02-28" },
  ];

  it("are made for every layout, whatever its partition columns", () => {
    const place = { account: "111122223333", region: "us-east-1" };
    for (const layout of Object.values(layouts)) {
      const all = tableStatements("s", layout, "local:///logs/", [place], days).flat();
      const created = all.filter((sql) => sql.startsWith("create table"));
      for (const { name } of layout.columns)
        for (const sql of created) expect(sql).toContain(`"${name}" varchar`);
      const added = all.filter((sql) => sql.startsWith("call"));
      expect(added.length).toBe(layout.columns.some(({ means }) => means === "day") ? 2 : 0);
    }
  });

  it("of added partitions name the folder of each day", () => {
    const all = tableStatements("s", layouts["hive-org"], "local:///logs/", [], days).flat();
    expect(all).toContain(
      "call system.register_partition('s', 'cloudtrail_hive_org', array['account', 'region', 'year', 'month', 'day'], array['444455556666', 'eu-west-1', '2026', '02', '28'], 'local:///logs/444455556666/CloudTrail/eu-west-1/2026/02/28')",
    );
  });
});

describe("the comparison", () => {
  it("finds equal rows equal, and names the first row that differs", () => {
    expect(differenceOf([["a", 1, null]], [["a", 1, null]])).toBeNull();
    expect(differenceOf([], [])).toBeNull();
    expect(differenceOf([["a"], ["b"]], [["a"], ["c"]])).toContain("first in row 2");
    expect(differenceOf([["a"], ["b"]], [["a"]])).toContain("lake  no row");
    expect(differenceOf([["1"]], [[1]])).toContain("The rows differ");
    expect(differenceOf([[null]], [[""]])).toContain("The rows differ");
  });

  it("names a different order as such", () => {
    expect(differenceOf([["a"], ["b"]], [["b"], ["a"]])).toContain("The order of the rows differs");
  });

  it("shows long rows around the letters that differ", () => {
    const long = "x".repeat(5_000);
    const difference = differenceOf([[`${long}1${long}`]], [[`${long}2${long}`]]) ?? "";
    expect(difference.length).toBeLessThan(1_200);
    expect(difference).toMatch(/x1x[\s\S]*x2x/);
  });
});

it("odd events have separate ids and times, on one day, and some have no id", () => {
  const events = oddEvents();
  const ids = events.flatMap(({ eventID }) => (eventID === undefined ? [] : [eventID]));
  expect(new Set(ids).size).toBe(ids.length);
  expect(events.length - ids.length).toBeGreaterThan(1);
  expect(new Set(events.map(({ eventTime }) => eventTime)).size).toBe(events.length);
  expect(new Set(events.map(({ eventTime }) => String(eventTime).slice(0, 10))).size).toBe(1);
});
