import { expect, it } from "vitest";
import { namesSentence } from "./names-sentence";
import { textOf } from "./phrases";

const OUTSIDE = "account:111122223333/AROAEXAMPLE:jw";

it("says that two names are one session's", () => {
  const sentence = namesSentence(["ops-jump/jw", OUTSIDE, OUTSIDE], "session-owner");
  expect(textOf(sentence)).toBe(
    `One session with several names: ops-jump/jw, and ${OUTSIDE} in the logs of accounts that it called.`,
  );
  expect(sentence.filter(({ link }) => link?.stepId === "session-owner")).toHaveLength(2);
});

it("says nothing of one name", () => {
  expect(namesSentence(["ops-jump/jw", "ops-jump/jw"], "session-owner")).toEqual([]);
  expect(namesSentence([OUTSIDE], "session-owner")).toEqual([]);
});
