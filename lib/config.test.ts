import { describe, expect, it } from "vitest";
import { readConfig } from "./config";

const athena = { TRAILBOOK_ENGINE: "athena", AWS_REGION: "us-east-1", ATHENA_DATABASE: "security" };

it("TRAILBOOK_SLICES sets the number of cached slices, at least 1", () => {
  expect(readConfig({})).toMatchObject({ ok: true, value: { slices: 50 } });
  expect(readConfig({ TRAILBOOK_SLICES: "7" })).toMatchObject({ ok: true, value: { slices: 7 } });
  expect(readConfig({ TRAILBOOK_SLICES: "0" })).toMatchObject({ ok: false });
});

describe("accounts and regions in the settings", () => {
  it.each([
    ["", []],
    ["111122223333", ["111122223333"]],
    [" 111122223333, 444455556666 ", ["111122223333", "444455556666"]],
  ])("“%s”", (text, accounts) => {
    const config = readConfig({ ...athena, ATHENA_ACCOUNTS: text });
    expect(config).toMatchObject({ ok: true, value: { athena: { accounts, regions: [] } } });
  });

  it.each([
    [
      { ATHENA_ACCOUNTS: "1111-2222-3333" },
      /ATHENA_ACCOUNTS must be account ids of 12 digits.*\(got “1111-2222-3333”\)/,
    ],
    [{ ATHENA_REGIONS: "us-east-1,everywhere" }, /ATHENA_REGIONS must be regions such as us-east/],
  ])("that are invalid are reported with the name of their variable: %j", (wrong, says) => {
    const config = readConfig({ ...athena, ...wrong });
    expect(config.ok ? "" : config.failure.message).toMatch(says);
  });
});

it("reads days by the hour unless that is turned off", () => {
  const withRanges = (value: string | undefined) => readConfig({ TRAILBOOK_PATH_RANGES: value });
  expect(withRanges(undefined)).toMatchObject({ value: { pathRanges: true } });
  expect(withRanges("off")).toMatchObject({ value: { pathRanges: false } });
  const wrong = withRanges("no");
  expect(wrong.ok ? "" : wrong.failure.message).toMatch(
    /PATH_RANGES must be on or off \(got “no”\)/,
  );
});

it.each([
  ["security.cloudtrail", "security"],
  ['"Security"."CloudTrail"', "security"],
  ["awsdatacatalog.security.cloudtrail", "security"],
])("the database is in the name of the table %s", (table, database) => {
  const { ATHENA_DATABASE: _, ...without } = athena;
  expect(readConfig({ ...without, ATHENA_TABLE: table })).toMatchObject({
    ok: true,
    value: { athena: { table, database } },
  });
});

it("the database is found in any case, as a table is", () => {
  const config = readConfig({ ...athena, ATHENA_DATABASE: "Security" });
  expect(config).toMatchObject({ ok: true, value: { athena: { database: "security" } } });
});
