/** The text of docs/coverage.md: every rule of the watchlist, and the attacks that each catches. */
import type { Rule, RuleSignal } from "@/queries/watchlist/rule";
import { RULES } from "@/queries/watchlist/rules";
import { STRATUS } from "./stratus";

const TACTICS: Readonly<Record<string, string>> = {
  TA0001: "Initial access",
  TA0002: "Execution",
  TA0003: "Persistence",
  TA0004: "Privilege escalation",
  TA0005: "Stealth",
  TA0006: "Credential access",
  TA0007: "Discovery",
  TA0008: "Lateral movement",
  TA0009: "Collection",
  TA0010: "Exfiltration",
  TA0040: "Impact",
  TA0112: "Defense impairment",
};

function signalText(signal: RuleSignal): string {
  switch (signal.kind) {
    case "listing":
      return "each event";
    case "grouped":
      return "one row per key and source";
    case "firstSeen":
      return signal.atLeast ? `${signal.atLeast} first uses in 10 minutes` : "first use in 30 days";
    case "burst": {
      const { isDenied, atLeast, distinct, distinctAtLeast = atLeast } = signal;
      const kinds = distinct ? `, ${distinctAtLeast} different values of ${distinct}` : "";
      return `${atLeast} ${isDenied ? "denied " : ""}events in 10 minutes${kinds}`;
    }
    case "any":
      return signal.of.map(signalText).join("; or ");
  }
}

const services = ({ calls }: Rule): string =>
  Object.entries(calls)
    .map(([source, names]) => `${source.replace(".amazonaws.com", "")} (${names.length})`)
    .join(", ") || "any call";

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const ruleRow = (rule: Rule): string => {
  const [attack] = rule.attack;
  const tactic = attack ? (TACTICS[attack.tactic] ?? attack.tactic) : "";
  return row(
    `\`${rule.id}\``,
    rule.severity,
    tactic,
    rule.attack.map(({ technique }) => technique).join(", "),
    rule.title,
    signalText(rule.signal),
    services(rule),
  );
};

const count = (severity: string): number =>
  RULES.filter((rule) => rule.severity === severity).length;

/** The whole file. */
export function coverageText(): string {
  const techniques = Object.entries(STRATUS);
  const caught = techniques.filter(([, rules]) => rules.length > 0).length;
  return `# What the watchlist covers

\`npm run coverage\` writes this file from the rules.

${RULES.length} rules: ${count("high")} high, ${count("medium")} medium, ${count("low")} low. ATT&CK ids are those of version 19; they were not checked
against MITRE's own STIX file. After a service: how many of its calls the rule names.

## Rules

${row("Rule", "Severity", "Tactic", "Technique", "What it catches", "When", "Calls")}
${row("---", "---", "---", "---", "---", "---", "---")}
${RULES.map(ruleRow).join("\n")}

## Stratus Red Team

${caught} of ${techniques.length} techniques, at high or medium severity, each by its published log alone.

${row("Technique", "Rules that catch it")}
${row("---", "---")}
${techniques.map(([name, rules]) => row(`\`${name}\``, rules.map((id) => `\`${id}\``).join(", "))).join("\n")}

## Calls from real intrusions

TrailDiscover (Adan Alvarez, CC-BY-4.0) lists 272 names of calls that intruders used. All are found
when one key makes them all, 137 also alone; reads become a finding only in company.

## How far to trust this

- The rules were written with these logs in view. They show that known attacks are found, not that
  unknown ones are.
- A published log starts with the attack. Without 30 days before it, each use is a first use; in an
  account where the actor does the same every week, those rules stay quiet.
- \`instance-role-explores\` was added for one known intrusion.
- Rules about objects, function calls, model calls and mail need data events, which are off by default.
- An account's ordinary administration decides how much is benign: each rule names the usual causes.
`;
}
