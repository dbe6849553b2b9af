import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { expect, test } from "vitest";
import { OUTDATED, RETRYING, requestProblem } from "./request-problem";

test("an action of an earlier build asks for a reload", () => {
  const error = new UnrecognizedActionError("Server Action was not found on the server.");
  expect(requestProblem(error)).toBe(OUTDATED);
  expect(requestProblem(error, RETRYING)).toBe(OUTDATED);
});

test("any other failure names the server", () => {
  const error = new TypeError("Failed to fetch");
  expect(requestProblem(error)).toMatch(/could not be reached/);
  expect(requestProblem(error, RETRYING)).toBe(RETRYING);
});
