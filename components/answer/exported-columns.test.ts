import { expect, it } from "vitest";
import { EVENT_ROW } from "@/queries/fields";
import { copiedText, exportedColumns } from "./exported-columns";

const columns = [...EVENT_ROW, "actor", "resource", "outcome"];

it("has the outcome beside the error code, whose cell on the page shows both", () => {
  expect(exportedColumns(["eventtime", "errorcode", "eventid"], columns)).toEqual([
    "eventtime",
    "errorcode",
    "outcome",
    "eventid",
  ]);
});

it.each([
  [["eventtime", "eventid"], columns],
  [["outcome", "errorcode"], columns],
  [
    ["errorcode", "total"],
    ["errorcode", "total"],
  ],
])("has %j as they are of %j", (shown, all) => {
  expect(exportedColumns(shown, all)).toEqual(shown);
});

it("copies a failed sign-in as a failure, although it has no error code", () => {
  const all = ["eventtime", "eventname", "errorcode", "outcome"];
  const rows = [
    ["t1", "ConsoleLogin", null, "error"],
    ["t2", "ListUsers", "AccessDenied", "denied"],
  ];
  const copied = copiedText(["eventname", "errorcode"], all, rows, {
    column: "eventtime",
    descending: true,
  });
  expect(copied).toBe(
    "eventname\terrorcode\toutcome\nListUsers\tAccessDenied\tdenied\nConsoleLogin\t\terror",
  );
});
