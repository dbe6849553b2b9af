import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { triesOf } from "@/lib/full-run.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { compile } from "./compile";
import { TOTALS } from "./facet-sql";
import { FACETS, facetQuery } from "./facets";
import { applyFilters, type Filter, isExclusion, parseFilter } from "./filters";
import { findStep } from "./index";
import { layouts, type Source } from "./layouts";
import { events, measuredBy, oncePerAct } from "./playbook";
import { is } from "./query";

const scope = { accounts: [], regions: [], fromMs: 0, toMs: 86_400_000 };
const source: Source = {
  table: "cloudtrail",
  layout: layouts["hive-org"],
  deliveryLagMs: 0,
  mayHoldDuplicates: false,
};
function sqlOf(answer: Parameters<typeof oncePerAct>[0], mayHoldDuplicates: boolean) {
  const where = [is("eventname", "AssumeRole")];
  const compiled = compile({ where, answer: oncePerAct(answer), limit: null }, scope, {
    ...source,
    mayHoldDuplicates,
  });
  if ("refused" in compiled) throw new Error(compiled.refused);
  return compiled.sql;
}

describe("an act that two accounts logged", () => {
  it.each([false, true])("is one row of a listing, also among copies: %s", (mayHoldDuplicates) => {
    const sql = sqlOf(events("eventtime", "actor"), mayHoldDuplicates);
    expect(sql).toMatch(/^select\n {2}eventtime,\n {2}"?actor"?\nfrom \(/);
    expect(sql.match(/row_number\(\)/g)).toHaveLength(1);
    expect(sql).toContain("order by eventtime, eventid");
  });

  it("counts once on its day", () => {
    const where = [is("issuedkey", "ASIA6WJ2EXAMPLEJW3LT")];
    const days = { kind: "days", isOncePerAct: true } as const;
    const compiled = compile({ where, answer: days, limit: null }, scope, source);
    expect("sql" in compiled && compiled.sql).toMatch(
      /count\(\*\) as total\nfrom \([\s\S]*row_number\(\)/,
    );
  });

  it("counts once, with the actor of the caller's own account", () => {
    const sql = sqlOf(measuredBy(["actor"], ["addresses"]), true);
    expect(sql).toContain("count(*) as total");
    expect(sql.match(/row_number\(\)/g)).toHaveLength(1);
  });

  const ACCOUNTS = ["111122223333", "444455556666"] as const;
  const call = fc.record({
    eventname: fc.constantFrom("AssumeRole", "GetObject"),
    outcome: fc.constantFrom({}, { errorcode: "AccessDenied" }),
    isCopied: fc.boolean(),
    logs: fc.constantFrom("own", "other", "both", "unshared", "nameless"),
  });
  /** Calls, each in the log of the caller's account, of the called one, or of both, or twice in one. */
  const calls = fc.array(call, { minLength: 5, maxLength: 20 }).map((all) =>
    all.flatMap(({ logs, isCopied, outcome, eventname }, at): readonly TestEvent[] => {
      const isShared = logs !== "unshared" && logs !== "nameless";
      const record = (account: 0 | 1): TestEvent => ({
        eventname,
        ...outcome,
        eventid: logs === "nameless" ? null : `event-${at}-${account}`,
        eventtime: `2026-01-31T10:00:${String(at).padStart(2, "0")}Z`,
        recipientaccountid: ACCOUNTS[account],
        ...(isShared ? { sharedeventid: `shared-${at}` } : {}),
        ...(account === 0
          ? { type: "IAMUser", username: "alice", accesskeyid: "AKIAIOSFODNN7EXAMPLE" }
          : { type: "AWSAccount", principalid: "AIDAEXAMPLE" }),
      });
      const own = record(0);
      const copies = isCopied && logs === "unshared" ? [own, own] : [own];
      return [...(logs === "other" ? [] : copies), ...(/both|other/.test(logs) ? [record(1)] : [])];
    }),
  );
  const filters = fc.uniqueArray(
    fc.constantFrom(
      ...["actor:is:alice", "actor:not:alice", "recipientaccountid:is:444455556666"],
      ...["recipientaccountid:not:111122223333", "outcome:is:success", "eventname:not:GetObject"],
      ...["accesskeyid:empty", "anywhere:contains:AIDA", "errorcode:lacks:Denied"],
    ),
    { maxLength: 3 },
  );

  it("counts once in the facets, as the listing shows it", async () => {
    const step = findStep("access-key-exposure/sessions-opened")?.step;
    if (!step) throw new Error("There is no such step.");
    const listing = { ...step, where: [], answer: oncePerAct(events("eventtime", ...FACETS)) };
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(calls, filters, async (records, texts) => {
        const source = { ...lakeSource, mayHoldDuplicates: true };
        const chosen = texts.flatMap((text) => parseFilter(text) ?? []);
        const rowsWith = (kept: readonly Filter[]) => {
          const query = { where: [], answer: listing.answer, limit: null };
          return rowsOver(applyFilters(query, kept), records, source);
        };
        const counted = await rowsOver(facetQuery(listing, {}, chosen), records, source);
        const totalOf = (name: string) =>
          Number(counted.find(({ facet }) => facet === name)?.total ?? 0);
        const whole = await rowsWith(chosen);
        expect(totalOf(TOTALS.shown)).toBe(whole.length);
        const included = chosen.filter((each) => !isExclusion(each));
        expect(totalOf(TOTALS.included)).toBe((await rowsWith(included)).length);
        for (const facet of FACETS) {
          const others = chosen.filter(({ field }) => field !== facet);
          const rows = others.length < chosen.length ? await rowsWith(others) : whole;
          const totals: Record<string, number> = {};
          for (const { [facet]: value } of rows)
            totals[String(value)] = (totals[String(value)] ?? 0) + 1;
          const own = counted.filter((row) => row.facet === facet);
          const found = own.map(({ value, total }) => [String(value), Number(total)]);
          expect(Object.fromEntries(found), facet).toEqual(totals);
          seen += own.length;
        }
      }),
      { seed: 11, numRuns: triesOf(50), endOnFailure: true },
    );
    expect(seen).toBeGreaterThan(triesOf(500));
  });
});
