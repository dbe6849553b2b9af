import { expect, it } from "vitest";
import { cellContent } from "@/components/cell/cell-content";
import { RULE_MATCH_COLUMNS } from "@/queries/answer-lists";
import { findsEach } from "@/queries/watchlist/rule";
import { RULES } from "@/queries/watchlist/rules";
import { columnRooms, isTight, lettersIn, usualColumns } from "./table-columns";

it("a time has room for its seconds, whichever rows the width is taken from", () => {
  const lengthOf = (time: string) => cellContent("eventtime", time).text.length;
  const [early, late] = [lengthOf("2026-03-01T02:31:07Z"), lengthOf("2026-03-30T02:31:07Z")];
  expect(early).toBeLessThan(late);
  for (const known of [early, late]) {
    const [time] = columnRooms(["eventtime", "eventname"], () => known, {});
    expect(time && lettersIn(time)).toBe(late);
  }
});

it("the titles of the rules that match are whole on a laptop's screen", () => {
  const shown = usualColumns(RULE_MATCH_COLUMNS);
  const longest = Math.max(...RULES.filter(findsEach).map(({ title }) => title.length));
  const letters = (column: string) => (column === "title" ? longest : 20);
  const [title] = columnRooms(shown, letters, {}, 960);
  expect(title?.column).toBe("title");
  expect(title && isTight(title)).toBe(false);
});
