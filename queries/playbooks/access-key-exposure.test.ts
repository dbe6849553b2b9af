import { expect, it } from "vitest";
import { answerOver } from "@/lib/engine/duckdb/answer-over.fixture";

const key = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
const ofKey = { accesskeyid: key.accessKeyId, type: "IAMUser", principalid: "AIDA1" };
const events = [
  { eventname: "ListBuckets", useragent: "aws-cli", sourceipaddress: "192.0.2.1", ...ofKey },
  { eventname: "ListUsers", useragent: "aws-cli", sourceipaddress: "192.0.2.2", ...ofKey },
  { eventname: "GetObject", useragent: "odd/1", sourceipaddress: "192.0.2.2", ...ofKey },
  {
    eventname: "GetObject",
    useragent: "odd/1",
    sourceipaddress: "192.0.2.3",
    accesskeyid: "AKIAIOSFODNN7OTHER00",
  },
  { eventname: "Decrypt", useragent: "AWS Internal", sourceipaddress: "AWS Internal" },
];
const ids = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map(({ eventid }) => eventid);
const ask = (step: string, inputs: Record<string, string> = key) =>
  answerOver(`access-key-exposure/${step}`, events, inputs);

it("finds every event of the key and none of another", async () => {
  expect(ids(await ask("all-key-usage"))).toEqual(["event-0", "event-1", "event-2"]);
});

it("counts the key's user agents and addresses", async () => {
  expect(await ask("user-agents")).toEqual([
    { useragent: "aws-cli", total: "2" },
    { useragent: "odd/1", total: "1" },
  ]);
  expect(await ask("source-ips")).toEqual([
    { sourceipaddress: "192.0.2.2", total: "2" },
    { sourceipaddress: "192.0.2.1", total: "1" },
  ]);
});

it("separates this key from all callers", async () => {
  expect(ids(await ask("events-by-user-agent", { ...key, userAgent: "odd/1" }))).toEqual([
    "event-2",
  ]);
  expect(ids(await ask("events-by-user-agent", { userAgent: "odd/1" }))).toEqual([
    "event-2",
    "event-3",
  ]);
  expect(ids(await ask("events-by-source-ip", { ...key, sourceIp: "192.0.2.3" }))).toEqual([]);
  expect(ids(await ask("events-by-source-ip", { sourceIp: "192.0.2.3" }))).toEqual(["event-3"]);
});

it("names the key's owner", async () => {
  expect(await ask("key-owner")).toEqual([
    { principalid: "AIDA1", arn: null, accountid: null, type: "IAMUser", total: "3" },
  ]);
});
