/** The rows of the watchlist's findings as findings, with the texts of their rules. */
import type { Cell, Row } from "@/lib/api/run";
import { findsEach, isAboutFirsts, type Rule, type Severity } from "@/queries/watchlist/rule";
import { RULES } from "@/queries/watchlist/rules";

export const SEVERITIES: readonly Severity[] = ["high", "medium", "low"];

/** What a rule says of each of its findings. */
export type RuleFacts = {
  readonly id: string;
  readonly title: string;
  /** Empty where the rule is not known here. */
  readonly why: string;
  readonly severity: Severity;
  /** ATT&CK ids. */
  readonly tactic: string;
  readonly technique: string;
  /** Empty where nothing is usual. */
  readonly benign: string;
  /** The id of the playbook that answers the next question; null where the rule is not known here. */
  readonly next: string | null;
  /** Whether what an actor did in the days before says how usual a finding is. */
  readonly isCompared: boolean;
  /** Whether the rule is about what happens for the first time; true where it is not known here. */
  readonly isAboutFirsts: boolean;
  /** The severity is lower than the rule's. */
  readonly isLowered?: true;
};

/** A rule's hits by one actor. */
export type Finding = {
  readonly rule: RuleFacts;
  readonly actor: string;
  /** The first and the last event, as CloudTrail writes times. */
  readonly first: string;
  readonly last: string;
  readonly total: number;
  /** Those of them that were denied. */
  readonly denied: number;
  /** The first account by id, and how many there are; null where the events name none. */
  readonly account: string | null;
  readonly accounts: number;
  /** The first resource by name, and how many there are; null where the events name none. */
  readonly resource: string | null;
  readonly resources: number;
  /** The only key behind it; null where there are several, or none. */
  readonly key: string | null;
  /** The same actor's events of the rule in the 30 days before, without denied ones, and on how many days. */
  readonly before: { readonly events: number; readonly days: number };
};

const KNOWN: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The title of a rule; its id where it is not known here. */
export function ruleTitle(id: string): string {
  return KNOWN.get(id)?.title ?? id;
}

/** What a known rule says; null where it is not known here. */
export function knownRule(id: string): RuleFacts | null {
  const rule = KNOWN.get(id);
  if (!rule) return null;
  const { severity, attack, usuallyBenign = "" } = rule;
  const texts = { severity, ...attack[0], "benign-note": usuallyBenign };
  const own = new Map(Object.entries(texts));
  return ruleFacts(id, (column) => own.get(column) ?? "");
}

/** Whether a text is a severity. */
export function isSeverity(text: string): text is Severity {
  return SEVERITIES.some((each) => each === text);
}

/** Reads findings, in the order of the rows. */
export function readFindings(columns: readonly string[], rows: readonly Row[]): readonly Finding[] {
  const places = new Map(columns.map((column, at) => [column, at]));
  const facts = new Map<string, RuleFacts>();
  return rows.map((row) => {
    const cell = (column: string): Cell => row[places.get(column) ?? -1] ?? null;
    const text = (column: string): string => String(cell(column) ?? "");
    const id = text("rule");
    const rule = facts.get(id) ?? ruleFacts(id, text);
    facts.set(id, rule);
    return {
      rule,
      actor: text("actor"),
      first: text("first"),
      last: text("last"),
      total: Number(cell("total") ?? 0),
      denied: Number(cell("deniedevents") ?? 0),
      account: text("recipientaccountid") || null,
      accounts: Number(cell("accounts") ?? 0),
      resource: text("resource") || null,
      resources: Number(cell("resources") ?? 0),
      key: Number(cell("keys") ?? 0) === 1 ? text("accesskeyid") : null,
      before: {
        events: Number(cell("eventsbefore") ?? 0),
        days: Number(cell("daysbefore") ?? 0),
      },
    };
  });
}

/** The row says what the rule was when it ran; the rule itself adds its sentences. */
function ruleFacts(id: string, text: (column: string) => string): RuleFacts {
  const known = KNOWN.get(id);
  const severity = text("severity");
  return {
    id,
    title: ruleTitle(id),
    why: known?.why ?? "",
    severity: isSeverity(severity) ? severity : "low",
    tactic: text("tactic"),
    technique: text("technique"),
    benign: text("benign-note"),
    next: known?.next ?? null,
    isCompared: known !== undefined && findsEach(known),
    isAboutFirsts: known === undefined || isAboutFirsts(known),
  };
}
