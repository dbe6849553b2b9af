import { describe, expect, it } from "vitest";
import { EVENT_ROW, fields } from "@/queries/fields";
import { columnGroups, moveColumn, toggleColumn } from "./column-choice";
import { usualColumns } from "./table-columns";

const EVENT = [...EVENT_ROW, "actor", "resource", "outcome"];
const COUNTS = ["useragent", "total"];

describe("the columns to choose from", () => {
  it("are each field of the dictionary once, by where it is", () => {
    const shown = [...usualColumns(EVENT), "vpcendpointid"];
    const { hidden, others, ...groups } = columnGroups(EVENT, shown, true, "");
    expect(groups.shown).toBe(shown);
    expect(hidden).toContain("eventsource");
    expect(others).not.toContain("vpcendpointid");
    const all = [...shown, ...hidden, ...others];
    expect(new Set(all).size).toBe(all.length);
    // The cell of the error code shows the outcome as well.
    expect([...all, "outcome"].sort()).toEqual(fields.map(({ name }) => name as string).sort());
  });

  it("are found by heading, name and meaning", () => {
    const shown = usualColumns(EVENT);
    const find = (search: string) => columnGroups(EVENT, shown, true, search);
    expect(find("time utc").shown).toEqual(["eventtime"]);
    expect(find("vpcendpointid").others).toEqual(["vpcendpointid"]);
    expect(find("second factor").others).toContain("mfaauthenticated");
    expect(find("shoe size")).toEqual({ shown: [], hidden: [], others: [] });
  });

  it("are only its own of counts", () => {
    expect(columnGroups(COUNTS, ["total"], false, "")).toEqual({
      shown: ["total"],
      hidden: ["useragent"],
      others: [],
    });
    expect(columnGroups(COUNTS, COUNTS, false, "event").shown).toEqual(["total"]);
  });
});

describe("a choice of columns", () => {
  it("takes a column of the step in its place, another at the end, and leaves one out", () => {
    expect(toggleColumn(EVENT, ["useragent", "eventid"], "arn")).toEqual([
      "useragent",
      "arn",
      "eventid",
    ]);
    expect(toggleColumn(EVENT, ["useragent"], "eventid")).toEqual(["useragent", "eventid"]);
    expect(toggleColumn(EVENT, ["useragent", "eventid"], "mfaused")).toEqual([
      "useragent",
      "eventid",
      "mfaused",
    ]);
    expect(toggleColumn(EVENT, ["useragent", "eventid"], "useragent")).toEqual(["eventid"]);
  });

  it("moves a column, within the list", () => {
    const shown = ["a", "b", "c", "d"];
    expect(moveColumn(shown, "a", 2)).toEqual(["b", "c", "a", "d"]);
    expect(moveColumn(shown, "d", 0)).toEqual(["d", "a", "b", "c"]);
    expect(moveColumn(shown, "b", 99)).toEqual(["a", "c", "d", "b"]);
    expect(moveColumn(shown, "a", -3)).toBe(shown);
    expect(moveColumn(shown, "e", 1)).toBe(shown);
  });
});
