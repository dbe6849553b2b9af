import fc from "fast-check";
import { expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { OUTCOME_COLUMNS, type OutcomeFacts, outcomeOf } from "./outcome";

const NOTHING: OutcomeFacts = {
  errorcode: null,
  errormessage: null,
  eventsource: "iam.amazonaws.com",
  responseelements: null,
  serviceeventdetails: null,
};
const SIGN_IN = { ...NOTHING, eventsource: "signin.amazonaws.com" };

it.each([
  ["a call", NOTHING, "success"],
  ["an empty error code", { ...NOTHING, errorcode: "" }, "success"],
  ["a message without a code", { ...NOTHING, errormessage: "slow" }, "success"],
  ["EC2's refusal", { ...NOTHING, errorcode: "Client.UnauthorizedOperation" }, "denied"],
  ["a service's refusal", { ...NOTHING, errorcode: "AccessDeniedException" }, "denied"],
  ["KMS's refusal", { ...NOTHING, errorcode: "KMSAccessDeniedException" }, "denied"],
  ["a fault", { ...NOTHING, errorcode: "NoSuchEntityException" }, "error"],
  ["a sign-in", { ...SIGN_IN, responseelements: '{"ConsoleLogin":"Success"}' }, "success"],
  ["a failed sign-in", { ...SIGN_IN, responseelements: '{"ConsoleLogin":"Failure"}' }, "error"],
  ["a failed role switch", { ...SIGN_IN, responseelements: '{"SwitchRole": "Failure"}' }, "error"],
  [
    "a failed sign-in through Identity Center",
    { ...SIGN_IN, serviceeventdetails: '{"CredentialVerification":"Failure"}' },
    "error",
  ],
  ["a sign-in with a message alone", { ...SIGN_IN, errormessage: "No username found" }, "error"],
  ["another service's failure", { ...NOTHING, responseelements: '{"State":"Failure"}' }, "success"],
] as const)("the outcome of %s", (_, facts, outcome) => {
  expect(outcomeOf(facts)).toBe(outcome);
});

const text = (...values: readonly string[]) => fc.option(fc.constantFrom(...values), { nil: null });
const facts = fc.record({
  errorcode: text(
    "",
    "AccessDenied",
    "AccessDeniedX",
    "x.UnauthorizedOperation",
    "AuthFailure",
    "E",
  ),
  errormessage: text("", "Failed authentication"),
  eventsource: fc.constantFrom("signin.amazonaws.com", "s3.amazonaws.com"),
  responseelements: text('{"ConsoleLogin":"Failure"}', '{"a": "Failure"}', '{"a":"x"}', "Failure"),
  serviceeventdetails: text('{"CredentialVerification":"Failure"}', '{"a":"\\"Failure\\""}'),
});

it("is the same in SQL and for a record, whatever the event", async () => {
  const all = fc.sample(facts, { numRuns: 300, seed: 17 });
  const events = all.map((each, index): TestEvent => {
    const given = OUTCOME_COLUMNS.flatMap((name) => {
      const value = each[name];
      return value === null ? [] : [[name, value] as const];
    });
    return { eventname: `e${String(index).padStart(3, "0")}`, ...Object.fromEntries(given) };
  });
  const rows = await answerOver("general-purpose/search", events, {}, ["eventname", "outcome"]);
  const bySql = new Map(rows.map(({ eventname, outcome }) => [eventname, outcome]));
  expect(bySql.size).toBe(all.length);
  all.forEach((each, index) => {
    const name = `e${String(index).padStart(3, "0")}`;
    expect(bySql.get(name), JSON.stringify(each)).toBe(outcomeOf(each));
  });
});
