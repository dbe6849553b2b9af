import { expect, it } from "vitest";
import { barContent } from "./bar-text";

it.each([
  ["resource", null, "no resource"],
  ["useragent", null, "no user agent"],
  ["channel", "AWS service", "via AWS service"],
  ["actor", "alice", "alice"],
  // Success has no error code.
  ["errorcode", null, "success"],
] as const)("the %s %j is labelled %s", (column, key, expected) => {
  expect(barContent(column, key).text).toBe(expected);
});
