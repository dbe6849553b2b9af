import { expect, it } from "vitest";
import { cellContent } from "@/components/cell/cell-content";
import { columnRooms, lettersIn } from "./table-columns";

it("a time has room for its seconds, whichever rows the width is taken from", () => {
  const lengthOf = (time: string) => cellContent("eventtime", time).text.length;
  const [early, late] = [lengthOf("2026-03-01T02:31:07Z"), lengthOf("2026-03-30T02:31:07Z")];
  expect(early).toBeLessThan(late);
  for (const known of [early, late]) {
    const [time] = columnRooms(["eventtime", "eventname"], () => known, {});
    expect(time && lettersIn(time)).toBe(late);
  }
});
