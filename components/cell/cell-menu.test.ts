import { expect, it } from "vitest";
import { findStep } from "@/queries/index";
import { cellMenu } from "@/queries/pivots";
import { filterNote } from "./cell-menu";

it.each([
  ["errorcode", "AccessDenied"],
  ["errorcode", null],
  ["eventname", "CreateUser"],
])("the filters on %s %s that leave what they name are not exclusions", (column, value) => {
  const step = findStep("access-key-exposure/all-key-usage")?.step;
  if (!step) throw new Error("There is no such step.");
  const { filters } = cellMenu(step, column, value, {});
  expect(filters.length).toBeGreaterThan(1);
  for (const { label, filter } of filters) {
    expect([label, filterNote(filter)]).toEqual([
      label,
      label.startsWith("Only ") ? "filter" : "exclude",
    ]);
  }
});
