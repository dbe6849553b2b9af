import { expect, it } from "vitest";
import { furtherSentences, type RowCounts } from "./further-sentences";
import { textOf } from "./phrases";

const said = (rows: RowCounts) => furtherSentences(rows).map(textOf).filter(Boolean);

it("names sessions and lasting things, and what was not checked", () => {
  expect(said({ "sessions-opened": 2, "left-behind": 4 })).toEqual([
    "It opened 2 sessions.",
    "It made 4 lasting things, removed or left behind.",
  ]);
  expect(said({ "sessions-opened": 1, "left-behind": null })).toEqual([
    "It opened 1 session.",
    "Not checked yet: what it left behind.",
  ]);
  expect(said({ "sessions-opened": 0, "left-behind": 0 })).toEqual(["It made nothing that lasts."]);
});

it("says nothing of steps that the playbook lacks", () => {
  expect(said({ "user-agents": 3 })).toEqual([]);
});
