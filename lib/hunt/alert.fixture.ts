/** An alert as a hunt makes it. */
import type { Alert } from "./alert";

export const ALERT: Alert = {
  version: 1,
  id: "alert-1",
  group: "group-1",
  source: "lake",
  rule: "user-created",
  severity: "medium",
  title: "A user was created",
  why: "An attacker keeps access with their own user.",
  usuallyBenign: "An employee's first day.",
  author: null,
  licence: null,
  tactic: "TA0003",
  technique: "T1136.003",
  actor: "alice",
  accounts: ["111122223333"],
  regions: ["us-east-1"],
  first: "2026-03-01T10:00:00Z",
  last: "2026-03-01T10:00:00Z",
  total: 1,
  denied: 0,
  eventIds: ["e1"],
  link: "https://trailbook.example.com/playbooks/watchlist?v=1&step=finding-events",
};
