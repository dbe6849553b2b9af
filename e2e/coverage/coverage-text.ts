/** The text of docs/coverage.md: every rule of the watchlist, and the attacks that each catches. */
import type { FirstSeen, Rule, RuleSignal } from "@/queries/watchlist/rule";
import { RULES } from "@/queries/watchlist/rules";
import type { Invictus, Measured } from "./measured";
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

function firstSeenText({ by, atLeast, distinct }: FirstSeen): string {
  if (atLeast === undefined) return "first use in 30 days";
  if (distinct === undefined) return `${atLeast} first uses in 10 minutes`;
  return `${atLeast} different values of ${distinct} in 10 minutes, where ${by.slice(1).join(" and ")} are first seen`;
}

function signalText(signal: RuleSignal): string {
  switch (signal.kind) {
    case "listing":
      return "each event";
    case "grouped":
      return "one row per key and source";
    case "firstSeen":
      return firstSeenText(signal);
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

function ruleRow(rule: Rule): string {
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
}

const count = (severity: string): number =>
  RULES.filter((rule) => rule.severity === severity).length;

const idsOf = (rules: readonly Rule[]): string => rules.map(({ id }) => `\`${id}\``).join(", ");

/** The events behind each rule's findings, in each of the logs. */
function rowsText({ corpora, demo }: Measured): string {
  const { incident, administration, traffic } = demo.counted;
  const columns = [...Object.values(corpora), incident.rules, administration.rules, traffic.rules];
  const counted = (rule: Rule) => columns.map((counts) => counts[rule.id] ?? 0);
  const isFound = (rule: Rule) => counted(rule).some((number) => number > 0);
  const header = [
    "Rule",
    "Severity",
    ...Object.keys(corpora).map((name) => `\`${name}\``),
    "demo: incidents",
    "demo: administration",
    "demo: other traffic",
  ];
  const rows = RULES.filter(isFound).map((rule) =>
    row(`\`${rule.id}\``, rule.severity, ...counted(rule).map((number) => String(number || ""))),
  );
  const never = RULES.filter((rule) => !isFound(rule));
  const rest = never.length === 0 ? "" : `\n\nWithout an event in any of these: ${idsOf(never)}.`;
  return `${row(...header)}\n${row(...header.map(() => "---"))}\n${rows.join("\n")}${rest}`;
}

const number = (value: number): string => value.toLocaleString("en-US");

const inAndOut = ({ all, shown }: Invictus, what: keyof Invictus["all"]): readonly string[] => [
  number(all[what]),
  number(shown[what]),
];

/** The whole file. */
export function coverageText(measured: Measured): string {
  const techniques = Object.entries(STRATUS);
  const caught = techniques.filter(([, rules]) => rules.length > 0).length;
  const { invictus, demo } = measured;
  const { incident, administration, traffic } = demo.counted;
  const benign = administration.shown + traffic.shown;
  const benignEvents = administration.events + traffic.events;
  const { whole } = demo;
  return `# What the watchlist covers

\`npm run coverage\` writes this file: the rules, and how many events are behind their findings in public
logs and in the demo account. The public logs are counted again only where \`TRAILBOOK_CORPORA\` names
their folder; otherwise the last numbers remain.

${RULES.length} rules: ${count("high")} high, ${count("medium")} medium, ${count("low")} low. After a service: how many of its calls the rule names.

## Rules

${row("Rule", "Severity", "Tactic", "Technique", "What it catches", "When", "Calls")}
${row("---", "---", "---", "---", "---", "---", "---")}
${RULES.map(ruleRow).join("\n")}

## ATT&CK ids

The ids are those of ATT&CK 19 (28 April 2026). The rules' 57 pairs of tactic and technique were
checked against the STIX file of ATT&CK 18.1: 54 agree, with Stealth (TA0005) and Defense Impairment
(TA0112) of 19 in the place of Defense Evasion (TA0005) of 18.1. The other three name techniques that
are new in 19, T1685, T1685.002 and T1686.001, by the public release notes. The STIX file of 19 was
not at hand.

## Stratus Red Team

${caught} of ${techniques.length} techniques, at high or medium severity, each by its published log alone.

${row("Technique", "Rules that catch it")}
${row("---", "---")}
${techniques.map(([name, rules]) => row(`\`${name}\``, rules.map((id) => `\`${id}\``).join(", "))).join("\n")}

## Calls from real intrusions

TrailDiscover (Adan Alvarez, CC-BY-4.0) lists 272 names of calls that intruders used. All are found
when one key makes them all, 137 also alone; reads become a finding only in company.

## Attacks amid Terraform

The \`invictus\` logs hold ${invictus.all.runs} runs of Stratus within hours, which name themselves in their user agent.
An intruder does not, so for this count the rules get the user agents without that name. Findings of
high and medium severity show:

| | In the logs | Shown |
| --- | --- | --- |
${[
  row("Stratus runs, by at least one event", ...inAndOut(invictus, "runs")),
  row("events of the runs", ...inAndOut(invictus, "attack")),
  row("events of Terraform", ...inAndOut(invictus, "terraform")),
  row("other events", ...inAndOut(invictus, "other")),
].join("\n")}

Terraform sets up and removes the targets of the attacks in the same hours, and these logs have no days
before them: what Terraform does for the first time is found here.

## A month with ordinary administration

The demo account's month has ${number(demo.benignChanges)} changes by administrators, pipelines and services, beside its
incidents and the traffic of programs and people. Its first week is only what the rest is compared
with. From then on, findings of high and medium severity show:

| | In the logs | Shown |
| --- | --- | --- |
| events of the incidents | ${number(incident.events)} | ${number(incident.shown)} |
| – without \`attack-tool-used\`, which reads the user agent | ${number(incident.events)} | ${number(demo.counted.withoutTools)} |
| benign events | ${number(benignEvents)} | ${number(benign)} |
| – of administration | ${number(administration.events)} | ${number(administration.shown)} |
| – of other traffic | ${number(traffic.events)} | ${number(traffic.shown)} |
| events with hostile text | ${number(demo.counted.hostile.events)} | ${number(demo.counted.hostile.shown)} |

Counted from the first day on, with no day before it, they show ${number(whole.incident.shown)} of ${number(whole.incident.events)} events of the
incidents and ${number(whole.administration.shown + whole.traffic.shown)} benign ones: without a past, each use is a first use. Where no
day before the time range has logs, the page shows findings of rules about firsts as medium at most.

## Events behind findings, by rule

Events behind findings of each rule; an event of two rules counts for both. \`traildiscover\` stands for
the 272 names, called by one key. The demo account's are those after its first week.

${rowsText(measured)}

## How far to trust this

- The rules were written with these logs in view. They show that known attacks are found, not that
  unknown ones are.
- The demo account is ours: its administration was written for this project, from how Terraform, AWS's
  services and people are known to work. Rules that were noisy in it were changed with it in view. It
  tests that upkeep stays quiet; it does not prove how quiet another account is.
- A published log starts with the attack. Without 30 days before it, each use is a first use; in an
  account where the actor does the same every week, those rules stay quiet. An intruder who takes over
  such an actor and does only what it always does is not found by them.
- \`instance-role-explores\` was added for one known intrusion.
- Rules about objects, function calls, model calls and mail need data events, which are off by default.
- An account's ordinary administration decides how much is benign: each rule names the usual causes.
`;
}
