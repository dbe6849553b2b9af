import { describe, expect, it } from "vitest";
import type { Filter } from "@/queries/filters";
import { deniedCodes, onlyOutcome, toggleOutcome } from "./outcome-filter";

const other: Filter = { field: "eventname", op: "not", value: "GetUser" };
const denied = ["AccessDenied"];

describe("the filter of an outcome", () => {
  it.each(["success", "denied"] as const)("is added and removed: %s", (outcome) => {
    const on = toggleOutcome([other], outcome, denied);
    expect(onlyOutcome(on, [])).toBe(outcome);
    expect(on).toHaveLength(2);
    expect(toggleOutcome(on, outcome, [])).toEqual([other]);
  });

  it("leaves errors alone by excluding the denials seen", () => {
    const on = toggleOutcome([other], "error", denied);
    expect(on).toEqual([
      other,
      { field: "errorcode", op: "present" },
      { field: "errorcode", op: "not", value: "AccessDenied" },
    ]);
    expect(onlyOutcome(on, [])).toBe("error");
    expect(toggleOutcome(on, "error", [])).toEqual([other]);
  });

  it("takes the place of another outcome's", () => {
    const on = toggleOutcome(toggleOutcome([], "success", denied), "denied", denied);
    expect(on).toEqual([{ field: "errorcode", op: "denied" }]);
  });

  it("does not take failures of both kinds for errors", () => {
    expect(onlyOutcome([{ field: "errorcode", op: "present" }], denied)).toBeNull();
  });

  it("knows the denials among rows", () => {
    const rows = [["AccessDenied"], [null], ["NoSuchEntity"], ["AccessDenied"]];
    expect(deniedCodes(["errorcode"], rows)).toEqual(["AccessDenied"]);
    expect(deniedCodes(["eventname"], rows)).toEqual([]);
  });
});
