import { expect, it } from "vitest";
import { readPort, readServerWords } from "./server-words";

/** What is read, or the sentence about the mistake. */
function read(program: "demo" | "start", ...words: readonly string[]) {
  const given = readServerWords(program, words);
  return given.ok ? given.value : given.failure.message;
}

it("serves the demo account, or the logs of a folder", () => {
  expect(read("demo")).toEqual({ help: null, logs: undefined });
  expect(read("demo", "--logs", "AWSLogs")).toEqual({ help: null, logs: "AWSLogs" });
});

it.each(["demo", "start"] as const)("%s explains itself", (program) => {
  expect(read(program, "--help")).toMatchObject({
    help: expect.stringMatching(/^Usage: npm .*PORT/s),
  });
});

it.each([
  ["demo", ["AWSLogs"], "“AWSLogs” is one word too many. To import a folder: --logs AWSLogs."],
  ["demo", ["--log", "AWSLogs"], "There is no option --log. Did you mean --logs? See --help."],
  ["start", ["4000"], "“4000” is one word too many."],
  ["start", ["--port", "4000"], "There is no option --port. See --help."],
] as const)("%s refuses %j", (program, words, sentence) => {
  expect(read(program, ...words)).toBe(sentence);
});

it("reads a port", () => {
  expect([undefined, "", "4000"].map(readPort)).toEqual(
    [3000, 3000, 4000].map((value) => ({ ok: true, value })),
  );
});

it.each(["abc", "0", "-1", "80.5", "65536"])("refuses %s as a port", (text) => {
  expect(readPort(text)).toMatchObject({
    failure: { message: `PORT must be a number from 1 to 65535 (got “${text}”).` },
  });
});
