import { describe, expect, it } from "vitest";
import { readConfig } from "./config";

const athena = { TRAILBOOK_ENGINE: "athena", AWS_REGION: "us-east-1", ATHENA_DATABASE: "security" };

it("so many slices are kept, and never none", () => {
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
    [{ ATHENA_ACCOUNTS: "1111-2222-3333" }, /ATHENA_ACCOUNTS is wrong: .*account ids of 12 digits/],
    [{ ATHENA_REGIONS: "us-east-1,nowhere" }, /ATHENA_REGIONS is wrong: .*regions such as us-east/],
  ])("that are none are told by the name of their variable: %j", (wrong, says) => {
    const config = readConfig({ ...athena, ...wrong });
    expect(config.ok ? "" : config.failure.message).toMatch(says);
  });
});

it("reads hours of days unless that is switched off", () => {
  const told = (value: string | undefined) => readConfig({ TRAILBOOK_PATH_RANGES: value });
  expect(told(undefined)).toMatchObject({ value: { pathRanges: true } });
  expect(told("off")).toMatchObject({ value: { pathRanges: false } });
  const wrong = told("no");
  expect(wrong.ok ? "" : wrong.failure.message).toMatch(/PATH_RANGES is wrong: “no” is neither/);
});
