import { expect, it } from "vitest";
import { type Further, furtherSentences } from "./further-sentences";
import type { MadeThing } from "./left-behind-sentence";
import { textOf } from "./phrases";
import { reportOf } from "./report.fixture";

const UNTIL = "when the logs end, 31 Mar 2026 00:00 UTC";
const TO_MS = Date.parse("2026-03-31T00:00:00Z");
const FOUND = { report: reportOf([]), matches: [] };
const said = (opened: Further["opened"], made: Further["made"]) =>
  furtherSentences({ opened, made, until: UNTIL, toMs: TO_MS }, FOUND, []).further.map(textOf);
const thing = (kind: string, name: string, isRemoved = false): MadeThing => ({
  kind,
  resource: name,
  name,
  owner: "",
  time: "2026-03-19T02:44:02Z",
  isRemoved,
});

it("names the last things that are still there in the order they were made, and until when", () => {
  const made = [
    thing("instance", "i-1"),
    thing("user", "user/eve"),
    thing("role", "gone", true),
    { ...thing("access key", "access-key/AKIA1"), owner: "of user/eve" },
    thing("attached policy", "policy arn:aws:iam::111122223333:policy/team/Admin"),
    thing("function", "f"),
  ];
  expect(said(2, made)).toEqual([
    "Left behind: user eve (19 Mar 2026 02:44), access key AKIA1 of user/eve (02:44), attached policy Admin (02:44), function f (02:44) and 1 made earlier; still there when the logs end, 31 Mar 2026 00:00 UTC.",
    "Opened 2 sessions.",
  ]);
});

it("says what was removed, what was never made, and what was not checked", () => {
  expect(said(1, [thing("role", "gone", true)])).toEqual([
    "Nothing left behind: the thing that it created was removed.",
    "Opened 1 session.",
  ]);
  expect(said(0, [])).toEqual([
    "Nothing left behind in this time range: it created no user, key, role or other lasting thing.",
  ]);
  const {
    further: [nothing = []],
  } = furtherSentences({ opened: null, made: [], until: UNTIL, toMs: TO_MS }, FOUND, []);
  expect(nothing.find(({ link }) => link)?.link).toEqual({ stepId: "left-behind", filters: [] });
  expect(said(null, "unchecked")).toEqual(["Not checked yet: what it left behind."]);
  expect(said(null, null)).toEqual([]);
});
