import { describe, expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { formatFilter } from "../filters";
import { signInFilters } from "./sign-ins";

const signIn = (event: Partial<TestEvent>): TestEvent => ({
  eventname: "ConsoleLogin",
  eventsource: "signin.amazonaws.com",
  ...event,
});
/** None of the failures has an error code. */
const events: readonly TestEvent[] = [
  signIn({
    type: "IAMUser",
    responseelements: '{"ConsoleLogin":"Failure"}',
    errormessage: "Failed authentication",
    additionaleventdata: '{"MFAUsed":"No"}',
  }),
  signIn({
    type: "IAMUser",
    responseelements: '{"ConsoleLogin":"Success"}',
    additionaleventdata: '{"MFAUsed":"Yes"}',
  }),
  signIn({
    type: "Root",
    responseelements: '{"ConsoleLogin":"Success"}',
    additionaleventdata: '{"MFAUsed":"No"}',
  }),
  signIn({
    type: "AssumedRole",
    responseelements: '{"ConsoleLogin":"Success"}',
    additionaleventdata: '{"MFAUsed":"No"}',
  }),
  signIn({
    eventname: "SwitchRole",
    type: "AssumedRole",
    responseelements: '{"SwitchRole":"Failure"}',
  }),
  signIn({
    eventname: "ExternalIdPDirectoryLogin",
    type: "IdentityCenterUser",
    serviceeventdetails: '{"ExternalIdPDirectoryLogin":"Failure"}',
    additionaleventdata: '{"CredentialType":"EXTERNAL_IDP","MFAUsed":"No"}',
  }),
  signIn({
    eventname: "CredentialVerification",
    type: "IdentityCenterUser",
    serviceeventdetails: '{"CredentialVerification":"Success"}',
    additionaleventdata: '{"CredentialType":"PASSWORD"}',
  }),
];

const step = "general-purpose/sign-ins";
async function found(label: string) {
  const [quick] = signInFilters.filter((each) => each.label === label);
  if (!quick) throw new Error(`no filter ${label}`);
  const filters = [formatFilter(quick.filter)];
  const rows = await answerOver(step, events, {}, undefined, undefined, filters);
  return rows.map(({ eventid }) => Number(String(eventid).slice("event-".length)));
}

describe("the listing of sign-ins", () => {
  it("has the result of each among its own columns, also without an error code", async () => {
    const rows = await answerOver(step, events);
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      "error",
      "success",
      "success",
      "success",
      "error",
      "error",
      "success",
    ]);
  });

  it("does not count sessions of roles and of Identity Center as without MFA", async () => {
    const rows = await answerOver(step, events);
    expect(rows.map(({ mfaused }) => mfaused)).toEqual(["No", "Yes", "No", null, null, null, null]);
    expect(await found("Without MFA")).toEqual([0, 2]);
  });

  it("leads to all that failed", async () => {
    expect(await found("Failed")).toEqual([0, 4, 5]);
  });
});
