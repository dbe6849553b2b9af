/** Findings for tests, as rows of the answer on the page. */
import { findStep } from "@/queries/index";
import { columnsOf } from "@/queries/query";
import { RULES } from "@/queries/watchlist/rules";
import { type Finding, readFindings } from "./read-findings";

/** The columns of findings on the page. */
export function pageColumns(): readonly string[] {
  const answer = findStep("watchlist/findings")?.step.answer;
  if (answer?.kind !== "findings") throw new Error("There is no step watchlist/findings.");
  return columnsOf({ ...answer, isOnPage: true });
}

type Values = Readonly<Record<string, string | number | null>>;

/** A finding of a known rule; values that are not named are usual ones. */
export function findingOf(rule: string, actor: string, more: Values = {}): Finding {
  const known = RULES.find(({ id }) => id === rule);
  if (!known) throw new Error(`There is no rule ${rule}.`);
  const [attack] = known.attack;
  const values: Values = {
    rule,
    actor,
    severity: known.severity,
    tactic: attack?.tactic ?? "",
    technique: attack?.technique ?? "",
    first: "2026-03-19T02:10:00Z",
    last: "2026-03-19T03:40:00Z",
    total: 3,
    "benign-note": known.usuallyBenign ?? "",
    recipientaccountid: "111122223333",
    accounts: 1,
    resource: null,
    resources: 0,
    accesskeyid: null,
    keys: 0,
    deniedevents: 0,
    eventsbefore: null,
    daysbefore: null,
    ...more,
  };
  const columns = pageColumns();
  const [finding] = readFindings(columns, [columns.map((column) => values[column] ?? null)]);
  if (!finding) throw new Error("No finding was read.");
  return finding;
}
