import { describe, expect, it } from "vitest";
import { detectLayout, type TableMetadata } from "./detect-layout";
import { layouts, type PartitionColumn } from "./layouts";
import { current, date, old, table } from "./table-metadata.fixture";

function layoutOf(metadata: TableMetadata) {
  const detected = detectLayout(metadata);
  return "problem" in detected ? detected.problem : detected.layout;
}

describe("the five layouts are known by their columns", () => {
  it.each([
    ["projection", table("timestamp", date("timestamp", "yyyy/MM/dd"))],
    ["projection-org", table("account region timestamp", date("timestamp", "yyyy/MM/dd"))],
    ["hive-org", table("account region year month day")],
    [
      "bootstrap",
      table(
        "date_partition region_partition account_partition",
        date("date_partition", "yyyy/MM/dd"),
      ),
    ],
  ] as const)("%s", (name, metadata) => {
    expect(layoutOf(metadata)).toEqual(layouts[name]);
  });
  it("partitioner, a table per account", () => {
    const metadata = table("region year month day", null, { name: "t_111122223333", columns: old });
    expect(layoutOf(metadata)).toEqual(layouts.partitioner);
    expect(layoutOf({ ...metadata, columns: current })).not.toHaveProperty("lacksNewerFields");
    expect(layoutOf({ ...metadata, name: "t" })).not.toHaveProperty("tablePerAccount");
  });
  it("with the newer fields missing", () => {
    const metadata = table("account region year month day", null, { columns: old });
    expect(layoutOf(metadata)).toEqual({ ...layouts["hive-org"], lacksNewerFields: true });
    const without = current.filter(({ name }) => name !== "tlsdetails");
    expect(layoutOf({ ...metadata, columns: without })).toHaveProperty("lacksNewerFields", true);
  });
});

const column = (
  name: string,
  means: PartitionColumn["means"],
  format?: string,
  type?: "integer",
): PartitionColumn => ({ name, means, ...(format ? { format } : {}), ...(type ? { type } : {}) });

describe("other columns are recognised by the table's metadata", () => {
  it.each<[string, TableMetadata, readonly PartitionColumn[]]>([
    [
      "yyyy-MM-dd",
      table("accountid dt", date("dt", "yyyy-MM-dd")),
      [column("accountid", "account"), column("dt", "date", "yyyy-MM-dd")],
    ],
    ["yyyyMMdd", table("day", date("day", "yyyyMMdd")), [column("day", "date", "yyyyMMdd")]],
    [
      "any name, by the projection",
      table("when_delivered", date("when_delivered", "yyyy/MM/dd")),
      [column("when_delivered", "date", "yyyy/MM/dd")],
    ],
    [
      "a date to the hour",
      table("datehour", {
        ...date("datehour", "yyyy/MM/dd/HH"),
        "datehour.interval.unit": "HOURS",
      }),
      [column("datehour", "hour", "yyyy/MM/dd/HH")],
    ],
    [
      "a quoted letter in a format",
      table("dt", date("dt", "yyyy-MM-dd'T'HH")),
      [column("dt", "hour", "yyyy-MM-ddTHH")],
    ],
    [
      "whole numbers",
      table("account_id:bigint region year:int month:int day:int hour:smallint"),
      [
        column("account_id", "account", undefined, "integer"),
        column("region", "region"),
        column("year", "year", "yyyy", "integer"),
        column("month", "month", "M", "integer"),
        column("day", "day", "d", "integer"),
        column("hour", "hour", "H", "integer"),
      ],
    ],
    [
      "projected numbers in text, padded or not",
      table("year month day", {
        "year.type": "integer",
        "month.type": "integer",
        "month.digits": "2",
        "day.type": "integer",
      }),
      [column("year", "year", "yyyy"), column("month", "month", "MM"), column("day", "day", "d")],
    ],
    [
      "listed parts",
      table("year month day", {
        "month.type": "enum",
        "month.values": "01,02, 03",
        "day.type": "enum",
        "day.values": "1,2,30",
      }),
      [column("year", "year", "yyyy"), column("month", "month", "MM"), column("day", "day", "d")],
    ],
    [
      "a date and an hour",
      table("date hour", {
        ...date("date", "yyyy/MM/dd"),
        "hour.type": "integer",
        "hour.digits": "2",
      }),
      [column("date", "date", "yyyy/MM/dd"), column("hour", "hour", "HH")],
    ],
    [
      "columns that mean nothing here",
      table("org account year month"),
      [
        column("account", "account"),
        column("year", "year", "yyyy"),
        column("month", "month", "MM"),
      ],
    ],
  ])("%s", (_, metadata, columns) => {
    expect(layoutOf(metadata)).toMatchObject({ columns });
  });

  it("reads listed accounts and regions, and which a query must name", () => {
    const metadata = table("account region dt", {
      ...date("dt", "yyyy/MM/dd"),
      "account.type": "injected",
      "region.type": "enum",
      "region.values": "us-east-1, eu-west-1",
    });
    expect(detectLayout(metadata)).toMatchObject({
      accounts: null,
      regions: ["us-east-1", "eu-west-1"],
      mustName: ["account"],
      warnings: [],
    });
  });

  it("refuses tables of Security Lake and of Iceberg with the reason", () => {
    const ocsf = ["metadata", "class_uid", "actor", "time_dt"].map((name) => ({
      name,
      type: "string",
    }));
    const iceberg = { parameters: { table_type: "ICEBERG" } };
    expect(layoutOf(table("", null, { ...iceberg, columns: ocsf }))).toMatch(
      /events in OCSF, in an Iceberg table, as Amazon Security Lake writes them/,
    );
    expect(layoutOf(table("region accountid eventday", null, { columns: ocsf }))).toMatch(/OCSF/);
    expect(layoutOf(table("", null, iceberg))).toMatch(/^It is an Iceberg table/);
  });

  it("warns of a location that cannot be right", () => {
    const metadata = table("dt", date("dt", "yyyy/MM/dd"));
    const { "storage.location.template": template = "", ...rest } = metadata.parameters;
    const typo = { ...rest, "starage.location.template": template };
    expect(detectLayout({ ...metadata, parameters: typo })).toMatchObject({
      warnings: [expect.stringMatching(/no storage\.location\.template/)],
    });
    const fixed = { ...rest, "storage.location.template": "s3://b/all" };
    expect(detectLayout({ ...metadata, parameters: fixed })).toMatchObject({
      warnings: [expect.stringMatching(/does not name dt/)],
    });
  });
});

