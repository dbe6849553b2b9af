import { describe, expect, it } from "vitest";
import { cellContent, headingOf } from "./cell-content";
import { columnTemplate, tableWidth } from "./table-columns";
import { nextSort } from "./table-header";

describe("cellContent", () => {
  it.each([
    ["eventtime", "2026-11-20T02:31:07Z", "20 Nov 2026 02:31:07", "2026-11-20T02:31:07Z"],
    ["eventtime", "not a time", "not a time", "not a time"],
    ["eventsource", "iam.amazonaws.com", "iam", "iam.amazonaws.com"],
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
  ])("%s %j", (column, cell, text, title) => {
    expect(cellContent(column, cell)).toMatchObject({ text, title });
  });

  it("calls no console sign-in a success whose record alone tells", () => {
    expect(cellContent("errorcode", null, "ConsoleLogin").text).toBe("see record");
    expect(cellContent("errorcode", "AccessDenied", "ConsoleLogin").text).toBe("AccessDenied");
    expect(cellContent("errorcode", null, "GetUser").text).toBe("success");
  });

  it("colours denials and errors", () => {
    expect(cellContent("errorcode", "Client.UnauthorizedOperation").tone).toContain("denied");
    expect(cellContent("errorcode", "NoSuchEntity").tone).toContain("error");
  });

  it("never lays out 8 KiB for an ellipsis", () => {
    const { text, title } = cellContent("useragent", "x".repeat(8192));
    expect(text.length).toBeLessThanOrEqual(200);
    expect(title.length).toBeLessThanOrEqual(1000);
  });

  it("names the columns", () => {
    expect(
      ["eventtime", "errorcode", "useragent", "total", "deniedactions"].map(headingOf),
    ).toEqual(["Time UTC", "Outcome", "User agent", "Events", "Denied"]);
  });
});

describe("the table's columns", () => {
  it("let text grow, and keep what was dragged", () => {
    expect(columnTemplate(["eventtime", "useragent"], {})).toBe("164px minmax(220px, 1fr)");
    expect(columnTemplate(["eventtime", "useragent"], { useragent: 400 })).toBe(
      "164px minmax(400px, 1fr)",
    );
    expect(tableWidth(["eventtime", "useragent"], { eventtime: 1 })).toBe(56 + 220);
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
