import { expect, it } from "vitest";
import { followChain, MOST_HOPS, type NoAnswer, type Opening, openingIn } from "./follow-chain";

const opening = (key: string, openerKey: string | null): Opening => ({
  key,
  openerKey,
  time: "2026-03-23T19:01:10Z",
  call: "AssumeRole",
  actor: "alice",
  resource: "role/r",
  address: "192.0.2.7",
});

/** The keys of a chain and its end, where each key was opened by the next. */
async function follow(key: string, openers: Readonly<Record<string, string | null | NoAnswer>>) {
  const asked: string[] = [];
  const chain = await followChain(key, async (each) => {
    asked.push(each);
    const opener = openers[each];
    if (opener === undefined) return null;
    return opener === "scan" || opener === "failed" ? opener : opening(each, opener);
  });
  return { keys: chain.openings.map(({ openerKey }) => openerKey), end: chain.end, asked };
}

it("follows a session over several hops to a long-lived key", async () => {
  expect(await follow("ASIA1", { ASIA1: "ASIA2", ASIA2: "AKIA3" })).toEqual({
    keys: ["ASIA2", "AKIA3"],
    end: "long-lived",
    asked: ["ASIA1", "ASIA2"],
  });
});

it("asks nothing about a long-lived key", async () => {
  expect((await follow("AKIA1", {})).asked).toEqual([]);
});

it("says why it ends elsewhere", async () => {
  expect((await follow("ASIA1", {})).end).toBe("missing");
  expect((await follow("ASIA1", { ASIA1: null })).end).toBe("no-key");
  expect((await follow("ASIA1", { ASIA1: "ASIA2", ASIA2: "scan" })).end).toBe("scan");
  expect((await follow("ASIA1", { ASIA1: "failed" })).end).toBe("failed");
  expect((await follow("ASIA1", { ASIA1: "ASIA2", ASIA2: "ASIA1" })).end).toBe("cycle");
  const long = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`ASIA${index}`, `ASIA${index + 1}`]),
  );
  const { end, asked } = await follow("ASIA0", long);
  expect([end, asked.length]).toEqual(["limit", MOST_HOPS]);
});

it("takes the record that names the opener's key, and no failed attempt", () => {
  const columns = ["eventtime", "eventname", "actor", "accesskeyid", "resource", "errorcode"];
  const rows = [
    ["t0", "AssumeRole", "eve", "ASIA9", "role/r", "AccessDenied"],
    ["t1", "AssumeRole", "account:1/AROA:x", null, "role/r", null],
    ["t1", "AssumeRole", "jump/x", "ASIA2", "role/r", null],
  ];
  expect(openingIn("ASIA1", columns, rows)).toMatchObject({ actor: "jump/x", openerKey: "ASIA2" });
  expect(openingIn("ASIA1", columns, rows.slice(0, 1))).toBeNull();
  expect(openingIn("ASIA1", columns, rows.slice(0, 2))).toMatchObject({ openerKey: null });
});
