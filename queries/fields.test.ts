/** The dictionary of fields against the table that AWS documents. */
import { expect, it } from "vitest";
import { fields } from "./fields";
import { current } from "./table-metadata.fixture";

it("names the columns that each field reads", () => {
  const columns = new Set(["$path", ...current.map(({ name }) => name.toLowerCase())]);
  const unknown = fields.filter((field) => field.columns.some((column) => !columns.has(column)));
  expect(unknown.map(({ name }) => name)).toEqual([]);
});
