import { describe, expect, it } from "vitest";
import {
  columnRooms,
  columnTemplate,
  tableWidth,
  usualColumns,
} from "@/components/table/table-columns";
import { nextSort } from "@/components/table/table-header";
import { EVENT_ROW } from "@/queries/fields";
import { cellContent, rowFacts } from "./cell-content";
import { headingOf } from "./column-heading";

describe("cellContent", () => {
  it.each([
    [
      "2026-03-19T02:10:07Z/2026-03-19T02:50:52Z",
      "Seen from 19 Mar 2026 02:10:07 to 19 Mar 2026 02:50:52",
    ],
    [
      "2026-03-01T06:00:00Z/2026-03-19T02:50:52Z/2026-03-19T02:50:52Z",
      "Seen at 19 Mar 2026 02:50:52; before the time range since 1 Mar 2026 06:00:00",
    ],
    ["no time", ""],
  ])("says when the value of a lane was seen: %s", (lane, title) => {
    expect(cellContent("lane", lane).title).toBe(title);
  });

  it("marks the row of a rule with nothing but denied events", () => {
    const columns = ["total", "deniedevents"];
    const denied = (total: number, of: number) =>
      cellContent("deniedevents", of, rowFacts(columns)([total, of]));
    expect(denied(1_312, 1_312)).toMatchObject({
      text: "all 1,312",
      tone: expect.stringContaining("denied"),
    });
    expect(denied(312, 275)).toEqual({ text: "275", title: "", tone: "" });
    expect(denied(3, 0).text).toBe("0");
  });

  it.each([
    ["eventtime", "2026-11-20T02:31:07Z", "20 Nov 2026 02:31:07", "2026-11-20T02:31:07Z"],
    ["eventtime", "not a time", "not a time", "not a time"],
    ["eventsource", "iam.amazonaws.com", "iam", "iam.amazonaws.com"],
    ["eventsource", "ec2.amazonaws.com.cn", "ec2", "ec2.amazonaws.com.cn"],
    [
      "eventsource",
      "evil.amazonaws.com.example",
      "evil.amazonaws.com.example",
      "evil.amazonaws.com.example",
    ],
    ["errorcode", null, "success", ""],
    ["useragent", null, "–", "none"],
    ["useragent", "", "empty", "empty text"],
    ["useragent", " ", "1 space", ""],
    ["useragent", "a\u202Eb", "a\u202Eb", "a\\u202Eb"],
    ["total", 18_204, "18,204", ""],
    ["deniedactions", "277", "277", ""],
    [
      "detail",
      "policy arn:aws:iam::aws:policy/AdministratorAccess",
      "AdministratorAccess",
      "policy arn:aws:iam::aws:policy/AdministratorAccess",
    ],
    ["detail", "of user/eve", "of user/eve", "of user/eve"],
    [
      "resource",
      "access-key/AKIA3TQ5EXAMPLEK9M2V",
      "AKIA3TQ5EXAMPLEK9M2V",
      "access-key/AKIA3TQ5EXAMPLEK9M2V",
    ],
  ])("%s %j", (column, cell, text, title) => {
    expect(cellContent(column, cell)).toMatchObject({ text, title });
  });

  it("says of a role's session what its record says of MFA", () => {
    const factsOf = (arn: string) => rowFacts(["arn"])([arn]);
    const role = factsOf("arn:aws:sts::111122223333:assumed-role/admin/ann");
    expect(cellContent("mfaauthenticated", "false", role).text).toBe("not recorded");
    expect(cellContent("mfaauthenticated", "true", role).text).toBe("true");
    const user = factsOf("arn:aws:iam::111122223333:user/ann");
    expect(cellContent("mfaauthenticated", "false", user).text).toBe("false");
  });

  it("shows a failure without an error code as one, such as of a sign-in", () => {
    const failed = { outcome: "error", account: null, accountNames: {} };
    expect(cellContent("errorcode", null, failed).text).toBe("failed");
    expect(cellContent("errorcode", null, failed).tone).toContain("error");
    expect(cellContent("errorcode", "AccessDenied", { ...failed, outcome: "denied" }).text).toBe(
      "AccessDenied",
    );
    expect(cellContent("errorcode", null, { ...failed, outcome: "success" }).text).toBe("success");
  });

  it("says an account once in a row, and names every other one", () => {
    const textOf = (arn: string, account: string | null) =>
      cellContent("arn", arn, { outcome: null, account, accountNames: {} }).text;
    const arn = "arn:aws:sts::111122223333:assumed-role/ci/i-0a1b2c3d4e5f60718";
    expect(textOf(arn, "111122223333")).toBe("assumed-role/ci/i-0a1b2c3d4e5f60718");
    expect(textOf(arn, "444455556666")).toBe("111122223333:assumed-role/ci/i-0a1b2c3d4e5f60718");
    expect(textOf(arn, null)).toBe(arn);
    expect(textOf("arn:aws:s3:::logs", "111122223333")).toBe("arn:aws:s3:::logs");
    expect(cellContent("arn", arn).title).toBe(arn);
  });

  it("shows an account by its name and id where it has a name", () => {
    const facts = rowFacts(["recipientaccountid"], { "111122223333": "prod" })(undefined);
    const textOf = (id: string) => cellContent("recipientaccountid", id, facts).text;
    expect([textOf("111122223333"), textOf("444455556666")]).toEqual([
      "prod 111122223333",
      "444455556666",
    ]);
  });

  it("colours denials and errors", () => {
    expect(cellContent("errorcode", "Client.UnauthorizedOperation").tone).toContain("denied");
    expect(cellContent("errorcode", "NoSuchEntity").tone).toContain("error");
  });

  it("never lays out 8 KiB for an ellipsis", () => {
    const { text, title } = cellContent("useragent", `${"x".repeat(8192)} end`);
    expect(text.length).toBeLessThanOrEqual(200);
    expect(text).toMatch(/^x+…x+ end$/);
    expect(title.length).toBeLessThanOrEqual(1000);
  });

  it("has the whole name of an id in its title, before the id", () => {
    const named = rowFacts(["rule"], {}, () => "A user was created");
    const { text, title } = cellContent("rule", "user-created", named(undefined));
    expect([text, title]).toEqual(["A user was created", "A user was created (user-created)"]);
  });

  it("names the columns", () => {
    expect(
      ["eventtime", "errorcode", "useragent", "total", "deniedactions"].map(headingOf),
    ).toEqual(["Time UTC", "Outcome", "User agent", "Events", "Denied"]);
  });
});

