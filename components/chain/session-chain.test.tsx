import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Chain } from "./follow-chain";
import type { OpenedSession } from "./follow-sessions";
import { SessionChain } from "./session-chain";

const textOf = (chain: Chain, sessions: readonly OpenedSession[] = []): string =>
  renderToStaticMarkup(
    <SessionChain
      accessKeyId="ASIA1"
      chain={chain}
      tree={{ sessions, end: "whole" }}
      linkTo={(key, label) => <a href={`/${key}`}>{label}</a>}
      askFor={(key) => <a href={`/${key}`}>ask</a>}
      allSessions={(label) => <a href="/all">{label}</a>}
    />,
  ).replace(/<[^>]*>/g, " ");

it("shows the hops from the first opener on, and why there is none before", () => {
  const opening = {
    key: "ASIA1",
    time: "2026-03-23T19:01:10Z",
    call: "AssumeRole",
    actor: "j.weber",
    openerKey: "AKIA2",
    resource: "role/ops",
    account: "111122223333",
  };
  expect(textOf({ openings: [opening], end: "long-lived" })).toMatch(
    /j\.weber\s+AKIA2.*the chain starts here.*AssumeRole.*19:01:10.*role\/ops\s+ASIA1/s,
  );
  expect(textOf({ openings: [], end: "missing" })).toMatch(/ASIA1.*No call in these logs/s);
});

it("shows the first of many sessions, and how many more there are", () => {
  const sessions = Array.from({ length: 10_000 }, (_, index) => ({
    key: `ASIA${index}`,
    openerKey: "ASIA1",
    hop: 1,
    time: "2026-03-23T19:01:10Z",
    call: "AssumeRole",
    resource: "role/r",
  }));
  const text = textOf({ openings: [], end: "long-lived" }, sessions);
  expect(text).toMatch(/ASIA7.*9,992 more/s);
  expect(text).not.toContain("ASIA8");
});
