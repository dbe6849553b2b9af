/** The rules of the folder `TRAILBOOK_RULES` on the wire. */
import type { Severity } from "@/queries/watchlist/rule";
import type { RunActions, StepAnswer, StepCost } from "./answers";

/** A rule that was read, as the page shows it. */
export type RuleSummary = {
  /** `sigma:` and its UUID. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** The level in the file: `critical`, `informational`. */
  readonly level: string;
  /** The techniques of ATT&CK. */
  readonly attack: readonly string[];
  readonly author: string | null;
  readonly licence: string | null;
  /** Its first reference, http or https. */
  readonly link: string | null;
  /** Its condition in words. */
  readonly question: string;
  /** Tests in it that no event satisfies, a sentence each. */
  readonly problems: readonly string[];
  readonly canMatch: boolean;
  /** Its file, from the folder on. */
  readonly file: string;
};

/** A document that is not a rule that can be used, and why, a sentence. */
export type RefusedRule = { readonly file: string; readonly reason: string };

export type RuleFolderSummary = {
  /** The folder; null where `TRAILBOOK_RULES` is not set. */
  readonly folder: string | null;
  readonly rules: readonly RuleSummary[];
  readonly refused: readonly RefusedRule[];
};

/** A request for the hits of rules. Everything in it is checked again on the server. */
export type RuleHitsRequest = {
  /** A row for each rule, or one for each rule and event. */
  readonly kind: "hits" | "hit-events";
  /** A rule; null is all. */
  readonly rule: string | null;
  /** The link of the page with the scope and the source, as `formatRules` writes it. */
  readonly link: string;
  /** A person has seen the scan estimate and confirmed it. */
  readonly confirmed: boolean;
};

/** How many queries the rules need, of which each holds as many as Athena accepts. */
type Queries = { readonly queries: number };

/** What all queries cost together. */
export type HitsCost = StepCost & Queries;

/** The answer for all queries; one that has started names the first run. */
export type HitsAnswer = StepAnswer & Queries & { readonly moreRuns: readonly string[] };

/** The server actions of the page of rules. */
export type RuleActions = {
  readonly startHits: (request: RuleHitsRequest, subscriber: string) => Promise<HitsAnswer>;
  readonly pollRuns: RunActions["pollRuns"];
  readonly cancelRun: RunActions["cancelRun"];
};