describe("what the metadata does not say is not guessed", () => {
  it.each<[string, TableMetadata, RegExp]>([
    ["an unpartitioned table", table(""), /not partitioned.*create a partitioned table/],
    ["a view", table("", null, { isView: true }), /a view/],
    ["another table", table("dt", null, { columns: [] }), /does not hold CloudTrail events/],
    ["a date without a projection", table("dt"), /in an unknown format/],
    [
      "a projection switched off",
      table("dt", { ...date("dt", "yyyy/MM/dd"), enabled: "false" }),
      /unknown format/,
    ],
    ["a date of Hive's type", table("dt:date", date("dt", "yyyy/MM/dd")), /has the type date/],
    ["month names", table("dt", date("dt", "dd-MMM-yyyy")), /writes dates as dd-MMM-yyyy/],
    ["a date without its day", table("dt", date("dt", "yyyy/dd")), /not supported/],
    [
      "weekly values",
      table("dt", { ...date("dt", "yyyy/MM/dd"), "dt.interval": "7" }),
      /every 7 DAYS/,
    ],
    [
      "no time at all",
      table("account region"),
      /None of its partition columns \(account, region\)/,
    ],
    ["a month without a year", table("account month"), /do not make up a time/],
    ["a year and a date", table("year dt", date("dt", "yyyy/MM/dd")), /do not make up a time/],
    ["a day that skips the month", table("year hour"), /do not make up a time/],
    [
      "two accounts",
      table("account accountid year month day"),
      /account and accountid seem to hold the same/,
    ],
    [
      "mixed padding",
      table("year month day", { "month.type": "enum", "month.values": "01,2,3" }),
      /mix one and two digits for a month/,
    ],
    [
      "an injected column of no meaning",
      table("org dt", { ...date("dt", "yyyy/MM/dd"), "org.type": "injected" }),
      /org is injected/,
    ],
    ["an injected year", table("year", { "year.type": "injected" }), /year is injected/],
  ])("%s", (_, metadata, says) => {
    const problem = layoutOf(metadata);
    expect(problem).toMatch(says);
    expect(problem).toMatch(/^[A-Z][^\n]*\.$/);
  });
});
