import { expect, test } from "vitest";
import type { Place } from "@/lib/investigation/investigation";
import { stopText } from "./stop-text";

const KEY = "AKIA3TQ5EXAMPLE7QXWZ";
function place(address: string, inputs: Place["inputs"], filters: Place["filters"] = []): Place {
  const [playbookId = "", stepId = ""] = address.split("/");
  const scope = { fromMs: 0, toMs: 1000, accounts: [], regions: [] };
  return { playbookId, stepId, scope, inputs, filters };
}

test("the entity is named at the first stop about it", () => {
  const first = place("access-key-exposure/key-owner", { accessKeyId: KEY });
  const second = place("access-key-exposure/user-agents", { accessKeyId: KEY });
  expect(stopText(first, undefined).short).toBe("AKIA…7QXWZ · Whose key is it?");
  expect(stopText(second, first).short).toBe("With which tools was it used?");
});

test("a question about one key or about anyone says which", () => {
  const address = "access-key-exposure/events-by-source-ip";
  const ofKey = place(address, { sourceIp: "185.220.101.4", accessKeyId: KEY });
  const ofAnyone = place(address, { sourceIp: "185.220.101.4" });
  expect(stopText(ofKey, undefined).short).toBe("185.220.101.4 · this key");
  expect(stopText(ofAnyone, ofKey).short).toBe("185.220.101.4 · anyone");
});

test("a search is named by its first field, and filters are counted", () => {
  const search = place("general-purpose/search", { userName: "alice", errorCode: "AccessDenied" }, [
    { field: "eventname", op: "not", value: "GetCallerIdentity" },
  ]);
  expect(stopText(search, undefined).short).toBe("Error AccessDenied, 1 more field, 1 filter");
  expect(stopText(search, undefined).full).toContain("User name: alice");
  expect(stopText(place("general-purpose/search", {}), undefined).short).toBe(
    "Which events match?",
  );
});

test("a value of only spaces is named", () => {
  const agent = (userAgent: string) =>
    stopText(place("access-key-exposure/events-by-user-agent", { userAgent }), undefined);
  expect(agent(" ").short).toBe("1 space · anyone");
  expect(agent(" ").full).toContain("User agent: 1 space");
  expect(agent("a\u202Eb").short).toBe("a\\u202Eb · anyone");
});

test("a step that no longer exists is named by its id", () => {
  expect(stopText(place("general-purpose/gone", { userName: "x" }), undefined).short).toBe("gone");
});
