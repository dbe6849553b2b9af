import { expect, it } from "vitest";
import { type OpenerFacts, openerSentence } from "./opener-sentence";
import { textOf } from "./phrases";

const opening = {
  key: "ASIAEXAMPLEDEV000000",
  time: "2026-03-23T19:01:10Z",
  call: "AssumeRole",
  actor: "ops-jump/jw",
  openerKey: "ASIAEXAMPLEOPS000000",
  address: "192.0.2.146",
};
const TO_MS = Date.parse("2026-03-23T20:00:00Z");
const facts = { openings: [opening], end: "no-key", stepId: "opened-by", toMs: TO_MS };
const said = (more: Partial<OpenerFacts>) => textOf(openerSentence({ ...facts, ...more }));

it("names who opened the session, how, when and from where", () => {
  expect(said({})).toBe(
    "Opened by ops-jump/jw (ASIAEXAMPLEOPS000000) with AssumeRole on 23 Mar 2026 19:01, from 192.0.2.146.",
  );
  const service = { ...opening, actor: "lambda.amazonaws.com", openerKey: null, address: null };
  expect(said({ openings: [service] })).toBe(
    "Opened by lambda.amazonaws.com with AssumeRole on 23 Mar 2026 19:01.",
  );
});

it("names the person at the start of a chain", () => {
  const user = { ...opening, actor: "j.weber", openerKey: "AKIAEXAMPLEUSER00000" };
  expect(said({ openings: [opening, user], end: "long-lived" })).toMatch(
    /from 192\.0\.2\.146; the chain starts with j\.weber \(AKIAEXAMPLEUSER00000\)\.$/,
  );
  expect(said({ openings: [opening, opening], end: "missing" })).toContain(
    "; the earliest known opener is ops-jump/jw",
  );
});

it("leads to each call and what came after it, also where it was before the time range", () => {
  const fromMs = Date.parse(opening.time);
  const linkTo = (accessKeyId: string) => ({
    stepId: "opened-by",
    other: { playbookId: "access-key-exposure", inputs: { accessKeyId } },
    filters: [],
    window: { fromMs, toMs: TO_MS },
  });
  const user = { ...opening, key: opening.openerKey, actor: "j.weber" };
  const chain = openerSentence({ ...facts, openings: [opening, user], stepId: null });
  expect(chain.flatMap(({ text, link }) => (link ? [[text, link]] : []))).toEqual([
    ["ops-jump/jw", linkTo(opening.key)],
    ["j.weber", linkTo(opening.openerKey)],
  ]);
});

it("says where it is not known", () => {
  expect(said({ openings: [], end: "missing" })).toBe("No call in these logs opened this session.");
  expect(said({ openings: [], end: "scan" })).toBe("Not checked yet: who opened this session.");
  expect(said({ openings: [], end: "failed" })).toBe("");
});
