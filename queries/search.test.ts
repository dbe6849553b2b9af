import { describe, expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { formatFilter, formatList, parseFilter, parseList } from "./filters";

async function found(events: readonly TestEvent[], ...filters: readonly string[]) {
  const rows = await answerOver(
    "general-purpose/search",
    events,
    {},
    ["eventid"],
    undefined,
    filters,
  );
  return rows.map(({ eventid }) => Number(String(eventid).slice("event-".length)));
}

describe("a search by comparison", () => {
  const events: readonly TestEvent[] = [
    {
      eventname: "CreateAccessKey",
      useragent: "aws-cli/2.15.0 Python/3.11",
      responseelements: '{"accessKey":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE","status":"Active"}}',
      requestparameters: '{"userName":"o\\"brien"}',
    },
    {
      eventname: "GetObject",
      useragent: "[aws-cli/2.15.0 Python/3.11]",
      errorcode: "AccessDenied",
    },
    { eventname: "ListUsers", useragent: "curl/8.0, like wget" },
  ];

  it.each([
    ["responseelements:contains:AKIAIOSFODNN7EXAMPLE", [0]],
    ["anywhere:contains:AKIAIOSFODNN7EXAMPLE", [0]],
    ["anywhere:contains:AccessDenied", [1]],
    ['requestparameters:contains:o"brien', [0]],
    ['anywhere:contains:o"brien', [0]],
    ["useragent:contains:Python", [0, 1]],
    ["useragent:starts:aws-cli", [0]],
    ["useragent:lacks:Python", [2]],
    ["errorcode:lacks:Denied", [0, 2]],
    ["responseelements:lacks:AKIA", [1, 2]],
    ["eventname:any:ListUsers,GetObject", [1, 2]],
    ["useragent:any:curl/8.0\\, like wget,x", [2]],
    ["eventname:starts:%", []],
    ["eventname:contains:_", []],
  ])("%s finds events %j", async (filter, expected) => {
    expect(await found(events, filter)).toEqual(expected);
  });

  it("takes a user agent in the brackets of S3 for the same tool", async () => {
    const agent = "aws-cli/2.15.0 Python/3.11";
    expect(await found(events, `useragent:is:${agent}`)).toEqual([0, 1]);
    expect(await found(events, `useragent:is:[${agent}]`)).toEqual([0, 1]);
    expect(await found(events, `useragent:not:${agent}`)).toEqual([2]);
    expect(await found(events, `useragent:exactly:${agent}`)).toEqual([0]);
    const step = "access-key-exposure/events-by-user-agent";
    expect(await answerOver(step, events, { userAgent: agent })).toHaveLength(2);
    // An input of the open search is compared exactly, as it has always been.
    const search = await answerOver("general-purpose/search", events, { userAgent: agent });
    expect(search).toHaveLength(1);
  });
});

describe("addresses", () => {
  const written = [
    "2001:db8::1:2",
    "2001:db8:0:0:0:0:1:2",
    "2001:0DB8:0000:0000:0000:0000:0001:0002",
    "2001:db8::1:3",
    "::ffff:203.0.113.7",
    "203.0.113.7",
    "203.0.113.200",
    "203.0.112.7",
    "203.0.1.137",
    "0:0:0:0:0:FFFF:CB00:7107",
  ];
  const events = written.map((sourceipaddress) => ({ eventname: "GetUser", sourceipaddress }));

  it.each([
    ["sourceipaddress:is:2001:DB8::1:2", [0, 1, 2]],
    ["sourceipaddress:is:2001:db8:0:0::1:2", [0, 1, 2]],
    ["sourceipaddress:not:2001:db8::1:2", [3, 4, 5, 6, 7, 8, 9]],
    ["sourceipaddress:is:::ffff:203.0.113.7", [4, 5, 9]],
    ["sourceipaddress:is:203.0.113.7", [4, 5, 9]],
    ["sourceipaddress:not:203.0.113.7", [0, 1, 2, 3, 6, 7, 8]],
    ["sourceipaddress:exactly:203.0.113.7", [5]],
    ["sourceipaddress:any:203.0.113.200,2001:db8::1:2", [0, 1, 2, 6]],
    ["sourceipaddress:within:203.0.113.0/24", [4, 5, 6, 9]],
    ["sourceipaddress:within:203.0.113.99/25", [4, 5, 9]],
    ["sourceipaddress:within:203.0.112.0/23", [4, 5, 6, 7, 9]],
    ["sourceipaddress:within:203.0.0.0/16", [4, 5, 6, 7, 8, 9]],
    ["sourceipaddress:within:203.0.113.7/32", [4, 5, 9]],
    ["sourceipaddress:within:2001:db8::/32", [0, 1, 2, 3]],
    ["sourceipaddress:within:2001:db8:0:0:8000::/44", [0, 1, 2, 3]],
    ["sourceipaddress:within:2001:DB8::1:2/127", [0, 1, 2, 3]],
    ["sourceipaddress:within:2001:db8::1:0/127", []],
    ["sourceipaddress:within:::ffff:203.0.113.0/121", [4, 5, 9]],
  ])("%s finds events %j", async (filter, expected) => {
    expect(await found(events, filter)).toEqual(expected);
  });

  it("in every spelling are one address for the step that asks about it", async () => {
    const step = "access-key-exposure/events-by-source-ip";
    for (const sourceIp of ["2001:DB8::1:2", "203.0.113.7", "::FFFF:203.0.113.7"])
      expect(await answerOver(step, events, { sourceIp })).toHaveLength(3);
  });

  it.each([
    "sourceipaddress:within:203.0.113.0",
    "sourceipaddress:within:203.0.113.0/33",
    "sourceipaddress:within:203.0.113.0/4",
    "sourceipaddress:within:2001:db8::/129",
    "useragent:within:203.0.113.0/24",
    "anywhere:is:x",
    "anywhere:empty",
    "eventname:any:,",
  ])("%s is not a filter", (text) => {
    expect(parseFilter(text)).toBeNull();
  });
});

it("lists keep commas and backslashes of their values", () => {
  for (const values of [["a,b", "c\\", "\\,"], ["one"], ["a b", "c:d"]])
    expect(parseList(formatList(values))).toEqual(values);
  for (const text of [
    "useragent:any:a\\,b,c",
    "sourceipaddress:within:10.0.0.0/8",
    "arn:exactly:",
  ]) {
    const filter = parseFilter(text);
    expect(filter && formatFilter(filter)).toBe(text);
  }
});

describe("an Identity Center user", () => {
  const person = "d3a2f1c0-1111-4222-8333-444455556666";
  const events: readonly TestEvent[] = [
    { eventname: "CreateUser", eventsource: "iam.amazonaws.com", onbehalfof: person },
    { eventname: "CreateUser", errorcode: "AccessDenied", onbehalfof: person },
    { eventname: "CreateUser", principalid: "AROAX:alice", onbehalfof: person },
  ];
  it("is named where principals are counted, and found by that name", async () => {
    expect(await answerOver("general-purpose/most-denied-principals", events)).toEqual([
      { principalid: person, deniedactions: "1" },
    ]);
    expect(await answerOver("watchlist/iam-changes", events)).toMatchObject([
      { principalid: person },
    ]);
    const step = "general-purpose/denied-actions-of-principal";
    expect(await answerOver(step, events, { principalId: person })).toHaveLength(1);
  });
});
