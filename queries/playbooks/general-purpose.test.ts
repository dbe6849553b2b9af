import { expect, it } from "vitest";
import { answerOver } from "@/lib/engine/duckdb/answer-over.fixture";
import { outcomeOfCode } from "../outcome";

/** CIS's two patterns and the further codes of a refusal. */
const DENIED = [
  "AccessDenied",
  "AccessDeniedException",
  "Client.UnauthorizedOperation",
  "UnauthorizedOperation",
  "Client.UnauthorizedAccess",
  "VpceAccessDenied",
  "AuthorizationError",
  "AuthorizationErrorException",
  "UnauthorizedException",
  "NotAuthorizedException",
  "ForbiddenException",
  "KMSAccessDeniedException",
  "AuthFailure",
  "Client.AuthFailure",
];

const events = [
  ...DENIED.map((errorcode) => ({
    eventname: "RunInstances",
    errorcode,
    principalid: "A",
  })),
  { eventname: "GetObject", errorcode: "NoSuchKey", principalid: "B" },
  { eventname: "GetObject", principalid: "B", requestparameters: '{"bucketName":"secrets"}' },
];
const ask = (step: string, inputs = {}) => answerOver(`general-purpose/${step}`, events, inputs);

it("counts calls and errors, without success among the errors", async () => {
  expect(await ask("common-actions")).toEqual([
    { eventname: "RunInstances", total: "14" },
    { eventname: "GetObject", total: "2" },
  ]);
  const errors = await ask("common-errors");
  expect(errors.map(({ errorcode }) => errorcode)).toEqual([...DENIED, "NoSuchKey"].toSorted());
});

it("knows every code that means denied, and no other", async () => {
  expect(DENIED.map((code) => outcomeOfCode(code))).toEqual(DENIED.map(() => "denied"));
  const outcomes = await answerOver("general-purpose/search", events, {}, ["outcome"]);
  expect(outcomes.filter(({ outcome }) => outcome === "denied")).toHaveLength(DENIED.length);
  expect(await ask("most-denied-principals")).toEqual([{ principalid: "A", deniedactions: "14" }]);
  expect(await ask("denied-actions-of-principal", { principalId: "A" })).toEqual([
    { eventname: "RunInstances", total: "14" },
  ]);
  expect(await ask("denied-actions-of-principal", { principalId: "B" })).toEqual([]);
});

it("searches by any field, several at once", async () => {
  const ids = async (inputs: Record<string, string>) =>
    (await ask("search", inputs)).map(({ eventid }) => eventid);
  expect(await ids({})).toHaveLength(events.length);
  expect(await ids({ principalId: "B" })).toEqual(["event-14", "event-15"]);
  expect(await ids({ principalId: "B", errorCode: "NoSuchKey" })).toEqual(["event-14"]);
  expect(await ids({ bucketName: "secrets" })).toEqual(["event-15"]);
});
