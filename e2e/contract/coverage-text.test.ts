/** docs/coverage.md is up to date, and names only rules that exist. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { RULES } from "@/queries/watchlist/rules";
import { coverageText } from "../coverage/coverage-text";
import { readMeasured } from "../coverage/measured";
import { STRATUS } from "../coverage/stratus";

it("docs/coverage.md is what `npm run coverage` writes", () => {
  expect(readFileSync("docs/coverage.md", "utf8")).toBe(coverageText(readMeasured()));
});

it("the rules that catch Stratus techniques exist", () => {
  const ids = new Set(RULES.map((rule) => rule.id));
  expect(
    Object.values(STRATUS)
      .flat()
      .filter((id) => !ids.has(id)),
  ).toEqual([]);
});
