import { describe, expect, it } from "vitest";
import { findStep } from "@/queries/index";
import { menuColumnAt, prepareBars } from "./prepare-bars";

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => [`k${index}`, 100 - index]);

describe("prepareBars", () => {
  it("keeps the top and sums the others", () => {
    const { bars, others, total } = prepareBars(["useragent", "total"], rows(20));
    expect(bars).toHaveLength(13);
    expect(others).toBe(8);
    expect(bars.at(-1)).toEqual({
      index: null,
      keys: [],
      value: 88 + 87 + 86 + 85 + 84 + 83 + 82 + 81,
    });
    expect(bars.reduce((sum, bar) => sum + bar.value, 0)).toBe(total);
  });

  it("has no bar of others for a single row", () => {
    expect(prepareBars(["useragent", "total"], rows(13))).toMatchObject({ others: 0 });
    expect(prepareBars(["useragent", "total"], rows(14))).toMatchObject({ others: 2 });
  });

  it("orders by count and takes text and null", () => {
    const { bars } = prepareBars(
      ["useragent", "total"],
      [
        ["a", "7"],
        [null, 9],
        ["b", null],
      ],
    );
    expect(bars.map((bar) => [bar.index, bar.keys[0], bar.value])).toEqual([
      [1, null, 9],
      [0, "a", 7],
      [2, "b", 0],
    ]);
  });

  it("opens the menu of the column with a chain", () => {
    const step = findStep("ec2-instance-compromise/most-denied-actions")?.step;
    const owner = findStep("access-key-exposure/key-owner")?.step;
    if (!step || !owner) throw new Error("steps are gone");
    expect(menuColumnAt(step, ["eventsource", "eventname", "total"])).toBe(1);
    expect(menuColumnAt(owner, ["principalid", "arn", "accountid", "type", "total"])).toBe(0);
  });
});
