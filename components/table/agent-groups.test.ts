import { describe, expect, it } from "vitest";
import type { Row } from "@/lib/api/run";
import { agentOrder, groupAgents, isWorthGrouping, orderGroups, treeLines } from "./agent-groups";

const COLUMNS = ["useragent", "total"];
const TERRAFORM = (version: string) =>
  `APN/1.0 HashiCorp/1.0 Terraform/${version} (+https://www.terraform.io) aws-sdk-go/1.44`;
const ROWS: readonly Row[] = [
  [TERRAFORM("1.5.0"), 900],
  ["aws-cli/2.15.0 Python/3.11", "40"],
  [TERRAFORM("1.6.1"), 60],
  [null, 7],
  ["aws-cli/1.16.263 Python/2.7 kali", 1],
  ["Mozilla/5.0 (X11; Linux) Firefox/115.0", 7],
];
const groups = groupAgents(COLUMNS, ROWS);
const products = (of: typeof groups) => of.map(({ product }) => product);

describe("user agents by tool", () => {
  it("are one group per tool, with the sum of its events and how many versions it names", () => {
    expect(
      groups.map(({ product, total, versions, lines }) => [product, total, versions, lines.length]),
    ).toEqual([
      ["Terraform", 960, 2, 2],
      ["aws-cli", 41, 2, 2],
      ["browser", 7, 1, 1],
      [null, 7, 0, 1],
    ]);
    expect(groups[1]?.lines.map(({ version, total }) => [version, total])).toEqual([
      ["2.15.0", 40],
      ["1.16.263", 1],
    ]);
    const all = groups.flatMap(({ lines }) => lines.map(({ row }) => row));
    expect(new Set(all)).toEqual(new Set(ROWS));
  });

  it("come rarest first by the rarest agent, not by the tool's sum", () => {
    const rarest = orderGroups(groups, "rarest");
    expect(products(rarest)).toEqual(["aws-cli", "browser", null, "Terraform"]);
    expect(rarest[0]?.lines[0]?.total).toBe(1);
    expect(products(orderGroups(groups, "name"))).toEqual([
      "Terraform",
      "aws-cli",
      "browser",
      null,
    ]);
    expect(orderGroups(groups, "most")).toBe(groups);
  });

  it("take their order from the answer's sort", () => {
    const orderOf = (column: string, descending: boolean) => agentOrder({ column, descending });
    expect([agentOrder(null), orderOf("total", true), orderOf("total", false)]).toEqual([
      "most",
      "most",
      "rarest",
    ]);
    expect(orderOf("useragent", false)).toBe("name");
  });

  it("find their columns by name, whatever their order", () => {
    const rows = ROWS.map(([agent = null, total = null]): Row => [total, "first seen", agent]);
    const moved = groupAgents(["total", "firstseen", "useragent"], rows);
    expect(moved.map(({ product, total }) => [product, total])).toEqual(
      groups.map(({ product, total }) => [product, total]),
    );
  });

  it("unfold to their agents", () => {
    const lines = treeLines(groups, ({ product }) => product === "aws-cli");
    expect(lines.map(({ group, line }) => line?.agent ?? group.product)).toEqual([
      "Terraform",
      "aws-cli",
      ROWS[1]?.[0],
      ROWS[4]?.[0],
      "browser",
      null,
    ]);
    expect(lines[3]).toMatchObject({ position: 2, siblings: 2, isOpen: false });
  });

  it("are worth it where a tool has several", () => {
    expect(isWorthGrouping(groups)).toBe(true);
    expect(isWorthGrouping(groupAgents(COLUMNS, ROWS.slice(0, 2)))).toBe(false);
  });
});
