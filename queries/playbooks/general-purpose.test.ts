import { expect, it } from "vitest";
import { answerOver } from "@/lib/engine/answer-over";
import { DENIED_ERROR_CODES } from "../fields";

const events = [
  ...DENIED_ERROR_CODES.map((errorcode) => ({
    eventname: "RunInstances",
    errorcode,
    principalid: "A",
  })),
  { eventname: "GetObject", errorcode: "NoSuchKey", principalid: "B" },
  { eventname: "GetObject", principalid: "B", requestparameters: '{"bucketName":"secrets"}' },
];
const ask = (step: string, inputs = {}) => answerOver(`general-purpose/${step}`, events, inputs);

it("counts calls and errors, success not among the errors", async () => {
  expect(await ask("common-actions")).toEqual([
    { eventname: "RunInstances", total: "8" },
    { eventname: "GetObject", total: "2" },
  ]);
  const errors = await ask("common-errors");
  expect(errors.map(({ errorcode }) => errorcode)).toEqual(
    [...DENIED_ERROR_CODES, "NoSuchKey"].toSorted(),
  );
});

it("knows every code that means denied, and no other", async () => {
  expect(await ask("most-denied-principals")).toEqual([{ principalid: "A", deniedactions: "8" }]);
  expect(await ask("denied-actions-of-principal", { principalId: "A" })).toEqual([
    { eventname: "RunInstances", total: "8" },
  ]);
  expect(await ask("denied-actions-of-principal", { principalId: "B" })).toEqual([]);
});

it("searches by any field, several at once", async () => {
  const ids = async (inputs: Record<string, string>) =>
    (await ask("search", inputs)).map(({ eventid }) => eventid);
  expect(await ids({})).toHaveLength(events.length);
  expect(await ids({ principalId: "B" })).toEqual(["event-8", "event-9"]);
  expect(await ids({ principalId: "B", errorCode: "NoSuchKey" })).toEqual(["event-8"]);
  expect(await ids({ bucketName: "secrets" })).toEqual(["event-9"]);
});
