import { describe, expect, it } from "vitest";
import { fields } from "./fields";
import { formatFilter, parseFilter } from "./filters";
import { checkInput, type Kind } from "./kinds";
import { formatTime, parseTime, scopeProblem } from "./scope";

function reason(kind: Kind, text: string): string {
  const check = checkInput(kind, text);
  return check.ok ? `ok ${check.value}` : check.reason;
}

describe("inputs", () => {
  it.each<[Kind, string, RegExp]>([
    ["accessKeyId", "AKIAIOSFODNN7EXAMPLE", /^ok AKIAIOSFODNN7EXAMPLE$/],
    ["accessKeyId", "  ASIANQQHHS551LWULIWD\n", /^ok ASIANQQHHS551LWULIWD$/],
    ["accessKeyId", "AKIA123", /20 characters; this has 7/],
    ["accessKeyId", "AROAIOSFODNN7EXAMPLE", /starts with AKIA/],
    ["accessKeyId", "AKIAIOSFODNN7EXAMPL'", /capital letters and digits/],
    ["instanceId", "i-0123456789abcdef0", /^ok/],
    ["instanceId", "i-12345678", /^ok/],
    ["instanceId", "i-123", /8 or 17/],
    ["sourceIp", "203.0.113.7", /^ok/],
    ["sourceIp", "253.252.51.07", /^ok/],
    ["sourceIp", "256.1.1.1", /at most 255/],
    ["sourceIp", "1.2.3", /IPv4/],
    ["sourceIp", "2001:db8::7", /^ok/],
    ["sourceIp", "2001:db8::7::1", /IPv4/],
    ["sourceIp", "203.0.113.0/24", /^For a network, use the search box/],
    ["sourceIp", "AWS Internal", /^ok/],
    ["sourceIp", "ec2.amazonaws.com", /^ok/],
    ["sourceIp", "'; drop table x", /IPv4/],
    ["arn", "arn:aws:iam::111122223333:user/x", /^ok/],
    ["arn", "iam::x", /starts with arn:/],
    ["account", "12345", /12 digits/],
    ["userAgent", " [curl] ", /^ok {2}\[curl\] $/],
    ["userAgent", "", /Enter the user agent/],
    ["userAgent", "a\0", /NUL/],
    ["principalId", "x".repeat(40_000), /too long/],
  ])("%s %j", (kind, text, expected) => {
    expect(reason(kind, text)).toMatch(expected);
  });
});

describe("filters", () => {
  it.each([
    "useragent:is:a:b::c",
    "username:empty",
    "sourceipaddress:not:x",
    "eventname:contains:Get",
    "outcome:is:denied",
  ])("%s reads and writes", (text) => {
    const filter = parseFilter(text);
    expect(filter && formatFilter(filter)).toBe(text);
  });
  it.each([
    ["errorcode:empty", "outcome:is:success"],
    ["errorcode:present", "outcome:not:success"],
    ["errorcode:denied", "outcome:is:denied"],
  ])("%s of an earlier link is read as %s", (earlier, now) => {
    const filter = parseFilter(earlier);
    expect(filter && formatFilter(filter)).toBe(now);
  });
  it.each([
    "",
    "useragent",
    "useragent:is",
    "useragent:is:",
    "nope:is:x",
    "useragent:like:x",
    "useragent:is:\0",
    "toString:is:x",
    "useragent:denied",
  ])("%j is none", (text) => {
    expect(parseFilter(text)).toBeNull();
  });
});

describe("times", () => {
  it.each([
    ["2026-01-31T23:59:59Z", Date.UTC(2026, 0, 31, 23, 59, 59)],
    ["2026-01-31", Date.UTC(2026, 0, 31)],
    ["2026-01-31 10:20", Date.UTC(2026, 0, 31, 10, 20)],
    ["2026-01-31T10:20:30.999Z", Date.UTC(2026, 0, 31, 10, 20, 30)],
    ["2026-01-31T10:20:30.123456789Z", Date.UTC(2026, 0, 31, 10, 20, 30)],
    ["2026-02-30", null],
    ["2026-01-31T24:00:00Z", null],
    ["2026-01-31T10:60Z", null],
    ["2026-01-31T10:00:00+02:00", null],
    ["yesterday", null],
  ])("%s", (text, expected) => {
    expect(parseTime(text)).toBe(expected);
  });
  it("are written as CloudTrail writes them", () => {
    expect(formatTime(Date.UTC(2026, 0, 31, 1, 2, 3))).toBe("2026-01-31T01:02:03Z");
  });
  it("make a window that ends after it starts and is not too long", () => {
    const scope = { accounts: [], regions: [], fromMs: 0, toMs: 86_400_000 };
    expect(scopeProblem(scope, 1)).toBeNull();
    expect(scopeProblem({ ...scope, toMs: 86_400_001 }, 1)).toMatch(/2 days long; at most 1/);
    expect(scopeProblem({ ...scope, toMs: 0 }, 1)).toMatch(/before it starts/);
    expect(scopeProblem({ ...scope, accounts: ["1"] }, 1)).toMatch(/12 digits/);
    expect(scopeProblem({ ...scope, regions: ["us east"] }, 1)).toMatch(/not a region/);
  });
});

it("every field of the dictionary has an input, a label and a sentence", () => {
  expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
  expect(new Set(fields.map(({ input }) => input)).size).toBe(fields.length);
  for (const { name, label, meaning } of fields) {
    expect(name).toMatch(/^[a-z0-9]+$/);
    expect(label.length).toBeGreaterThan(1);
    expect(meaning).toMatch(/\.$/);
  }
});
