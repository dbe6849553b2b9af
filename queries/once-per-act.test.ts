import { describe, expect, it } from "vitest";
import { compile } from "./compile";
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
const sqlOf = (answer: Parameters<typeof oncePerAct>[0], mayHoldDuplicates: boolean) => {
  const where = [is("eventname", "AssumeRole")];
  const compiled = compile({ where, answer: oncePerAct(answer), limit: null }, scope, {
    ...source,
    mayHoldDuplicates,
  });
  if ("refused" in compiled) throw new Error(compiled.refused);
  return compiled.sql;
};

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
});
