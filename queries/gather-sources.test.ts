import { describe, expect, it } from "vitest";
import type { TableMetadata } from "./detect-layout";
import { gatherSources } from "./gather-sources";
import { layouts } from "./layouts";
import { current, date, old, table } from "./table-metadata.fixture";

describe("the sources of a database", () => {
  const perAccount = (account: string, more: Partial<TableMetadata> = {}) =>
    table("region year month day", null, { name: `cloudtrail_${account}`, columns: old, ...more });

  it("are one for all tables of accounts, and one for each other table", () => {
    const gathered = gatherSources(
      [
        perAccount("222222222222"),
        perAccount("111111111111", { columns: current }),
        table("", null, { name: "cloudtrail", isView: true }),
        table("", null, { name: "flat" }),
        table("dt", null, { name: "alb_logs", columns: [] }),
        table("dt", date("dt", "yyyy/MM/dd"), { name: "a_trail" }),
      ],
      3_600_000,
    );
    expect(gathered.found).toMatchObject([
      {
        source: { table: "a_trail", deliveryLagMs: 3_600_000, mayHoldDuplicates: true },
        accounts: [],
      },
      {
        source: { table: "cloudtrail", layout: layouts.partitioner },
        accounts: ["111111111111", "222222222222"],
      },
    ]);
    expect(gathered.refused.map((each) => each.table)).toEqual(["flat"]);
    expect(gathered.others.map((each) => each.table).sort()).toEqual([
      "alb_logs",
      "cloudtrail",
      "cloudtrail_111111111111",
      "cloudtrail_222222222222",
    ]);
    expect(gathered.found[1]?.covers.accounts).toEqual(["111111111111", "222222222222"]);
  });

  it("leave out a table of an account that differs from the others", () => {
    const odd = perAccount("333333333333", { partitionKeys: [{ name: "year", type: "int" }] });
    const tables = [perAccount("111111111111"), odd, perAccount("222222222222")];
    const gathered = gatherSources(tables, 0);
    expect(gathered.found.map(({ accounts }) => accounts)).toEqual([
      ["111111111111", "222222222222"],
    ]);
    expect(gathered.refused).toMatchObject([{ table: "cloudtrail_333333333333" }]);
  });
});
