import { expect, it } from "vitest";
import type { Alert } from "./alert";
import { alertLink } from "./alert-link";

const FOUND_FROM_MS = Date.UTC(2026, 1, 28, 9, 30);
const alert = (more: Partial<Alert>): Omit<Alert, "link"> => ({
  version: 1,
  id: "",
  group: "",
  source: "lake",
  rule: "user-created",
  severity: "medium",
  title: "",
  why: "",
  usuallyBenign: null,
  author: null,
  licence: null,
  tactic: "",
  technique: "",
  actor: "alice",
  accounts: [],
  regions: [],
  first: "2026-03-01T10:15:00Z",
  last: "2026-03-01T11:00:00Z",
  total: 1,
  denied: 0,
  eventIds: [],
  ...more,
});

it("leads to the events with an hour around them", () => {
  const link = new URL(alertLink(alert({}), FOUND_FROM_MS, "https://t.example.com", null));
  expect(link.origin + link.pathname).toBe("https://t.example.com/playbooks/watchlist");
  expect(Object.fromEntries(link.searchParams)).toMatchObject({
    step: "finding-events",
    from: "2026-03-01T09:00:00Z",
    to: "2026-03-01T12:00:00Z",
    "in.rule": "user-created",
    "in.actor": "alice",
  });
});

it("starts where the query did for a first use, which the range decides", () => {
  for (const rule of ["resources-first-destroyed", "compute-explored"])
    expect(alertLink(alert({ rule }), FOUND_FROM_MS, "", "trail")).toMatch(
      /^\/playbooks\/watchlist\?.*from=2026-02-28T09:00:00Z&.*source=trail/,
    );
});

it("leads to the rule on the page of Sigma rules", () => {
  const rule = "sigma:00000000-0000-0000-0000-000000000001";
  const link = alertLink(alert({ rule }), FOUND_FROM_MS, "https://t.example.com", "trail");
  expect(link).toBe(
    `https://t.example.com/rules?from=2026-03-01T09:00:00Z&to=2026-03-01T12:00:00Z&source=trail&rule=${rule}`,
  );
});
