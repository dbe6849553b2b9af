import { expect, it } from "vitest";
import { rowsOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { addressSpellings } from "../addresses";
import { predicateOf } from "../filters";
import { filtersOf } from "./feature-words";
import { networkOf } from "./network-of";
import { profileQuery } from "./profile";

const iam = {
  eventsource: "iam.amazonaws.com",
  useragent: "aws-cli/2.15.0 Python/3.11 Linux/5.10.1",
};
const events: readonly TestEvent[] = [
  { ...iam, eventname: "GetUser", eventid: "a", sourceipaddress: "203.0.113.7" },
  { ...iam, eventname: "GetUser", eventid: "a", sourceipaddress: "203.0.113.7" },
  {
    ...iam,
    eventname: "CreateUser",
    sourceipaddress: "203.0.200.1",
    errorcode: "AccessDenied",
  },
  { ...iam, eventname: "CreateUser", sourceipaddress: "2001:DB8:12::1", errorcode: "Throttling" },
  { eventname: "AssumeRole", eventsource: "sts.amazonaws.com", sourceipaddress: "AWS Internal" },
];

async function profileOf(mayHoldDuplicates: boolean) {
  const rows = await rowsOver(profileQuery([]), events, { ...lakeSource, mayHoldDuplicates });
  return rows.map(({ feature, value, total, succeeded, denied }) =>
    [feature, value ?? "none", total, succeeded, denied].join(" "),
  );
}

it("counts each value of each feature with its outcomes, copies once", async () => {
  expect(await profileOf(true)).toEqual([
    "region us-east-1 4 2 1",
    "service iam.amazonaws.com 3 1 1",
    "service sts.amazonaws.com 1 1 0",
    "system Linux 3 1 1",
    "system none 1 1 0",
    "hour 2026-01-31T00 4 2 1",
    "agent aws-cli 3 1 1",
    "agent none 1 1 0",
    "call iam.amazonaws.com:CreateUser 2 0 1",
    "call iam.amazonaws.com:GetUser 1 1 0",
    "call sts.amazonaws.com:AssumeRole 1 1 0",
    "network 203.0.0.0/16 2 1 1",
    "network 2001:db8:12::/48 1 0 0",
    "network none 1 1 0",
    "address 2001:DB8:12::1 1 0 0",
    "address 203.0.113.7 1 1 0",
    "address 203.0.200.1 1 0 1",
    "address AWS Internal 1 1 0",
  ]);
});

it("counts every row where the source holds no copies", async () => {
  expect(await profileOf(false)).toContain("call iam.amazonaws.com:GetUser 2 2 0");
});

it("has the networks that its addresses are in by the same rule in code", async () => {
  const rows = await rowsOver(profileQuery([]), events);
  const of = (feature: string) =>
    rows.flatMap((row) => (row.feature === feature && row.value !== null ? String(row.value) : []));
  const networks = of("address").flatMap((address) => networkOf(address) ?? []);
  expect([...new Set(networks)].sort()).toEqual(of("network").sort());
});

it("has the first and last time of each value", async () => {
  const [region] = await rowsOver(profileQuery([]), events);
  expect(region).toMatchObject({
    firstseen: "2026-01-31T00:00:00Z",
    lastseen: "2026-01-31T00:00:04Z",
  });
});

/** An address, and its network in every spelling of it. */
const NETWORKS: readonly (readonly [string, string])[] = [
  ["203.0.113.7", "203.0.0.0/16"],
  ["2001:db8::1", "2001:db8:0::/48"],
  ["2001:db8:12:0:1::", "2001:db8:12::/48"],
  ["2001:0:5:6:7:8:9:a", "2001:0:5::/48"],
  ["2001:0:5:6:7:8:0:a", "2001:0:5::/48"],
  ["2600:0:0:1::", "2600:0:0::/48"],
  ["fe80::a:b", "fe80:0:0::/48"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0::/48"],
];

/** An IPv4 address in hexadecimal digits has no network. */
const IN_HEX = /ffff:[\da-f]*:[\da-f]*$/i;

it.each(NETWORKS)("every spelling of %s is in one network", async (address, network) => {
  const spellings = addressSpellings(address).filter((each) => !IN_HEX.test(each));
  expect(spellings.length).toBeGreaterThan(3);
  expect([...new Set(spellings.map(networkOf))]).toEqual([network]);
  const calls = spellings.map((sourceipaddress) => ({
    ...iam,
    eventname: "GetUser",
    sourceipaddress,
  }));
  const filters = filtersOf("network", network).map(predicateOf);
  for (const where of [[], filters]) {
    const rows = await rowsOver(profileQuery(where), calls);
    expect(rows.filter(({ feature }) => feature === "network")).toMatchObject([
      { value: network, total: String(spellings.length) },
    ]);
  }
});

it.each(["::1", "0:0:0:0:0:0:0:1", "::ffff:cb00:7107", "AWS Internal", "ec2.amazonaws.com"])(
  "%s is in no network",
  async (sourceipaddress) => {
    expect(networkOf(sourceipaddress)).toBeNull();
    const rows = await rowsOver(profileQuery([]), [
      { ...iam, eventname: "GetUser", sourceipaddress },
    ]);
    expect(rows.find(({ feature }) => feature === "network")?.value).toBeNull();
  },
);
