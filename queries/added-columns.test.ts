import { describe, expect, it } from "vitest";
import { addedColumns, canHaveColumn, columnsWith } from "./added-columns";
import { countBy, events } from "./playbook";

const listing = events("eventtime", "eventname", "eventid");
const counts = countBy("useragent");

describe("columns added to an answer", () => {
  it("are fields that a listing does not have, the same in any order", () => {
    const chosen = ["vpcendpointid", "eventtime", "actor", "awsregion"];
    expect(addedColumns(listing, chosen)).toEqual(["awsregion", "vpcendpointid"]);
    expect(addedColumns(listing, [...chosen, "awsregion"].reverse())).toEqual(
      addedColumns(listing, chosen),
    );
    expect(columnsWith(listing, chosen)).toEqual([
      "eventtime",
      "eventname",
      "eventid",
      "actor",
      "resource",
      "outcome",
      "awsregion",
      "vpcendpointid",
    ]);
  });

  it("are none of counts, of the usual choice, or outside of the dictionary", () => {
    expect(addedColumns(counts, ["awsregion"])).toEqual([]);
    expect(addedColumns(listing, null)).toEqual([]);
    expect(addedColumns(listing, ["shoesize", "eventname"])).toEqual([]);
    expect([canHaveColumn(listing, "awsregion"), canHaveColumn(listing, "shoesize")]).toEqual([
      true,
      false,
    ]);
    expect([canHaveColumn(counts, "total"), canHaveColumn(counts, "awsregion")]).toEqual([
      true,
      false,
    ]);
  });
});
