import { describe, expect, it } from "vitest";
import { compile } from "./compile";
import { allSteps } from "./index";
import { layouts, type Source } from "./layouts";
import { bind } from "./playbook";
import { compileSlice } from "./slices";

const scope = {
  accounts: [],
  regions: [],
  fromMs: Date.UTC(2026, 0, 31),
  toMs: Date.UTC(2026, 1, 1),
};
const source: Source = {
  table: "trail",
  layout: layouts["projection-org"],
  deliveryLagMs: 0,
  mayHoldDuplicates: true,
  mustName: ["account"],
};
const account = "111122223333";

describe("a table whose queries must name an account or region", () => {
  it.each(allSteps)("$playbook.id/$step.id is refused without one, and names it", ({ step }) => {
    const query = bind(step, {});
    expect(compile(query, scope, source)).toEqual({
      refused: "Choose an account: this table needs one in every query.",
    });
    const named = compile(query, { ...scope, accounts: [account] }, source);
    if ("refused" in named) throw new Error(named.refused);
    const selects = named.sql.split("from trail").length - 1;
    expect(named.sql.split(`account = '${account}'`).length - 1).toBe(selects);
  });

  const [any] = allSteps;
  const sqlOf = (asked: typeof scope | { accounts: string[] }, more: Partial<Source>) => {
    if (!any) throw new Error("There is no step.");
    const compiled = compile(bind(any.step, {}), { ...scope, ...asked }, { ...source, ...more });
    return "refused" in compiled ? compiled.refused : compiled.sql;
  };

  it("uses all known accounts where the scope names none", () => {
    const accounts = [account, "444455556666"];
    expect(sqlOf({ accounts: [] }, { accounts })).toContain(
      "account in ('111122223333', '444455556666')",
    );
    expect(sqlOf({ accounts: ["444455556666"] }, { accounts })).toContain(
      "account = '444455556666'",
    );
  });

  it("needs a region, or both, where the table says so", () => {
    const both = { mustName: ["account", "region"] } as const;
    expect(sqlOf({ accounts: [account] }, both)).toBe(
      "Choose a region: this table needs one in every query.",
    );
    const sql = sqlOf({ accounts: [account] }, { ...both, regions: ["eu-west-1", "us-east-1"] });
    expect(sql).toContain("region in ('eu-west-1', 'us-east-1')");
    expect(sql).toContain("account = '111122223333'");
  });

  it("fetches a slice with the same names", () => {
    const slice = { where: [], scope };
    expect(compileSlice(slice, source, 10)).toEqual({
      refused: "Choose an account: this table needs one in every query.",
    });
    const known = compileSlice(slice, { ...source, accounts: [account] }, 10);
    expect("sql" in known ? known.sql : "").toContain("where account = '111122223333'");
  });

  it("does not change the scope of any other source", () => {
    const open = { mustName: [], accounts: [account], regions: ["us-east-1"] };
    expect(sqlOf({ accounts: [] }, open)).not.toMatch(/account (=|in)|region (=|in)/);
  });
});