describe("the table's columns", () => {
  const EVENT = [...EVENT_ROW, "actor", "resource", "outcome"];
  const rooms = (longest: Readonly<Record<string, number>>, widths = {}) =>
    columnRooms(["eventtime", "useragent"], (column) => longest[column] ?? 20, widths);

  it("are as wide as their longest text where there is room, and no narrower than they can be", () => {
    expect(columnTemplate(rooms({ useragent: 74 }))).toBe(
      "minmax(161px, 161px) minmax(150px, 550px)",
    );
    expect(columnTemplate(rooms({ useragent: 4 }))).toBe("minmax(161px, 161px) minmax(95px, 95px)");
    expect(columnTemplate(rooms({ useragent: 74 }, { useragent: 400 }))).toContain(
      "(400px, 400px)",
    );
    expect(tableWidth(rooms({ useragent: 74 }, { eventtime: 1 }))).toBe(56 + 150);
  });

  it("share the room of the table evenly, each until its longest text fits", () => {
    const letters: Readonly<Record<string, number>> = { eventname: 20, arn: 60, useragent: 200 };
    const widthsIn = (tableRoom: number) =>
      columnRooms(Object.keys(letters), (column) => letters[column] ?? 0, {}, tableRoom).map(
        ({ width }) => width,
      );
    expect(widthsIn(0)).toEqual([130, 130, 150]);
    expect(widthsIn(410 + 60)).toEqual([150, 150, 170]);
    // The first is as wide as its 20 letters, 161 pixels, and leaves the rest to the others.
    expect(widthsIn(410 + 131)).toEqual([161, 180, 200]);
    expect(widthsIn(5_000)).toEqual([161, 449, 900]);
  });

  it("fit on a laptop's screen in the widest listing, whatever their values", () => {
    expect(tableWidth(columnRooms(usualColumns(EVENT), () => 200, {}))).toBeLessThanOrEqual(950);
  });

  it("are read from when and what to from where and with what, without repetition", () => {
    expect(usualColumns(EVENT)).toEqual([
      "eventtime",
      "actor",
      "eventname",
      "resource",
      "errorcode",
      "sourceipaddress",
      "useragent",
    ]);
    expect(usualColumns(["eventsource", "errorcode", "eventname", "total"])).toEqual([
      "eventsource",
      "eventname",
      "errorcode",
      "total",
    ]);
  });

  it("name the rule by its title, and not at all where all rows are of one", () => {
    const matches = ["title", "severity", "total", "technique", "rule"];
    expect(usualColumns(matches)).toEqual(["title", "severity", "total"]);
    const events = ["rule", "severity", "eventtime", "actor", "eventname", "errorcode"];
    const own = ["eventtime", "actor", "eventname", "errorcode"];
    // The user agent makes room for the rule.
    expect(usualColumns([...events, "useragent"])).toEqual([...own, "rule", "severity"]);
    expect(usualColumns([...events, "useragent"], true)).toEqual([...own, "useragent"]);
  });

  it("sort up, down, and not at all", () => {
    const up = nextSort(null, "total");
    const down = nextSort(up, "total");
    expect([up, down, nextSort(down, "total")]).toEqual([
      { column: "total", descending: false },
      { column: "total", descending: true },
      null,
    ]);
    expect(nextSort(down, "useragent")).toEqual({ column: "useragent", descending: false });
  });
});
