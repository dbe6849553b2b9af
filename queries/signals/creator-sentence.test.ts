import { expect, it } from "vitest";
import { creationOf, creatorSentence } from "./creator-sentence";
import { textOf } from "./phrases";

const KEY = "AKIA3TQ5EXAMPLEK9M2V";
const WINDOW = { fromMs: 1, toMs: 2 };
const ofKey = creationOf("access-key-exposure", { accessKeyId: KEY });
const BY = {
  time: "2026-03-19T02:45:09Z",
  call: "CreateAccessKey",
  actor: "ci-deploy",
  address: "89.38.97.12",
};

it("knows the call that created a long-term key, a user or a role", () => {
  const filtersOf = (playbookId: string, inputs: Readonly<Record<string, string>>) =>
    creationOf(playbookId, inputs)?.filters.map(({ field, value }) => `${field} ${value}`) ?? null;
  const iam = "eventsource iam.amazonaws.com";
  const success = "outcome success";
  expect(filtersOf("access-key-exposure", { accessKeyId: KEY })).toEqual([
    ...[iam, "eventname CreateAccessKey", `responseelements ${KEY}`, success],
  ]);
  expect(filtersOf("user", { userName: "eve" })).toEqual([
    ...[iam, "eventname CreateUser", "resource user/eve", success],
  ]);
  const role = [iam, "eventname CreateRole", "resource role/ops", success];
  expect(filtersOf("role", { role: "ops" })).toEqual(role);
  expect(filtersOf("role", { role: "arn:aws:iam::111122223333:role/team/ops" })).toEqual(role);
  // Sessions are opened, not created.
  expect(filtersOf("access-key-exposure", { accessKeyId: "ASIA3TQ5EXAMPLEJMP41" })).toBeNull();
  expect(filtersOf("session", { session: "ops/jw" })).toBeNull();
  expect(filtersOf("user", {})).toBeNull();
});

it("says who created it, when and from where, with the call as a link", () => {
  if (ofKey === null) throw new Error("No call creates the key.");
  const sentence = creatorSentence(BY, ofKey, WINDOW);
  expect(textOf(sentence)).toBe(
    "Created by ci-deploy with CreateAccessKey on 19 Mar 2026 02:45, from 89.38.97.12.",
  );
  const link = {
    stepId: "search",
    other: { playbookId: "general-purpose", inputs: {} },
    filters: ofKey.filters,
    window: WINDOW,
  };
  expect(sentence.flatMap(({ text, link: to }) => (to ? [[text, to]] : []))).toEqual([
    ["ci-deploy", link],
  ]);
  const unread = creatorSentence("unread", ofKey, WINDOW);
  expect(textOf(unread)).toBe("Not checked yet: who created this key.");
  expect(unread.find((phrase) => phrase.link)?.link).toEqual(link);
  expect(creatorSentence(null, ofKey, WINDOW)).toEqual([]);
  expect(textOf(creatorSentence({ ...BY, address: null }, ofKey, WINDOW))).toBe(
    "Created by ci-deploy with CreateAccessKey on 19 Mar 2026 02:45.",
  );
});
