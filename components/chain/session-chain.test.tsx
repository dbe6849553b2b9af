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
      read={{ fromMs: Date.UTC(2026, 2, 22, 7), toMs: Date.UTC(2026, 2, 24), scans: 1, bytes: 2e6 }}
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
    address: "192.0.2.7",
  };
  expect(textOf({ openings: [opening], end: "long-lived" })).toMatch(
    /j\.weber\s+AKIA2.*AssumeRole.*19:01:10.*role\/ops\s+ASIA1.*chain starts at a long-lived key/s,
  );
  const missing = textOf({ openings: [], end: "missing" });
  expect(missing).toMatch(/ASIA1.*No call in these logs.*opened no session in this time range/s);
  expect(missing).toMatch(/1 scan, 2 MB, 22 Mar 2026 07:00 – 24 Mar 2026 00:00/);
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
  expect(text).toMatch(/ASIA1 .*9,998 more sessions/s);
  expect(text).not.toContain("ASIA2");
});

it("shows the start and the end of a long chain, and how many hops are between", () => {
  const openings = [1, 2, 3, 4, 5].map((hop) => ({
    key: `ASIA${hop}`,
    time: `2026-03-23T19:0${6 - hop}:10Z`,
    call: "AssumeRole",
    actor: "j.weber",
    openerKey: hop === 5 ? "AKIA9" : `ASIA${hop + 1}`,
    resource: `role/r${hop}`,
    address: null,
  }));
  const text = textOf({ openings, end: "long-lived" });
  expect(text).toMatch(/AKIA9.*3 more hops.*role\/r2\s+ASIA2.*role\/r1\s+ASIA1/s);
  expect(text).not.toContain("ASIA3");
  // All that fits is shown.
  expect(textOf({ openings: openings.slice(2), end: "long-lived" })).toMatch(/ASIA5.*ASIA3/s);
  expect(textOf({ openings: openings.slice(2), end: "long-lived" })).not.toContain("more hop");
});
