import { expect, test } from "vitest";
import type { Row } from "@/lib/api/run";
import { chooseColumns } from "./download";

async function* pages(): AsyncGenerator<readonly Row[]> {
  yield [["a", 1, null]];
  yield [["b", 2, "x"]];
}

async function read(chosen: readonly string[]) {
  const table = chooseColumns(["name", "total", "note"], pages(), chosen);
  const rows: Row[] = [];
  for await (const page of table.pages) rows.push(...page);
  return { columns: table.columns, rows };
}

test("a download has the columns chosen, in their order", async () => {
  expect(await read(["note", "gone", "name"])).toEqual({
    columns: ["note", "name"],
    rows: [
      [null, "a"],
      ["x", "b"],
    ],
  });
});

test("a download without a choice that it knows has all columns", async () => {
  for (const chosen of [[], ["gone"]])
    expect(await read(chosen)).toMatchObject({ columns: ["name", "total", "note"] });
});
