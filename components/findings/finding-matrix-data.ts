/** The matrix of ATT&CK tactics: which rules found something in each. */
import { formatCounted } from "@/lib/text/format";
import { RULES } from "@/queries/watchlist/rules";
import { TACTICS, type Tactic } from "@/queries/watchlist/tactics";
import { groupBySeverity, type RuleGroup } from "./group-findings";
import { type Finding, SEVERITIES } from "./read-findings";

export type MatrixColumn = {
  readonly tactic: Tactic;
  /** The rules that found something, the most severe first. */
  readonly cells: readonly RuleGroup[];
  readonly findings: number;
};

const WATCHED: ReadonlySet<string> = new Set(
  RULES.flatMap(({ attack }) => attack.map(({ tactic }) => tactic)),
);

/** A column for each tactic that rules are about, in ATT&CK's order, and for each that has findings. */
export function matrixColumns(findings: readonly Finding[]): readonly MatrixColumn[] {
  const found = findings.map(({ rule }) => rule.tactic);
  const others = [...new Set(found)].filter((id) => TACTICS.every((known) => known.id !== id));
  const tactics = [
    ...TACTICS.filter(({ id }) => WATCHED.has(id) || found.includes(id)),
    ...others.map((id) => ({ id, name: id === "" ? "No tactic" : id })),
  ];
  return tactics.map((tactic) => {
    const own = findings.filter(({ rule }) => rule.tactic === tactic.id);
    const cells = groupBySeverity(own).flatMap(({ groups }) => groups);
    return { tactic, cells, findings: own.length };
  });
}

/** A column in words: `Persistence: 5 findings (2 high, 3 low) of 3 rules`. */
export function columnText({ tactic, cells, findings }: MatrixColumn): string {
  if (findings === 0) return `${tactic.name}: no findings`;
  const parts = SEVERITIES.flatMap((severity) => {
    const own = cells.filter(({ rule }) => rule.severity === severity);
    const count = own.reduce((sum, cell) => sum + cell.findings.length, 0);
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const rules = formatCounted(cells.length, "rule");
  return `${tactic.name}: ${formatCounted(findings, "finding")} (${parts.join(", ")}) of ${rules}`;
}
