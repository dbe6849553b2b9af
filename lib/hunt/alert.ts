/** An alert: the new events of one rule and one actor. Its JSON is a contract. */
import * as z from "zod";
import { isSigmaId } from "@/queries/sigma/sigma-rule";
import { SEVERITIES } from "@/queries/watchlist/rule";

/** One alert, as JSON lines and webhooks have it. Fields may be added. */
export const Alert = z.object({
  version: z.literal(1),
  /** The same for each delivery of this alert, and of no other. */
  id: z.string(),
  /** The same for all alerts of this source, rule and actor. */
  group: z.string(),
  source: z.string(),
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  why: z.string(),
  usuallyBenign: z.string().nullable(),
  /** Of a Sigma rule: its author, whom the licence of public rules wants named, and that licence. */
  author: z.string().nullable().default(null),
  licence: z.string().nullable().default(null),
  /** ATT&CK ids. */
  tactic: z.string(),
  technique: z.string(),
  actor: z.string(),
  accounts: z.array(z.string()),
  regions: z.array(z.string()),
  /** UTC. */
  first: z.string(),
  last: z.string(),
  /** Events that no earlier alert of the rule had. */
  total: z.number(),
  /** Those of them that were denied. */
  denied: z.number(),
  /** The first of them. */
  eventIds: z.array(z.string()),
  /** The events on the page; only the path where TRAILBOOK_URL is not set. */
  link: z.string(),
});
export type Alert = z.infer<typeof Alert>;

/** Whose rule it is, a sentence; null for the watchlist's own. */
export function ruleCredit({ rule, author, licence }: Alert): string | null {
  if (!isSigmaId(rule)) return null;
  return `Sigma rule by ${author ?? "an author that is not named"}${licence === null ? "" : `, licence: ${licence}`}.`;
}
