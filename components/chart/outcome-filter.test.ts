import { describe, expect, it } from "vitest";
import { type Filter, ONLY_FAILURES } from "@/queries/filters";
import { OUTCOMES } from "@/queries/outcome";
import { onlyOutcome, toggleOutcome } from "./outcome-filter";

const other: Filter = { field: "eventname", op: "not", value: "GetUser" };

describe("the filter of an outcome", () => {
  it.each(OUTCOMES)("is added and removed: %s", (outcome) => {
    const on = toggleOutcome([other], outcome);
    expect(on).toEqual([other, { field: "outcome", op: "is", value: outcome }]);
    expect(onlyOutcome(on)).toBe(outcome);
    expect(toggleOutcome(on, outcome)).toEqual([other]);
  });

  it("replaces another outcome's", () => {
    const on = toggleOutcome(toggleOutcome([], "success"), "denied");
    expect(on).toEqual([{ field: "outcome", op: "is", value: "denied" }]);
  });

  it("does not treat denials and errors together as errors", () => {
    expect(onlyOutcome([ONLY_FAILURES])).toBeNull();
    expect(onlyOutcome([])).toBeNull();
    const notDenied: Filter = { field: "outcome", op: "not", value: "denied" };
    expect(onlyOutcome([ONLY_FAILURES, notDenied])).toBe("error");
  });
});
