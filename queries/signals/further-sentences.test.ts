import { expect, it } from "vitest";
import { type Further, furtherSentences, type MadeThing } from "./further-sentences";
import { textOf } from "./phrases";

const said = (opened: Further["opened"], made: Further["made"]) =>
  furtherSentences({ opened, made }).map(textOf);
const thing = (kind: string, name: string, isRemoved = false): MadeThing => ({
  kind,
  name,
  isRemoved,
});

it("names what is still there, the latest first, and counts the rest", () => {
  const made = [
    thing("instance", "i-1"),
    thing("user", "user/eve"),
    thing("role", "gone", true),
    thing("access key", "AKIA1"),
    thing("attached policy", "policy arn:aws:iam::111122223333:policy/team/Admin"),
    thing("function", "f"),
  ];
  expect(said(2, made)).toEqual([
    "Opened 2 sessions.",
    "Left behind: function f, attached policy Admin, access key AKIA1, user eve and 1 more.",
  ]);
});

it("says what was removed, what was never made, and what was not checked", () => {
  expect(said(1, [thing("role", "gone", true)])).toEqual([
    "Opened 1 session.",
    "Nothing left behind: the thing that it created was removed.",
  ]);
  expect(said(0, [])).toEqual([
    "Nothing left behind: it created no user, key, role or other lasting thing.",
  ]);
  expect(said(null, "unchecked")).toEqual(["Not checked yet: what it left behind."]);
  expect(said(null, null)).toEqual([]);
});
