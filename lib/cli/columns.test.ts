import { describe, expect, it } from "vitest";
import { EVENT_ROW, fields } from "@/queries/fields";
import type { Answer } from "@/queries/query";
import { readColumns } from "./columns";

const LISTING: Answer = { kind: "events", columns: EVENT_ROW };
const COUNTS: Answer = { kind: "counts", by: ["eventsource", "eventname"], as: "total" };

function read(text: string | undefined, answer: Answer) {
  const columns = readColumns(text, answer);
  return columns.ok ? columns.value : columns.failure.message;
}

describe("columns of a listing", () => {
  it("are the step's own where none are named", () =>
    expect(read(undefined, LISTING)).toEqual({ shown: EVENT_ROW, queried: null }));

  it("are any fields of the dictionary, in the order given", () => {
    const all = fields.map(({ name }) => name).reverse();
    expect(read(all.join(","), LISTING)).toEqual({ shown: all, queried: all });
  });

  it.each([
    ["eventname, userAgnet", "There is no field “userAgnet”. Did you mean useragent?"],
    ["zzzzzz", "There is no field “zzzzzz”."],
    ["eventname,", /^--columns takes names with commas between them/],
    ["", /^--columns takes names with commas between them/],
    ["eventname,eventname", "--columns names eventname twice."],
    ["total", /^There is no field “total”\./],
  ])("%j is a mistake", (text, sentence) => expect(read(text, LISTING)).toMatch(sentence));
});

describe("columns of counts", () => {
  it("are some of theirs, in the order given", () =>
    expect(read("total,eventname", COUNTS)).toEqual({
      shown: ["total", "eventname"],
      queried: null,
    }));

  it("do not contain another field", () =>
    expect(read("useragent", COUNTS)).toBe(
      "The step has no column “useragent”; it has eventsource, eventname, total.",
    ));
});
