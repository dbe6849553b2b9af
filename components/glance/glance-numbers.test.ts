import { describe, expect, it } from "vitest";
import { findingOf } from "@/components/findings/findings.fixture";
import { DAY_MS } from "@/queries/scope";
import { MOST_FIRSTS } from "@/queries/signals/firsts";
import { ruleNumbers, severityNumbers } from "./finding-numbers";
import { firstNumbers, historyWords, readFirsts, recentStart } from "./first-numbers";

const scope = {
  accounts: ["111122223333"],
  regions: [],
  fromMs: Date.UTC(2026, 2, 19),
  toMs: Date.UTC(2026, 2, 20),
};
const START = { scope, accountScope: scope, source: "logs" };
const search = (href: string) => new URL(href, "http://trailbook.test").searchParams;

describe("the numbers of findings", () => {
  const findings = [
    findingOf("root-activity", "root of 111122223333", { total: 12 }),
    findingOf("root-activity", "root of 444455556666", { total: 1 }),
    findingOf("denied-burst", "deploy", { total: 1 }),
    findingOf("user-created", "alice"),
  ];

  it("are the findings of each severity, and nothing where they are not known", () => {
    const counted = severityNumbers(findings, START).map(({ label, value }) => [label, value]);
    const of = (severity: string) =>
      findings.filter(({ rule }) => rule.severity === severity).length;
    expect(counted).toEqual([
      ["High", of("high")],
      ["Medium", of("medium")],
      ["Low", of("low")],
    ]);
    expect(
      severityNumbers(findings, START).map(({ href }) => search(href).getAll("facet")),
    ).toEqual([["severity:high"], ["severity:medium"], ["severity:low"]]);
    for (const { value } of [...severityNumbers(null, START), ...ruleNumbers(null, START)])
      expect(value).toBeNull();
  });

  it("are the events of a rule by all its actors, with the link that lists them, and bursts with theirs", () => {
    const bursts = [...findings, findingOf("denied-burst", "ci-deploy", { total: 1_204 })];
    expect(ruleNumbers(bursts, START)[0]).toMatchObject({ value: 2, unit: "in 1,205 calls" });
    const numbers = ruleNumbers(findings, START);
    expect(numbers.map(({ value, unit }) => [value, unit])).toEqual([
      [1, "in 1 call"],
      [0, ""],
      [13, "events"],
    ]);
    expect(ruleNumbers([], START)[0]).toMatchObject({ value: 0, unit: "" });
    const link = search(numbers[2]?.href ?? "");
    expect(Object.fromEntries(link)).toMatchObject({
      step: "finding-events",
      from: "2026-03-19T00:00:00Z",
      to: "2026-03-20T00:00:00Z",
      account: "111122223333",
      source: "logs",
      "in.rule": "root-activity",
    });
  });
});

describe("the numbers of what is new", () => {
  const ROWS = [
    ["history", null, "2026-02-17T00:10:00Z"],
    ["region", "eu-north-1", "2026-03-19T02:00:00Z"],
    ["actor", "Admin/mallory, the second", "2026-03-19T02:00:00Z"],
    ["network", "203.0.0.0/16", "2026-03-19T02:00:00Z"],
    ["network", null, "2026-03-19T02:00:00Z"],
    ["network", "256.300.0.0/16", "2026-03-19T02:00:00Z"],
    ["address", "203.0.113.9", "2026-03-19T02:00:00Z"],
    ["address", "198.51.100.7", "2026-03-19T03:00:00Z"],
    ["address", "athena.amazonaws.com", "2026-03-19T03:00:00Z"],
  ] as const;

  it("leave out services, and lead to the values that they count", () => {
    const numbers = firstNumbers(readFirsts(ROWS), START);
    expect(numbers.map(({ label, value }) => [label, value])).toEqual([
      ["New actors", 1],
      ["New networks", 1],
      ["New addresses", 2],
      ["New regions", 1],
    ]);
    expect(numbers.map(({ href }) => search(href).getAll("filter"))).toEqual([
      ["actor:any:Admin/mallory\\, the second"],
      ["sourceipaddress:any:203.0.113.9"],
      ["sourceipaddress:any:203.0.113.9,198.51.100.7"],
      ["awsregion:any:eu-north-1"],
    ]);
  });

  it("lead to all where there are more values than a link can name", () => {
    const many = Array.from({ length: MOST_FIRSTS + 1 }, (_, index) => {
      const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
      return ["address", address, "2026-03-19T02:00:00Z"] as const;
    });
    const [, , addresses] = firstNumbers(readFirsts(many), START);
    expect(addresses).toMatchObject({ value: MOST_FIRSTS + 1, unit: "or more" });
    expect(search(addresses?.href ?? "").getAll("filter")).toEqual([]);
    expect(addresses?.hint).toContain("lists all");
  });

  it("lead to all where a link would change a value", () => {
    const [actors] = firstNumbers(readFirsts([["actor", " alice", "2026-03-19T02:00:00Z"]]), START);
    expect(actors).toMatchObject({ value: 1, hint: expect.stringContaining("lists all") });
  });

  it("are those of the last days of a range that begins with the logs", () => {
    const recentOf = (days: number) => {
      const accountScope = { ...scope, fromMs: scope.toMs - days * DAY_MS };
      const recent = recentStart({ ...START, accountScope });
      return recent && (scope.toMs - recent.accountScope.fromMs) / DAY_MS;
    };
    expect([30, 14, 5, 2, 1].map(recentOf)).toEqual([7, 7, 2, 1, null]);
  });

  it("say what they were compared with", () => {
    const words = (firstEvent: string | null) => historyWords({ firstEvent }, scope.fromMs, 30);
    expect(words("2026-02-17T00:10:00Z").words).toBe("Compared with the 30 days before");
    expect(words("2026-03-10T00:10:00Z").words).toBe("Compared with the logs since 10 Mar 2026");
    for (const none of [null, "2026-03-19T00:00:00Z"])
      expect(words(none)).toEqual({ words: "No history to compare with", isCompared: false });
  });
});
